// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/waha/wahahiddenids.h"

#include "base/clock.h"
#include "base/continuation.h"

namespace atalaia {

namespace {

constexpr int kPageSize = 100; // the gateway's own; larger ones it may cut without saying
constexpr int kLargestOffset = 200'000;
constexpr size_t kMostQuestions = 500;
constexpr qsizetype kMostRemembered = 200'000; // then all is told once more, which does no harm

quint64 keyOf(const QString &line, const ChatAddress &hidden)
{
    return quint64(qHashMulti(0, line, hidden));
}

bool isGood(const RestResponse &response)
{
    return response.status >= 200 && response.status < 300;
}

/// An answer, and a no: asking the same again changes nothing.
bool isRefused(const RestResponse &response)
{
    return response.status >= 400 && response.status < 500 && response.status != 429;
}

} // namespace

WahaHiddenIds::WahaHiddenIds(RestClient &rest, WahaParser &parser, const Clock &clock, QObject *parent)
    : QObject(parent), m_rest(rest), m_parser(parser), m_clock(clock)
{}

WahaHiddenIds::~WahaHiddenIds() = default;

void WahaHiddenIds::read(const QStringList &lines)
{
    for (const QString &line : lines) {
        if (!m_lines.contains(line) && !m_refused.contains(line) && line != m_line)
            m_lines.append(line);
    }
    proceed();
}

void WahaHiddenIds::ask(const QString &line, const ChatAddress &hidden)
{
    if (m_questions.size() >= kMostQuestions || m_refused.contains(line))
        return; // the table will tell
    const quint64 key = keyOf(line, hidden);
    if (m_known.contains(key))
        return;
    makeRoom();
    m_known.insert(key);
    m_questions.push_back({line, hidden});
    proceed();
}

bool WahaHiddenIds::isNew(const QString &line, const AliasFound &alias)
{
    const quint64 key = quint64(qHashMulti(0, line, alias.first, alias.second));
    if (m_told.contains(key))
        return false;
    makeRoom();
    m_told.insert(key);
    m_known.insert(keyOf(line, alias.first));
    return true;
}

void WahaHiddenIds::cancel()
{
    ++m_round;
    m_isBusy = false;
    m_lines.clear();
    m_line.clear();
    m_counts.clear();
    m_refused.clear();
    for (const Question &question : std::exchange(m_questions, {}))
        m_known.remove(keyOf(question.line, question.hidden));
}

void WahaHiddenIds::makeRoom()
{
    if (m_told.size() < kMostRemembered && m_known.size() < kMostRemembered)
        return;
    m_told.clear();
    m_known.clear();
    m_counts.clear();
}

void WahaHiddenIds::request(const QByteArray &path, void (WahaHiddenIds::*handler)(const RestResponse &))
{
    m_isBusy = true;
    continueOn(this, m_rest.send({RestRequest::Method::Get, path, {}}, RestClient::Priority::History),
               [this, handler, round = m_round](const RestResponse &response) {
                   if (round != m_round)
                       return;
                   m_isBusy = false;
                   (this->*handler)(response);
               });
}

void WahaHiddenIds::proceed()
{
    if (m_isBusy)
        return;
    if (!m_lines.isEmpty()) {
        m_line = m_lines.takeFirst();
        m_offset = 0;
        m_count = -1;
        request("/api/" + pathSegment(m_line) + "/lids/count", &WahaHiddenIds::readCount);
    } else if (!m_questions.empty()) {
        m_question = m_questions.front();
        m_questions.pop_front();
        request("/api/" + pathSegment(m_question.line) + "/lids/" + pathSegment(m_question.hidden),
                &WahaHiddenIds::readAnswer);
    }
}

void WahaHiddenIds::readCount(const RestResponse &response)
{
    if (response.status == 0) {
        endLine(false);
        return;
    }
    if (isGood(response))
        m_count = m_parser.count(response.body).value_or(-1);
    const auto before = m_counts.constFind(m_line);
    if (m_count >= 0 && before != m_counts.cend() && *before == m_count)
        endLine(true);
    else
        requestPage();
}

void WahaHiddenIds::requestPage()
{
    request("/api/" + pathSegment(m_line) + "/lids?limit=" + QByteArray::number(kPageSize)
                    + "&offset=" + QByteArray::number(m_offset),
            &WahaHiddenIds::readPage);
}

void WahaHiddenIds::readPage(const RestResponse &response)
{
    if (isRefused(response) || response.status == 501)
        m_refused.insert(m_line);
    const Result<WahaHiddenIdList> page = isGood(response)
                                                  ? m_parser.hiddenIds(response.body)
                                                  : Result<WahaHiddenIdList>(Error{Error::Kind::Unreachable, {}});
    if (!page) {
        endLine(false);
        return;
    }
    const quint64 round = m_round;
    tell(m_line, page->ids);
    if (round != m_round)
        return; // stopped by who listened
    m_offset += kPageSize;
    if (page->items == 0 || m_offset > kLargestOffset)
        endLine(true);
    else
        requestPage();
}

void WahaHiddenIds::endLine(bool isComplete)
{
    if (isComplete && m_count >= 0)
        m_counts.insert(m_line, m_count);
    m_line.clear();
    proceed();
}

void WahaHiddenIds::readAnswer(const RestResponse &response)
{
    const Question question = m_question;
    const Result<WahaHiddenId> answer = isGood(response) ? m_parser.hiddenId(response.body)
                                                         : Result<WahaHiddenId>(Error{Error::Kind::Unreachable, {}});
    const quint64 round = m_round;
    if (answer && answer->hidden == question.hidden && !answer->phone.isEmpty())
        tell(question.line, {*answer});
    if (round == m_round)
        proceed();
}

void WahaHiddenIds::tell(const QString &line, const QVector<WahaHiddenId> &ids)
{
    QVector<AliasFound> aliases;
    for (const WahaHiddenId &id : ids) {
        const AliasFound alias{id.hidden, id.phone, AliasFound::Kind::SamePerson, m_clock.nowMs()};
        if (isNew(line, alias))
            aliases.append(alias);
    }
    if (!aliases.isEmpty())
        emit found(line, aliases);
}

} // namespace atalaia

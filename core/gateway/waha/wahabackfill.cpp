// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/waha/wahabackfill.h"

#include "base/clock.h"
#include "base/continuation.h"
#include "base/logging.h"
#include "gateway/chataddress.h"
#include "gateway/waha/wahaengine.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr int kPageSize = 200;

// Bounds against a gateway that never sends an empty page.
constexpr int kMostChats = 20'000;
constexpr int kLargestOffset = 2'000'000;
constexpr int kMostTooLarge = 20; // messages in a row

const QString &allChats()
{
    static const QString name = u"all"_s;
    return name;
}

/// A definite no, which asking again soon will not change.
bool isRefusal(const Error &error)
{
    return error.kind != Error::Kind::Unreachable;
}

} // namespace

WahaBackfill::WahaBackfill(RestClient &rest, WahaParser &parser, const Clock &clock, const WahaTimings &timings,
                           QObject *parent)
    : QObject(parent), m_rest(rest), m_parser(parser), m_clock(clock), m_timings(timings)
{}

WahaBackfill::~WahaBackfill() = default;

void WahaBackfill::request(const QByteArray &path, Handler handler)
{
    if (m_isHeld) {
        m_heldStep = Step{path, handler};
        return;
    }
    const RestRequest get{RestRequest::Method::Get, path, {}};
    continueOn(this, m_rest.send(get, RestClient::Priority::History),
               [this, handler, round = m_round](const RestResponse &response) {
                   if (round == m_round)
                       (this->*handler)(response);
               });
}

void WahaBackfill::start()
{
    ++m_round;
    m_isRunning = true;
    m_endsAfterLine = false;
    m_lines.clear();
    m_next = 0;
    m_refused = 0;
    m_failure.reset();
    request("/api/sessions?all=true", &WahaBackfill::readSessions);
}

void WahaBackfill::cancel()
{
    ++m_round;
    m_isRunning = false;
    m_heldStep.reset();
    m_rest.cancelHistory();
}

void WahaBackfill::setHeld(bool isHeld)
{
    m_isHeld = isHeld;
    if (isHeld || !m_heldStep)
        return;
    const Step step = *std::exchange(m_heldStep, std::nullopt);
    request(step.path, step.handler);
}

void WahaBackfill::abandon(const Error &error)
{
    ++m_round;
    m_isRunning = false;
    emit failed(error);
}

void WahaBackfill::readSessions(const RestResponse &response)
{
    if (response.status < 200 || response.status >= 300) {
        abandon(errorOf(response, m_parser.complaint(response.body)));
        return;
    }
    m_gatewayNowMs = response.serverTimeMs;
    const Result<WahaSessionList> sessions = m_parser.sessions(response.body);
    if (!sessions) {
        abandon({Error::Kind::Unreachable, u"list of sessions: "_s + sessions.error().context});
        return;
    }
    if (sessions->rejected > 0)
        emit itemsRejected(sessions->rejected, sessions->reason);
    m_lines = sessions->sessions;
    emit linesListed(m_lines);
}

void WahaBackfill::proceed(const QHash<QString, Start> &starts)
{
    m_starts = starts;
    // A line that does not work answers 422 and has nothing newer than before it stopped.
    m_lines.removeIf([](const WahaSession &line) { return line.state != LineState::Working; });
    // Where rounds do not come to their end, none is left behind for ever.
    std::stable_sort(m_lines.begin(), m_lines.end(), [this](const WahaSession &a, const WahaSession &b) {
        return m_starts.value(a.name).completeUntilMs < m_starts.value(b.name).completeUntilMs;
    });
    emit progressed(0, int(m_lines.size()));
    nextLine();
}

void WahaBackfill::nextLine()
{
    if (!m_isRunning)
        return; // cancelled by who listened to a signal
    if (m_endsAfterLine) {
        ++m_round;
        m_isRunning = false;
        emit cutShort();
        return;
    }
    if (m_next < m_lines.size()) {
        beginLine();
        return;
    }
    ++m_round;
    m_isRunning = false;
    if (m_failure)
        emit failed(*m_failure);
    else
        emit finished(m_refused);
}

void WahaBackfill::beginLine()
{
    m_line = m_lines.at(m_next);
    m_startedAtMs = m_clock.nowMs();
    m_gatewayStartedAtMs = 0;
    m_newestMs = 0;
    m_hasAnswer = false;
    m_chats.clear();
    m_chatOffset = 0;
    m_limit = kPageSize;
    const qint64 nowMs = m_gatewayNowMs > 0 ? std::min(m_startedAtMs, m_gatewayNowMs) : m_startedAtMs;
    const qint64 completeUntilMs = m_starts.value(m_line.name).completeUntilMs;
    m_completeUntilMs = completeUntilMs <= nowMs ? completeUntilMs : 0;
    m_sinceMs = m_completeUntilMs > 0 ? m_completeUntilMs - m_timings.overlap.count()
                                      : nowMs - m_timings.firstHistory.count();
    if (waha::isBrowserEngine(m_line.engine)) {
        requestChats();
        return;
    }
    m_chats.append(allChats());
    nextChat();
}

void WahaBackfill::requestChats()
{
    request("/api/" + pathSegment(m_line.name) + "/chats?limit=" + QByteArray::number(kPageSize)
                    + "&offset=" + QByteArray::number(m_chatOffset),
            &WahaBackfill::readChats);
}

void WahaBackfill::readChats(const RestResponse &response)
{
    noteServerTime(response);
    if (response.status < 200 || response.status >= 300) {
        failLine(response);
        return;
    }
    const Result<QVector<WahaChat>> chats = m_parser.chats(response.body);
    if (!chats) {
        failLine({Error::Kind::Unreachable, u"list of chats: "_s + chats.error().context});
        return;
    }
    if (chats->isEmpty()) {
        nextChat();
        return;
    }
    for (const WahaChat &chat : *chats) {
        const bool isOlder = chat.lastMessageMs > 0 && chat.lastMessageMs < m_sinceMs;
        if (!isBroadcastAddress(chat.address) && !isOlder)
            m_chats.append(chat.address);
    }
    m_chatOffset += kPageSize;
    if (m_chatOffset > kMostChats)
        failLine({Error::Kind::Rejected, u"the list of chats does not end"_s});
    else
        requestChats();
}

void WahaBackfill::nextChat()
{
    if (m_chats.isEmpty()) {
        completeLine();
        return;
    }
    m_chat = m_chats.takeFirst();
    m_offset = 0;
    m_lastPage.clear();
    m_lastBytes.clear();
    m_tooLarge = 0;
    requestPage();
}

void WahaBackfill::requestPage()
{
    request("/api/" + pathSegment(m_line.name) + "/chats/" + pathSegment(m_chat)
                    + "/messages?limit=" + QByteArray::number(m_limit) + "&offset=" + QByteArray::number(m_offset)
                    + "&sortBy=timestamp&sortOrder=asc&downloadMedia=false&filter.timestamp.gte="
                    + QByteArray::number(m_sinceMs / 1000),
            &WahaBackfill::readPage);
}

void WahaBackfill::noteServerTime(const RestResponse &response)
{
    if (m_hasAnswer || response.status == 0)
        return;
    m_hasAnswer = true;
    if (response.serverTimeMs > 0)
        m_gatewayStartedAtMs = response.serverTimeMs - response.duration.count();
}

/// A page over the limit is asked for again in smaller pieces, down to the one message that cannot be read.
bool WahaBackfill::handleTooLarge(const RestResponse &response)
{
    if (!response.isTooLarge)
        return false;
    if (m_limit > 1) {
        m_limit /= 2;
    } else if (++m_tooLarge > kMostTooLarge) {
        failLine({Error::Kind::Rejected, u"every answer is too large"_s});
        return true;
    } else {
        const quint64 round = m_round;
        ++m_offset;
        emit pageRead(m_line.name, {},
                      {{m_line.name, {}, u"a message in the history is too large"_s, m_clock.nowMs()}});
        if (round != m_round)
            return true;
    }
    requestPage();
    return true;
}

void WahaBackfill::readPage(const RestResponse &response)
{
    noteServerTime(response);
    if (handleTooLarge(response))
        return;
    const bool canBeUnknown = m_chat == allChats() && m_line.engine.isEmpty() && m_offset == 0;
    if (canBeUnknown && response.status >= 400 && response.status < 500 && response.status != 401
        && response.status != 403) {
        requestChats(); // an engine without "all"; m_chats is empty by now
        return;
    }
    if (response.status < 200 || response.status >= 300) {
        failLine(response);
        return;
    }
    const Result<WahaReading> page = m_parser.messages(response.body, m_line.name, m_clock.nowMs());
    if (!page) {
        failLine({Error::Kind::Unreachable, u"page of messages: "_s + page.error().context});
        return;
    }
    if (page->items == 0) {
        nextChat();
        return;
    }
    const bool isRepeated = page->events.isEmpty() ? m_lastBytes == response.body : m_lastPage == page->events;
    if (isRepeated || m_offset > kLargestOffset) {
        failLine({Error::Kind::Rejected, u"the gateway repeats a page"_s});
        return;
    }
    m_tooLarge = 0;
    m_lastBytes = page->events.isEmpty() ? response.body : QByteArray();
    if (!page->events.isEmpty())
        m_lastPage = page->events;
    if (!handOn(*page))
        return; // paused or stopped by who listened
    m_offset += m_limit; // by the limit even when fewer came: the gateway filters after counting
    m_limit = std::min(kPageSize, m_limit * 2); // small only around what was too large
    requestPage();
}

bool WahaBackfill::handOn(const WahaReading &page)
{
    if (page.events.isEmpty() && page.rejected.isEmpty())
        return true;
    QVector<GatewayEvent> events = page.events;
    for (GatewayEvent &event : events) {
        if (auto *message = std::get_if<MessageReceived>(&event.body)) {
            message->isHistory = true;
            m_newestMs = std::max(m_newestMs, message->sentAtMs);
        }
    }
    const quint64 round = m_round;
    emit pageRead(m_line.name, events, page.rejected);
    return round == m_round;
}

void WahaBackfill::failLine(const RestResponse &response)
{
    failLine(errorOf(response, m_parser.complaint(response.body)));
}

void WahaBackfill::failLine(const Error &error)
{
    qCWarning(lcGateway) << "history of a line was not complete:" << error.context;
    if (error.kind == Error::Kind::Unreachable)
        m_failure = error;
    const quint64 round = m_round;
    if (isRefusal(error) && !m_endsAfterLine) { // else it may have stopped since, which is no refusal
        ++m_refused;
        emit lineRefused(m_line.name, error);
    }
    if (round != m_round)
        return;
    ++m_next;
    nextLine(); // one line in trouble does not hold up the others
}

qint64 WahaBackfill::claim() const
{
    constexpr qint64 kDateRoundingMs = 1000;
    qint64 untilMs = 0;
    if (m_gatewayStartedAtMs > 0)
        untilMs = std::min(m_startedAtMs, m_gatewayStartedAtMs) - kDateRoundingMs;
    else
        untilMs = std::min(m_startedAtMs - kDateRoundingMs, m_newestMs);
    return std::max(untilMs, m_completeUntilMs);
}

void WahaBackfill::completeLine()
{
    const quint64 round = m_round;
    const qint64 untilMs = claim();
    std::optional<LineCursor> cursor;
    if (!m_starts.value(m_line.name).isSettling && untilMs > 0)
        cursor = LineCursor{m_line.name, untilMs};
    emit lineCompleted(m_line.name, m_startedAtMs, cursor);
    if (round != m_round)
        return;
    ++m_next;
    emit progressed(m_next, int(m_lines.size()));
    nextLine();
}

} // namespace atalaia

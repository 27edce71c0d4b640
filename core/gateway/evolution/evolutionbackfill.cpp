// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/evolution/evolutionbackfill.h"

#include "base/clock.h"
#include "base/continuation.h"
#include "base/logging.h"
#include "gateway/evolution/evolutionrest.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr int kPageSize = 256; // a power of two: halved where a page is too large, pages still begin at multiples

// Bounds against a gateway that never sends an empty page.
constexpr int kMostRequests = 20'000;
constexpr int kMostTooLarge = 20; // records in a row
constexpr int kMostRepeats = 3;

bool isGood(const RestResponse &response)
{
    return response.status >= 200 && response.status < 300;
}

/// The messages of a page that lie in the window, and all that is no message.
struct Sifted
{
    QVector<GatewayEvent> events;
    int inside = 0;
    int outside = 0;
    qint64 newestMs = 0;
};

Sifted sift(const QVector<GatewayEvent> &events, qint64 sinceMs)
{
    Sifted sifted;
    for (const GatewayEvent &event : events) {
        if (const auto *message = std::get_if<MessageReceived>(&event.body)) {
            if (message->sentAtMs < sinceMs - 1000) { // the gateway's filter knows whole seconds
                ++sifted.outside;
                continue;
            }
            ++sifted.inside;
            sifted.newestMs = std::max(sifted.newestMs, message->sentAtMs);
        }
        sifted.events.append(event);
    }
    return sifted;
}

} // namespace

EvolutionBackfill::EvolutionBackfill(RestClient &rest, EvolutionParser &parser, const Clock &clock,
                                     const EvolutionTimings &timings, QObject *parent)
    : QObject(parent), m_rest(rest), m_parser(parser), m_clock(clock), m_timings(timings)
{}

EvolutionBackfill::~EvolutionBackfill() = default;

void EvolutionBackfill::request(const RestRequest &call, Handler handler)
{
    if (m_isHeld) {
        m_heldStep = Step{call, handler};
        return;
    }
    continueOn(this, m_rest.send(call, RestClient::Priority::History),
               [this, handler, round = m_round](const RestResponse &response) {
                   if (round == m_round)
                       (this->*handler)(response);
               });
}

void EvolutionBackfill::start()
{
    ++m_round;
    m_isRunning = true;
    m_endsAfterLine = false;
    m_lines.clear();
    m_next = 0;
    m_refused = 0;
    m_failure.reset();
    request({RestRequest::Method::Get, "/instance/fetchInstances", {}}, &EvolutionBackfill::readLines);
}

void EvolutionBackfill::cancel()
{
    ++m_round;
    m_isRunning = false;
    m_heldStep.reset();
    m_rest.cancelHistory();
}

void EvolutionBackfill::setHeld(bool isHeld)
{
    m_isHeld = isHeld;
    if (isHeld || !m_heldStep)
        return;
    const Step step = *std::exchange(m_heldStep, std::nullopt);
    request(step.call, step.handler);
}

void EvolutionBackfill::abandon(const Error &error)
{
    ++m_round;
    m_isRunning = false;
    emit failed(error);
}

void EvolutionBackfill::readLines(const RestResponse &response)
{
    if (!isGood(response)) {
        abandon(errorOf(response, m_parser.complaint(response.body)));
        return;
    }
    m_gatewayNowMs = response.serverTimeMs;
    const Result<EvolutionLineList> list = m_parser.lines(response.body);
    if (!list) {
        abandon({Error::Kind::Unreachable, u"list of instances: "_s + list.error().context});
        return;
    }
    if (list->rejected > 0)
        emit itemsLost(list->rejected, list->reason);
    m_lines = list->lines;
    emit linesListed(m_lines);
}

void EvolutionBackfill::proceed(const QHash<QString, Start> &starts)
{
    m_starts = starts;
    // The history is the gateway's own database: it can be read whatever the line's state. But what a line that
    // does not work has missed is not there yet, so it gets no cursor.
    m_lines.removeIf([](const EvolutionLine &line) { return line.state != LineState::Working; });
    // Where rounds do not come to their end, none is left behind for ever.
    std::stable_sort(m_lines.begin(), m_lines.end(), [this](const EvolutionLine &a, const EvolutionLine &b) {
        return m_starts.value(a.name).completeUntilMs < m_starts.value(b.name).completeUntilMs;
    });
    emit progressed(0, int(m_lines.size()));
    nextLine();
}

void EvolutionBackfill::nextLine()
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

void EvolutionBackfill::beginLine()
{
    m_line = m_lines.at(m_next);
    const qint64 nowMs = m_clock.nowMs();
    m_startedAtMs = nowMs;
    m_claim = HistoryClaim(m_starts.value(m_line.name).completeUntilMs, nowMs, m_gatewayNowMs, m_timings.overlap,
                           m_timings.firstHistory);
    m_untilMs = std::max(nowMs, m_gatewayNowMs);
    m_offset = 0;
    m_pageSize = kPageSize;
    m_requests = 0;
    m_total = -1;
    m_lastEvents.clear();
    m_repeats = 0;
    m_tooLarge = 0;
    requestPage();
}

void EvolutionBackfill::requestPage()
{
    if (++m_requests > kMostRequests) {
        failLine({Error::Kind::Rejected, u"the history does not end"_s});
        return;
    }
    const EvolutionWindow window{m_claim.sinceMs(), m_untilMs};
    request(findMessages(m_line.name, window, m_offset / m_pageSize + 1, m_pageSize), &EvolutionBackfill::readPage);
}

/// A page over the limit is asked for again in smaller pieces, down to the one record that cannot be read.
bool EvolutionBackfill::handleTooLarge(const RestResponse &response)
{
    if (!response.isTooLarge)
        return false;
    if (m_pageSize > 1) {
        m_pageSize /= 2;
    } else if (++m_tooLarge > kMostTooLarge) {
        failLine({Error::Kind::Rejected, u"every answer is too large"_s});
        return true;
    } else {
        emit itemsLost(1, u"a message in the history is too large"_s);
        ++m_offset;
    }
    requestPage();
    return true;
}

void EvolutionBackfill::readPage(const RestResponse &response)
{
    m_claim.noteAnswer(response);
    if (handleTooLarge(response))
        return;
    if (!isGood(response)) {
        failLine(errorOf(response, m_parser.complaint(response.body)));
        return;
    }
    const Result<EvolutionPage> page = m_parser.page(response.body, m_line.name, m_clock.nowMs());
    if (!page) {
        failLine({Error::Kind::Unreachable, u"page of messages: "_s + page.error().context});
        return;
    }
    takePage(*page);
}

void EvolutionBackfill::takePage(const EvolutionPage &page)
{
    // Records vanished from the window since the last page, and as many moved to pages that were read already.
    const qint64 vanished = m_total >= 0 && page.total >= 0 ? m_total - page.total : 0;
    m_total = page.total;
    if (vanished > 0 && m_offset > 0) {
        const qint64 pages = (vanished + m_pageSize - 1) / m_pageSize;
        m_offset = int(std::max(qint64(0), m_offset - pages * m_pageSize));
        m_lastEvents.clear();
        requestPage();
        return;
    }
    if (page.reading.items == 0) {
        completeLine();
        return;
    }
    const bool isRepeated = !page.reading.events.isEmpty() && page.reading.events == m_lastEvents;
    m_repeats = isRepeated ? m_repeats + 1 : 0;
    if (m_repeats >= kMostRepeats) {
        failLine({Error::Kind::Rejected, u"the gateway repeats a page"_s});
        return;
    }
    m_lastEvents = page.reading.events;
    m_tooLarge = 0;

    const Sifted sifted = sift(page.reading.events, m_claim.sinceMs());
    m_claim.noteMessage(sifted.newestMs);
    const quint64 round = m_round;
    if (!sifted.events.isEmpty() || !page.reading.rejected.isEmpty())
        emit pageRead(sifted.events, page.reading.rejected, std::nullopt);
    if (round != m_round)
        return; // paused or stopped by who listened
    // A gateway that ignores the window lists all that it has, the newest first.
    if (sifted.outside > 0 && sifted.inside == 0) {
        completeLine();
        return;
    }
    m_offset += m_pageSize;
    while (m_pageSize < kPageSize && m_offset % (m_pageSize * 2) == 0)
        m_pageSize *= 2; // small only around what was too large
    requestPage();
}

void EvolutionBackfill::failLine(const Error &error)
{
    qCWarning(lcGateway) << "history of a line was not complete:" << error.context;
    const quint64 round = m_round;
    if (error.kind == Error::Kind::Unreachable) {
        m_failure = error;
    } else if (!m_endsAfterLine) { // else it may have stopped since, which is no refusal
        ++m_refused;
        emit lineRefused(m_line.name, error);
    }
    if (round != m_round)
        return;
    ++m_next;
    nextLine(); // one line in trouble does not hold up the others
}

void EvolutionBackfill::completeLine()
{
    const quint64 round = m_round;
    const qint64 untilMs = m_claim.untilMs();
    const bool isSettling = m_starts.value(m_line.name).isSettling;
    if (!isSettling)
        emit lineRead(m_line.name, m_startedAtMs);
    if (round != m_round)
        return;
    if (!isSettling && untilMs > 0)
        emit pageRead({}, {}, LineCursor{m_line.name, untilMs});
    if (round != m_round)
        return;
    ++m_next;
    emit progressed(m_next, int(m_lines.size()));
    nextLine();
}

} // namespace atalaia

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "gateway/evolution/evolutionparser.h"
#include "gateway/evolution/evolutiontimings.h"
#include "gateway/gatewayevent.h"
#include "gateway/historyclaim.h"
#include "gateway/http/restclient.h"

#include <QHash>
#include <QObject>

#include <optional>

namespace atalaia {

class Clock;

/// One round through the history of all working lines, one request at a time.
///
/// The gateway lists a window of time newest first and by page numbers, so what changes meanwhile moves the pages:
/// new records push others to later pages, where they are read twice, which does no harm; records that vanish (deleted,
/// or edited and thereby moved to another time) pull others to pages that were read already, and the pages before are
/// read again. A line's cursor comes with its last page and only when every page was fetched; HistoryClaim says how far
/// it goes.
class EvolutionBackfill final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EvolutionBackfill)

public:
    /// Where a line's history starts, and whether a cursor may be given for it.
    struct Start
    {
        qint64 completeUntilMs = 0;
        bool isSettling = false;
    };

    /// References must outlive this.
    EvolutionBackfill(RestClient &rest, EvolutionParser &parser, const Clock &clock, const EvolutionTimings &timings,
                      QObject *parent = nullptr);
    ~EvolutionBackfill() override;

    [[nodiscard]] bool isRunning() const { return m_isRunning; }

    /// Asks for the lines first; proceed() goes on with their history.
    void start();
    /// Answer to linesListed(): goes on with the working lines.
    void proceed(const QHash<QString, Start> &starts);
    void cancel();
    /// Held, it asks for nothing more; what was asked for is still taken.
    void setHeld(bool isHeld);
    /// The lines are no longer as they were listed: the one that is being read is read to its end, since what the
    /// gateway held when that began is not changed by it, and no other is begun.
    void endAfterLine() { m_endsAfterLine = m_isRunning; }

signals:
    void linesListed(const QVector<atalaia::EvolutionLine> &lines);
    void pageRead(const QVector<atalaia::GatewayEvent> &events, const QVector<atalaia::RejectedEvent> &rejected,
                  const std::optional<atalaia::LineCursor> &cursor);
    /// Something could not be read and could not be kept either.
    void itemsLost(int count, const QString &reason);
    void progressed(int done, int total);
    /// The line's history was read to its end as it was when the round came to it.
    void lineRead(const QString &line, qint64 startedAtMs);
    /// A line gave a definite no and gets no cursor.
    void lineRefused(const QString &line, const atalaia::Error &error);
    /// The round is over, with so many refused lines.
    void finished(int refused);
    /// It ended after a line, as it was told to.
    void cutShort();
    /// The round must be repeated: no answer, or the gateway is in trouble.
    void failed(const atalaia::Error &error);

private:
    using Handler = void (EvolutionBackfill::*)(const RestResponse &);
    struct Step
    {
        RestRequest call;
        Handler handler = nullptr;
    };

    void request(const RestRequest &call, Handler handler);
    void readLines(const RestResponse &response);
    void nextLine();
    void beginLine();
    void requestPage();
    void readPage(const RestResponse &response);
    void takePage(const EvolutionPage &page);
    bool handleTooLarge(const RestResponse &response);
    void failLine(const Error &error);
    void abandon(const Error &error);
    void completeLine();

    RestClient &m_rest;
    EvolutionParser &m_parser;
    const Clock &m_clock;
    const EvolutionTimings m_timings;

    bool m_isRunning = false;
    bool m_isHeld = false;
    bool m_endsAfterLine = false;
    std::optional<Step> m_heldStep;
    quint64 m_round = 0; ///< answers of an earlier round are dropped
    qint64 m_gatewayNowMs = 0; ///< when the lines were listed, on the gateway's clock; 0 = it does not say
    QVector<EvolutionLine> m_lines;
    QHash<QString, Start> m_starts;
    int m_next = 0;
    int m_refused = 0;
    std::optional<Error> m_failure;

    // The line being read.
    EvolutionLine m_line;
    HistoryClaim m_claim;
    qint64 m_startedAtMs = 0;
    qint64 m_untilMs = 0; ///< end of the window
    int m_offset = 0; ///< records that were passed; a multiple of m_pageSize
    int m_pageSize = 0;
    int m_requests = 0;
    qint64 m_total = -1;
    QVector<GatewayEvent> m_lastEvents; ///< a gateway that ignores the page repeats it
    int m_repeats = 0;
    int m_tooLarge = 0; ///< single records in a row that were too large
};

} // namespace atalaia

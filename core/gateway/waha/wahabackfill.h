// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "gateway/gatewayevent.h"
#include "gateway/http/restclient.h"
#include "gateway/waha/wahaparser.h"
#include "gateway/waha/wahatimings.h"

#include <QHash>
#include <QObject>
#include <QStringList>

#include <optional>

namespace atalaia {

class Clock;

/// One round through the history of all working lines, one request at a time.
///
/// A line's cursor comes with its last page and only when every page was fetched. How far it may go:
/// what the gateway held when it answered the first request was fetched, so the claim ends at that
/// moment. Message times are not on our clock; the Date header of that first answer tells the
/// gateway's, and the claim is the earlier of the two, less the request's duration and a second for
/// the header's rounding. Without the header only the newest message that was seen is claimed. Where
/// a line without a cursor starts is counted back from the earlier clock too and is never claimed. A
/// cursor later than that clock was claimed by a wrong one and counts as none. A clock that is wrong
/// on both machines is what WahaTimings::overlap is for.
class WahaBackfill final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WahaBackfill)

public:
    /// Where a line's history starts, and whether a cursor may be given for it.
    struct Start
    {
        qint64 completeUntilMs = 0;
        bool isSettling = false;
    };

    /// References must outlive this.
    WahaBackfill(RestClient &rest, WahaParser &parser, const Clock &clock, const WahaTimings &timings,
                 QObject *parent = nullptr);
    ~WahaBackfill() override;

    [[nodiscard]] bool isRunning() const { return m_isRunning; }

    /// Asks for the sessions first; proceed() goes on with their history.
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
    void linesListed(const QVector<atalaia::WahaSession> &lines);
    void pageRead(const QString &line, const QVector<atalaia::GatewayEvent> &events,
                  const QVector<atalaia::RejectedEvent> &rejected);
    /// Every page of the line was read; what its history held at `startedAtMs` is known. No cursor: it may not
    /// be claimed, since the line settles or nobody's clock is known.
    void lineCompleted(const QString &line, qint64 startedAtMs, const std::optional<atalaia::LineCursor> &cursor);
    /// A definite no for this line.
    void lineRefused(const QString &line, const atalaia::Error &error);
    /// Sessions in the list that could not be read.
    void itemsRejected(int count, const QString &reason);
    void progressed(int done, int total);
    /// The round is over; `refused` lines gave a definite no and get no cursor.
    void finished(int refused);
    /// It ended after a line, as it was told to.
    void cutShort();
    /// The round must be repeated: no answer, or the gateway is in trouble.
    void failed(const atalaia::Error &error);

private:
    using Handler = void (WahaBackfill::*)(const RestResponse &);
    struct Step
    {
        QByteArray path;
        Handler handler = nullptr;
    };

    void request(const QByteArray &path, Handler handler);
    void readSessions(const RestResponse &response);
    void nextLine();
    void beginLine();
    void requestChats();
    void readChats(const RestResponse &response);
    void nextChat();
    void requestPage();
    void readPage(const RestResponse &response);
    void noteServerTime(const RestResponse &response);
    bool handleTooLarge(const RestResponse &response);
    bool handOn(const WahaReading &page);
    void failLine(const RestResponse &response);
    void failLine(const Error &error);
    void abandon(const Error &error);
    void completeLine();
    qint64 claim() const;

    RestClient &m_rest;
    WahaParser &m_parser;
    const Clock &m_clock;
    const WahaTimings m_timings;

    bool m_isRunning = false;
    bool m_isHeld = false;
    bool m_endsAfterLine = false;
    std::optional<Step> m_heldStep;
    quint64 m_round = 0; ///< answers of an earlier round are dropped
    qint64 m_gatewayNowMs = 0; ///< when the sessions were listed, on the gateway's clock; 0 = it does not say
    QVector<WahaSession> m_lines;
    QHash<QString, Start> m_starts;
    int m_next = 0;
    int m_refused = 0;
    std::optional<Error> m_failure;

    // The line being read.
    WahaSession m_line;
    qint64 m_completeUntilMs = 0; ///< the line's cursor, 0 when it has none that can be believed
    qint64 m_sinceMs = 0;
    qint64 m_startedAtMs = 0;
    qint64 m_gatewayStartedAtMs = 0;
    qint64 m_newestMs = 0;
    bool m_hasAnswer = false;
    QStringList m_chats;
    int m_chatOffset = 0;
    QString m_chat; ///< "all" or an address
    int m_offset = 0;
    int m_limit = 0;
    QVector<GatewayEvent> m_lastPage; ///< a gateway that ignores the offset repeats it
    QByteArray m_lastBytes; ///< of a page without events, for the same reason
    int m_tooLarge = 0; ///< single messages in a row that were too large
};

} // namespace atalaia

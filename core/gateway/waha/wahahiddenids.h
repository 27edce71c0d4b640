// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/gatewayevent.h"
#include "gateway/http/restclient.h"
#include "gateway/waha/wahaparser.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QStringList>

#include <deque>

namespace atalaia {

class Clock;

/// Who is behind the hidden ids ("...@lid"): reads the gateway's table of them, which no event tells of, and asks
/// for single ones that show up before the table is read again. Each pair is told once.
class WahaHiddenIds final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WahaHiddenIds)

public:
    /// References must outlive this.
    WahaHiddenIds(RestClient &rest, WahaParser &parser, const Clock &clock, QObject *parent = nullptr);
    ~WahaHiddenIds() override;

    /// Reads the tables of these lines, where they have grown.
    void read(const QStringList &lines);
    /// Asks for this one, unless it is known or was asked for.
    void ask(const QString &line, const ChatAddress &hidden);
    /// Whether the pair was not told before; it counts as told from now on.
    [[nodiscard]] bool isNew(const QString &line, const AliasFound &alias);
    /// Ends what is under way; the next read() reads everything.
    void cancel();

signals:
    void found(const QString &line, const QVector<atalaia::AliasFound> &aliases);

private:
    struct Question
    {
        QString line;
        ChatAddress hidden;
    };

    void proceed();
    void request(const QByteArray &path, void (WahaHiddenIds::*handler)(const RestResponse &));
    void requestPage();
    void readCount(const RestResponse &response);
    void readPage(const RestResponse &response);
    void readAnswer(const RestResponse &response);
    void endLine(bool isComplete);
    void tell(const QString &line, const QVector<WahaHiddenId> &ids);
    void makeRoom();

    RestClient &m_rest;
    WahaParser &m_parser;
    const Clock &m_clock;
    quint64 m_round = 0; ///< answers of an earlier round are dropped
    bool m_isBusy = false;
    QStringList m_lines; ///< whose table is to be read
    QString m_line;
    int m_offset = 0;
    qint64 m_count = -1; ///< of m_line, as the gateway says; -1 = it does not
    QHash<QString, qint64> m_counts; ///< of tables that were read to their end
    QSet<QString> m_refused; ///< lines without such a table
    std::deque<Question> m_questions;
    Question m_question;
    QSet<quint64> m_told; ///< pairs
    QSet<quint64> m_known; ///< hidden ids that are told of or were asked for
};

} // namespace atalaia

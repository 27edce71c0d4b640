// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/chatexport/dateorder.h"
#include "gateway/chatexport/exportedmessage.h"
#include "gateway/chatexport/exportlines.h"

#include <QByteArrayView>
#include <QHash>
#include <QSet>
#include <QString>

namespace atalaia {

/// What must be known of a whole file before one of its messages can be read.
struct ExportKnowledge
{
    QString title;
    DateOrder order = DateOrder::DayFirst;
    QString groupVoice; ///< the "sender" under which an iPhone writes system messages of a group
    /// What stands before a ": " inside the quotes of a system message ('Ana changed the subject to "a: b"').
    QSet<QString> noSenders;
};

/// Makes messages of records, one at a time.
class ExportReader
{
public:
    /// `text` must outlive this.
    ExportReader(QByteArrayView text, ExportKnowledge knowledge);

    [[nodiscard]] bool next(ExportedMessage &message);

    [[nodiscard]] qint64 datesAgainstOrder() const { return m_datesAgainstOrder; }
    /// The sender of "You deleted this message"; empty until it is met.
    [[nodiscard]] const QString &exporter() const { return m_exporter; }

private:
    void readTime(const ExportRecord &record, ExportedMessage &message);
    void readBody(const ExportStatement &statement, ExportedMessage &message);
    void readPhrase(const ExportStatement &statement, ExportedMessage &message);
    [[nodiscard]] QString idOf(const ExportedMessage &message, const ExportStatement &statement);

    ExportLines m_lines;
    const ExportKnowledge m_knowledge;
    const QByteArray m_title; // UTF-8
    QHash<quint64, int> m_seen; // how many equal messages there were, by the beginning of their id
    QDateTime m_before;
    qint64 m_datesAgainstOrder = 0;
    QString m_exporter;
};

} // namespace atalaia

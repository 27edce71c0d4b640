// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/linesmodel.h"

#include "text/linewords.h"
#include "text/safetext.h"
#include "text/words.h"

#include <QLocale>

#include <algorithm>
#include <limits>

namespace atalaia {

using namespace Qt::StringLiterals;

LinesModel::LinesModel(QObject *parent) : QAbstractTableModel(parent) {}

void LinesModel::setLines(const QVector<LineHealth> &lines, qint64 nowMs)
{
    QVector<LineHealth> sorted = lines;
    std::sort(sorted.begin(), sorted.end(), [](const LineHealth &a, const LineHealth &b) {
        if (a.alarms.isEmpty() != b.alarms.isEmpty())
            return b.alarms.isEmpty();
        const int order = a.line.externalId.localeAwareCompare(b.line.externalId);
        return order != 0 ? order < 0 : a.line.id < b.line.id;
    });
    const bool isSameOrder =
            std::equal(sorted.cbegin(), sorted.cend(), m_lines.cbegin(), m_lines.cend(),
                       [](const LineHealth &a, const LineHealth &b) { return a.line.id == b.line.id; });
    if (!isSameOrder)
        beginResetModel();
    m_lines = std::move(sorted);
    m_nowMs = nowMs;
    if (!isSameOrder)
        endResetModel();
    else if (!m_lines.isEmpty())
        emit dataChanged(index(0, 0), index(int(m_lines.size()) - 1, ColumnCount - 1));
}

const LineHealth *LinesModel::at(int row) const
{
    return row >= 0 && row < m_lines.size() ? &m_lines.at(row) : nullptr;
}

int LinesModel::rowOf(LineId line) const
{
    const auto found = std::find_if(m_lines.cbegin(), m_lines.cend(),
                                    [line](const LineHealth &health) { return health.line.id == line; });
    return found == m_lines.cend() ? -1 : int(found - m_lines.cbegin());
}

int LinesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size());
}

int LinesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant LinesModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !checkIndex(index))
        return {};
    const LineHealth &health = m_lines.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return text(health, index.column());
    case Qt::ToolTipRole:
        if (index.column() == LastMessageColumn)
            return health.lastMessageAtMs > 0 ? toolTipText(exactTime(health.lastMessageAtMs)) : QVariant();
        return toolTipText(text(health, index.column()));
    case HasAlarmRole:
        return !health.alarms.isEmpty();
    case HasGapRole:
        return health.openGaps + health.unknownGaps > 0;
    default:
        return {};
    }
}

QVariant LinesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Line");
    case StateColumn:
        return tr("State");
    case LastMessageColumn:
        return tr("Last message");
    case TroubleColumn:
        return tr("Alarms and gaps");
    case PutAsideColumn:
        return tr("Put aside");
    default:
        return {};
    }
}

QString LinesModel::text(const LineHealth &health, int column) const
{
    switch (column) {
    case NameColumn:
        return lineName(health.line);
    case StateColumn:
        return lineStateWords(health.line.state);
    case LastMessageColumn:
        return health.lastMessageAtMs > 0 ? fineAge(health.lastMessageAtMs, m_nowMs) : tr("none yet");
    case TroubleColumn:
        return trouble(health);
    case PutAsideColumn:
        return QLocale().toString(health.putAside);
    default:
        return {};
    }
}

QString LinesModel::trouble(const LineHealth &health) const
{
    const auto count = [](qint64 of) { return int(std::min<qint64>(of, std::numeric_limits<int>::max())); };
    QStringList parts;
    for (const LineAlarm &alarm : health.alarms)
        parts.append(u"▲ "_s + alarmBrief(alarm.kind));
    if (health.openGaps > 0)
        parts.append(tr("%Ln open gaps", nullptr, count(health.openGaps)));
    if (health.unknownGaps > 0)
        parts.append(tr("%Ln gaps that cannot be known", nullptr, count(health.unknownGaps)));
    //: No alarms and no gaps
    return parts.isEmpty() ? tr("none") : parts.join(u" · "_s);
}

} // namespace atalaia

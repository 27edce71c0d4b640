// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/gapsmodel.h"

#include "text/linewords.h"
#include "text/safetext.h"
#include "text/words.h"

namespace atalaia {

GapsModel::GapsModel(QObject *parent) : QAbstractTableModel(parent) {}

void GapsModel::setGaps(const QVector<LineGap> &gaps)
{
    if (gaps == m_gaps)
        return; // keeps what is selected
    beginResetModel();
    m_gaps = gaps;
    endResetModel();
}

int GapsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_gaps.size());
}

int GapsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant GapsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !checkIndex(index))
        return {};
    const LineGap &gap = m_gaps.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return text(gap, index.column());
    case Qt::ToolTipRole:
        return toolTipText(text(gap, index.column()));
    case OutcomeRole:
        return int(gap.outcome);
    default:
        return {};
    }
}

QVariant GapsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case FromColumn:
        //: Beginning of a time
        return tr("From");
    case ToColumn:
        //: End of a time
        return tr("To");
    case ReasonColumn:
        return tr("Why");
    case OutcomeColumn:
        return tr("What became of it");
    default:
        return {};
    }
}

QString GapsModel::text(const LineGap &gap, int column) const
{
    switch (column) {
    case FromColumn:
        return exactTime(gap.fromMs);
    case ToColumn:
        return gap.toMs > 0 ? exactTime(gap.toMs) : tr("now");
    case ReasonColumn:
        return gapReasonWords(gap.reason);
    case OutcomeColumn:
        return gapOutcomeWords(gap);
    default:
        return {};
    }
}

} // namespace atalaia

// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importmodel.h"

#include "text/importwords.h"
#include "text/reviewwords.h"
#include "text/safetext.h"
#include "text/words.h"

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr int kRawShown = 200;

bool isStored(const ImportLine &line)
{
    return line.verdict == LineVerdict::Ok || line.verdict == LineVerdict::Warning;
}

} // namespace

ImportModel::ImportModel(QObject *parent) : QAbstractTableModel(parent) {}

void ImportModel::setLines(const QVector<ImportLine> &lines)
{
    beginResetModel();
    m_lines = lines;
    filter();
    endResetModel();
}

void ImportModel::setOnlyProblems(bool isOnlyProblems)
{
    beginResetModel();
    m_isOnlyProblems = isOnlyProblems;
    filter();
    endResetModel();
}

int ImportModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

int ImportModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ImportModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !checkIndex(index))
        return {};
    const ImportLine &line = m_lines.at(m_shown.at(index.row()));
    switch (role) {
    case Qt::DisplayRole:
        return text(line, index.column());
    case Qt::ToolTipRole:
        return index.column() == ReasonColumn ? toolTipText(importSentence(line)) : QVariant();
    case Qt::AccessibleTextRole:
        return index.column() == VerdictColumn ? verdictWords(line.verdict) : text(line, index.column());
    case Qt::TextAlignmentRole:
        return index.column() == LineColumn || index.column() == SeverityColumn ? int(Qt::AlignRight | Qt::AlignVCenter)
                                                                                : int(Qt::AlignLeft | Qt::AlignVCenter);
    case VerdictRole:
        return int(line.verdict);
    default:
        return {};
    }
}

QVariant ImportModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case LineColumn:
        return tr("Line");
    case VerdictColumn:
        return tr("Verdict");
    case TermColumn:
        return tr("Term as stored");
    case KindColumn:
        return tr("Kind");
    case CategoryColumn:
        return tr("Category");
    case SeverityColumn:
        return tr("Severity");
    case ReasonColumn:
        return tr("Why");
    case RawColumn:
        return tr("In the file");
    default:
        return {};
    }
}

void ImportModel::filter()
{
    m_shown.clear();
    for (int at = 0; at < m_lines.size(); ++at) {
        const LineVerdict verdict = m_lines.at(at).verdict;
        if (!m_isOnlyProblems || verdict == LineVerdict::Warning || verdict == LineVerdict::Error)
            m_shown.append(at);
    }
}

QString ImportModel::text(const ImportLine &line, int column) const
{
    switch (column) {
    case LineColumn:
        return QString::number(line.line);
    case VerdictColumn:
        return u"%1 %2"_s.arg(verdictShape(line.verdict)).arg(verdictWords(line.verdict));
    case TermColumn:
        return isStored(line) ? safeLine(line.term.text, kRawShown) : QString();
    case KindColumn:
        return isStored(line) ? termKindWords(line.term.kind) : QString();
    case CategoryColumn:
        return isStored(line) ? categoryWords(line.term.category) : QString();
    case SeverityColumn:
        return isStored(line) ? QString::number(line.term.severity) : QString();
    case ReasonColumn:
        return importSentence(line);
    case RawColumn:
        return safeLine(line.raw, kRawShown);
    default:
        return {};
    }
}

} // namespace atalaia

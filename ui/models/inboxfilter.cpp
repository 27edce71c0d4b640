// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/inboxfilter.h"

#include "models/inboxmodel.h"

#include <algorithm>

namespace atalaia {

namespace {

constexpr qsizetype kMaxSearchLength = 200; // more than a person types; a pasted document must not stall

} // namespace

InboxFilter::InboxFilter(QObject *parent) : QSortFilterProxyModel(parent) {}

void InboxFilter::setWords(const QString &text)
{
    const QStringList words = foldedForSearch(text.left(kMaxSearchLength)).split(u' ', Qt::SkipEmptyParts);
    if (words == m_words)
        return;
    m_words = words;
    invalidateRowsFilter();
}

bool InboxFilter::filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const
{
    if (m_words.isEmpty())
        return true;
    const QModelIndex index = sourceModel()->index(sourceRow, 0, sourceParent);
    const QString haystack = foldedForSearch(index.data(InboxModel::SearchTextRole).toString());
    return std::all_of(m_words.cbegin(), m_words.cend(),
                       [&haystack](const QString &word) { return haystack.contains(word); });
}

QString foldedForSearch(const QString &text)
{
    QString folded;
    const QString decomposed = text.normalized(QString::NormalizationForm_KD);
    folded.reserve(decomposed.size());
    for (const QChar unit : decomposed) {
        if (unit.category() != QChar::Mark_NonSpacing)
            folded += unit.toCaseFolded();
    }
    return folded;
}

} // namespace atalaia

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>
#include <QStringList>

namespace atalaia {

/// Narrows the loaded rows of an InboxModel to those that contain every word of the search field in
/// agent, contact, category or line. Case and accents do not count. Order stays the model's.
class InboxFilter final : public QSortFilterProxyModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(InboxFilter)

public:
    explicit InboxFilter(QObject *parent = nullptr);

    void setWords(const QString &text);
    [[nodiscard]] bool isActive() const { return !m_words.isEmpty(); }

protected:
    [[nodiscard]] bool filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const override;

private:
    QStringList m_words; // folded
};

/// Lower case, accents taken off.
[[nodiscard]] QString foldedForSearch(const QString &text);

} // namespace atalaia

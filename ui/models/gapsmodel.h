// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/linehealth.h"

#include <QAbstractTableModel>
#include <QVector>

namespace atalaia {

/// The gaps of one line, newest first.
class GapsModel final : public QAbstractTableModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(GapsModel)

public:
    enum Column { FromColumn, ToColumn, ReasonColumn, OutcomeColumn, ColumnCount };
    enum Role { OutcomeRole = Qt::UserRole + 11 }; ///< none of LinesModel's: they share a delegate

    explicit GapsModel(QObject *parent = nullptr);

    void setGaps(const QVector<LineGap> &gaps);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(const LineGap &gap, int column) const;

    QVector<LineGap> m_gaps;
};

} // namespace atalaia

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/linehealth.h"

#include <QAbstractTableModel>
#include <QVector>

namespace atalaia {

/// The lines with what is wrong with them; those with an alarm first, then by name.
class LinesModel final : public QAbstractTableModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LinesModel)

public:
    enum Column { NameColumn, StateColumn, LastMessageColumn, TroubleColumn, PutAsideColumn, ColumnCount };
    enum Role {
        HasAlarmRole = Qt::UserRole + 1,
        HasGapRole ///< open, or of unknown outcome
    };

    explicit LinesModel(QObject *parent = nullptr);

    /// Keeps rows where lines and their order are the same, so that selections stay.
    void setLines(const QVector<LineHealth> &lines, qint64 nowMs);
    /// Null: no such row.
    [[nodiscard]] const LineHealth *at(int row) const;
    [[nodiscard]] int rowOf(LineId line) const; ///< -1: not there

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(const LineHealth &health, int column) const;
    [[nodiscard]] QString trouble(const LineHealth &health) const;

    QVector<LineHealth> m_lines;
    qint64 m_nowMs = 0;
};

} // namespace atalaia

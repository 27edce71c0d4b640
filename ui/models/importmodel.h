// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/lexiconimporter.h"

#include <QAbstractTableModel>
#include <QVector>

namespace atalaia {

/// The lines of a file that was read for import, each with its verdict. Filters by itself: a preview
/// holds up to 100 000 lines, too many for a proxy.
class ImportModel final : public QAbstractTableModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ImportModel)

public:
    enum Column {
        LineColumn,
        VerdictColumn,
        ReasonColumn,
        RawColumn,
        TermColumn,
        KindColumn,
        CategoryColumn,
        SeverityColumn,
        ColumnCount
    };
    enum Role { VerdictRole = Qt::UserRole + 1 };

    explicit ImportModel(QObject *parent = nullptr);

    void setLines(const QVector<ImportLine> &lines);
    /// Only lines with a warning or an error.
    void setOnlyProblems(bool isOnlyProblems);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void filter();
    [[nodiscard]] QString text(const ImportLine &line, int column) const;

    QVector<ImportLine> m_lines;
    QVector<int> m_shown; // rows into m_lines
    bool m_isOnlyProblems = false;
};

} // namespace atalaia

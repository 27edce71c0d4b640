// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"

#include <QHash>
#include <QObject>
#include <QVector>

class QAbstractItemView;

namespace atalaia {
class InboxModel;
}

namespace atalaia::bench {

class TimedApplication;

/// When each flag's row was on the screen first: the end of the first painting of the list after the
/// model has the row. A row that sorts below the visible part counts with the painting that would
/// have shown it.
class ListWatch final : public QObject
{
    Q_OBJECT

public:
    /// References must outlive this; it takes the application's afterEvent.
    ListWatch(TimedApplication &application, const InboxModel &model, QAbstractItemView &list,
              QObject *parent = nullptr);
    ~ListWatch() override;

    /// UTC milliseconds by flag.
    [[nodiscard]] const QHash<FlagId, qint64> &shownAtMs() const { return m_shownAtMs; }

signals:
    /// The list has been painted with rows for the first time.
    void firstRowsShown();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void noteRows(int first, int last);
    void finishPainting();

    TimedApplication &m_application;
    const InboxModel &m_model;
    QVector<FlagId> m_waiting;
    QHash<FlagId, qint64> m_shownAtMs;
    qsizetype m_paintedCount = 0; // of m_waiting, by the painting under way
};

} // namespace atalaia::bench

// SPDX-License-Identifier: GPL-3.0-or-later
#include "listwatch.h"

#include "figures.h"
#include "models/inboxmodel.h"

#include <QAbstractItemView>
#include <QDateTime>
#include <QEvent>

namespace atalaia::bench {

ListWatch::ListWatch(TimedApplication &application, const InboxModel &model, QAbstractItemView &list, QObject *parent)
    : QObject(parent), m_application(application), m_model(model)
{
    connect(&model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { noteRows(first, last); });
    connect(&model, &QAbstractItemModel::modelReset, this, [this] { noteRows(0, m_model.rowCount() - 1); });
    list.viewport()->installEventFilter(this);
    m_application.setAfterEvent([this] { finishPainting(); });
}

ListWatch::~ListWatch()
{
    m_application.setAfterEvent({});
}

bool ListWatch::eventFilter(QObject *, QEvent *event)
{
    if (event->type() == QEvent::Paint)
        m_paintedCount = m_waiting.size();
    return false;
}

void ListWatch::noteRows(int first, int last)
{
    for (int row = first; row <= last; ++row)
        m_waiting.append(m_model.flagAt(row).id);
}

void ListWatch::finishPainting()
{
    if (m_paintedCount == 0)
        return;
    const bool isFirst = m_shownAtMs.isEmpty();
    const qint64 nowMs = QDateTime::currentMSecsSinceEpoch();
    for (qsizetype i = 0; i < m_paintedCount; ++i) {
        if (!m_shownAtMs.contains(m_waiting[i]))
            m_shownAtMs.insert(m_waiting[i], nowMs);
    }
    m_waiting.remove(0, m_paintedCount);
    m_paintedCount = 0;
    if (isFirst)
        emit firstRowsShown();
}

} // namespace atalaia::bench

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSet>

namespace atalaia {

/// Which pages of history wait for their commit. A gateway hands out its history faster than it can be stored; without
/// a bound it fills the queue of ingest, and what happens now is closed out until the queue is empty again.
class HistoryFlow
{
public:
    /// As many as keep the store busy while the next one is fetched.
    static constexpr qsizetype kMostPages = 4;

    /// The receipt for a page that goes out now; unlike all that count up from 1.
    [[nodiscard]] quint64 noteSent()
    {
        const quint64 receipt = kMark | ++m_last;
        m_waiting.insert(receipt);
        return receipt;
    }
    [[nodiscard]] static bool isPage(quint64 receipt) { return (receipt & kMark) != 0; }
    void noteStored(quint64 receipt) { m_waiting.remove(receipt); }
    [[nodiscard]] bool isFull() const { return m_waiting.size() >= kMostPages; }

private:
    static constexpr quint64 kMark = quint64(1) << 63;

    QSet<quint64> m_waiting;
    quint64 m_last = 0;
};

} // namespace atalaia

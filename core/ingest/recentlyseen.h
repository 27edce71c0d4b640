// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

#include <utility>

namespace atalaia {

/// Values of those who were seen last: `least` of them at least, twice as many at most. In two generations, of
/// which the older one leaves whole when the newer one is full.
template <typename Value> class RecentlySeen
{
public:
    explicit RecentlySeen(qsizetype least) : m_least(least) {}

    /// Default-constructed for one who is not known.
    [[nodiscard]] Value take(const QString &key)
    {
        const auto found = m_newer.find(key);
        if (found == m_newer.end())
            return m_older.take(key);
        Value value = std::move(*found);
        m_newer.erase(found);
        return value;
    }

    void insert(const QString &key, Value value)
    {
        if (m_newer.size() >= m_least) {
            m_forgottenCount += m_older.size();
            m_older = std::exchange(m_newer, {});
        }
        m_newer.insert(key, std::move(value));
    }

    [[nodiscard]] qint64 forgottenCount() const { return m_forgottenCount; }

private:
    const qsizetype m_least;
    QHash<QString, Value> m_newer;
    QHash<QString, Value> m_older; ///< no key is in both
    qint64 m_forgottenCount = 0;
};

} // namespace atalaia

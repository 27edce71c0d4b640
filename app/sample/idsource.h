// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>
#include <random>

namespace atalaia {

/// Makes ids that look like the gateway's. With a seed, messages of the script get the same ids in
/// every run, whatever the order in which they are played.
class IdSource
{
public:
    explicit IdSource(std::optional<quint64> seed);

    /// Bare id of a script message: 32 upper-case hexadecimal digits. `version` tells the message
    /// itself (0) from its edits, its deletion and its reaction.
    [[nodiscard]] QByteArray scriptMessageId(int pass, int conversation, int message, int version = 0) const;
    /// Bare id of anything else.
    [[nodiscard]] QByteArray nextMessageId();
    /// "evt_" and a lower-case ULID.
    [[nodiscard]] QString nextEventId(qint64 nowMs);
    /// True with probability `share`.
    [[nodiscard]] bool chance(double share);
    /// For shuffling.
    [[nodiscard]] std::mt19937_64 &randomness() { return m_random; }

private:
    quint64 m_seed;
    quint64 m_counter = 0;
    std::mt19937_64 m_random;
};

} // namespace atalaia

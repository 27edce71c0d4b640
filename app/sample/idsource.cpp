// SPDX-License-Identifier: GPL-3.0-or-later
#include "idsource.h"

#include <QRandomGenerator>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

/// Spreads the bits of a counter (the finaliser of SplitMix64).
quint64 mixed(quint64 value)
{
    value += 0x9e3779b97f4a7c15ULL;
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
    value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
    return value ^ (value >> 31);
}

QByteArray hexId(quint64 high, quint64 low)
{
    static constexpr char kDigits[] = "0123456789ABCDEF";
    QByteArray id(32, Qt::Uninitialized);
    for (int i = 0; i < 16; ++i) {
        id[15 - i] = kDigits[(high >> (4 * i)) & 15];
        id[31 - i] = kDigits[(low >> (4 * i)) & 15];
    }
    return id;
}

} // namespace

IdSource::IdSource(std::optional<quint64> seed)
    : m_seed(mixed(seed ? *seed : QRandomGenerator::system()->generate64())), m_random(m_seed)
{}

QByteArray IdSource::scriptMessageId(int pass, int conversation, int message, int version) const
{
    const quint64 place = mixed((quint64(pass) << 32) | quint32(conversation));
    const quint64 part = mixed((quint64(message) << 32) | quint32(version));
    return hexId(mixed(m_seed ^ place ^ (part << 1)), mixed(m_seed + place * 3 + part));
}

QByteArray IdSource::nextMessageId()
{
    ++m_counter;
    return hexId(mixed(m_seed ^ ~m_counter), mixed(m_seed - m_counter));
}

QString IdSource::nextEventId(qint64 nowMs)
{
    static constexpr char kCrockford[] = "0123456789abcdefghjkmnpqrstvwxyz";
    QByteArray id("evt_");
    id.reserve(30);
    for (int shift = 45; shift >= 0; shift -= 5)
        id.append(kCrockford[(quint64(nowMs) >> shift) & 31]);
    for (int i = 0; i < 2; ++i) {
        const quint64 bits = m_random();
        for (int shift = 0; shift < 40; shift += 5)
            id.append(kCrockford[(bits >> shift) & 31]);
    }
    return QString::fromLatin1(id);
}

bool IdSource::chance(double share)
{
    return share > 0 && std::uniform_real_distribution<double>(0, 1)(m_random) < share;
}

} // namespace atalaia

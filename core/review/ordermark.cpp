// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/ordermark.h"

#include <QRandomGenerator>

#include <array>

namespace atalaia {

QString freshOrderMark()
{
    std::array<quint32, 3> random{};
    QRandomGenerator::system()->fillRange(random.data(), random.size());
    const QByteArray bytes(reinterpret_cast<const char *>(random.data()), 9);
    return QStringLiteral("3EB0") + QString::fromLatin1(bytes.toHex().toUpper());
}

} // namespace atalaia

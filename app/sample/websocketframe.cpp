// SPDX-License-Identifier: GPL-3.0-or-later
#include "websocketframe.h"

#include <QtEndian>

namespace atalaia {

QByteArray textFrame(const QByteArray &payload)
{
    const qsizetype size = payload.size();
    QByteArray frame;
    frame.reserve(size + 10);
    frame.append(char(0x81)); // final fragment, text
    if (size < 126) {
        frame.append(char(size));
    } else if (size <= 0xffff) {
        const quint16 length = qToBigEndian(quint16(size));
        frame.append(char(126));
        frame.append(reinterpret_cast<const char *>(&length), sizeof length);
    } else {
        const quint64 length = qToBigEndian(quint64(size));
        frame.append(char(127));
        frame.append(reinterpret_cast<const char *>(&length), sizeof length);
    }
    frame.append(payload);
    return frame;
}

} // namespace atalaia

// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/chatexport/utf8cursor.h"

namespace atalaia {

namespace {

constexpr char32_t kReplacement = 0xFFFD;

struct Lead
{
    int length;
    char32_t bits;
    char32_t least; // below this the sequence is longer than it may be
};

Lead leadOf(unsigned char byte)
{
    if (byte >= 0xC2 && byte <= 0xDF)
        return {2, byte & 0x1FU, 0x80};
    if (byte >= 0xE0 && byte <= 0xEF)
        return {3, byte & 0x0FU, 0x800};
    if (byte >= 0xF0 && byte <= 0xF4)
        return {4, byte & 0x07U, 0x10000};
    return {1, kReplacement, 0};
}

} // namespace

void Utf8Cursor::look()
{
    m_current = 0;
    m_length = 0;
    if (m_at >= m_bytes.size())
        return;
    const auto byteAt = [this](qsizetype i) { return static_cast<unsigned char>(m_bytes[i]); };
    m_length = 1;
    if (byteAt(m_at) < 0x80) {
        m_current = byteAt(m_at);
        return;
    }
    const Lead lead = leadOf(byteAt(m_at));
    char32_t value = lead.bits;
    m_current = kReplacement;
    if (lead.length == 1 || m_at + lead.length > m_bytes.size())
        return;
    for (int i = 1; i < lead.length; ++i) {
        const unsigned char byte = byteAt(m_at + i);
        if ((byte & 0xC0) != 0x80)
            return;
        value = (value << 6) | (byte & 0x3FU);
    }
    if (value < lead.least || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
        return;
    m_current = value;
    m_length = lead.length;
}

} // namespace atalaia

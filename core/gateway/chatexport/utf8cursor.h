// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace atalaia {

/// Walks over UTF-8 a code point at a time. What is not UTF-8 counts as U+FFFD, a byte each.
class Utf8Cursor
{
public:
    explicit Utf8Cursor(QByteArrayView bytes, qsizetype at = 0) : m_bytes(bytes), m_at(at) { look(); }

    [[nodiscard]] bool isAtEnd() const { return m_at >= m_bytes.size(); }
    [[nodiscard]] qsizetype at() const { return m_at; }
    /// U+0000 at the end.
    [[nodiscard]] char32_t peek() const { return m_current; }
    char32_t take()
    {
        const char32_t taken = m_current;
        m_at += m_length;
        look();
        return taken;
    }
    void moveTo(qsizetype at)
    {
        m_at = at;
        look();
    }

private:
    void look();

    QByteArrayView m_bytes;
    qsizetype m_at;
    char32_t m_current = 0;
    int m_length = 0;
};

/// Marks that only say in which direction to write; exports are strewn with them.
[[nodiscard]] inline bool isDirectionMark(char32_t c)
{
    return c == 0x200E || c == 0x200F || c == 0x061C || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069)
           || c == 0xFEFF;
}

/// A blank of any width inside a line.
[[nodiscard]] inline bool isBlank(char32_t c)
{
    return c == U' ' || c == U'\t' || c == 0x00A0 || c == 0x202F || (c >= 0x2000 && c <= 0x200A) || c == 0x3000;
}

} // namespace atalaia

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <array>
#include <vector>

namespace atalaia {

enum class FoldKind : quint8 {
    Bytes, ///< stands for itself or its replacement
    Space, ///< white space of any kind
    Ignorable, ///< invisible; disappears
    Mark ///< combining mark; disappears unless it makes a letter of its own (n-tilde, short i)
};

/// What one code point becomes at level 0, whatever stands beside it.
struct FoldedCodePoint
{
    FoldKind kind = FoldKind::Bytes;
    QByteArray bytes; ///< UTF-8, for Bytes only
};

/// Computed from Qt's Unicode data; slow, for tables and for rare code points.
[[nodiscard]] FoldedCodePoint foldCodePoint(char32_t codePoint);

/// The letter that a base letter and a following mark make together where that letter is kept
/// (n-tilde, Cyrillic); 0 where the mark is dropped.
[[nodiscard]] char32_t composedLetter(char32_t base, char32_t mark);

/// Folds of the code points below kEnd, computed once. Immutable.
class FoldTable
{
public:
    static constexpr char32_t kEnd = 0x3000;

    struct Entry
    {
        quint32 offset = 0;
        quint8 length = 0;
        FoldKind kind = FoldKind::Bytes;
    };

    FoldTable();

    [[nodiscard]] const Entry &entry(char32_t codePoint) const { return m_entries[codePoint]; }
    [[nodiscard]] QByteArrayView bytes(const Entry &entry) const
    {
        return QByteArrayView(m_pool).sliced(entry.offset, entry.length);
    }

    /// What an ASCII character becomes; a space for white space.
    [[nodiscard]] char asciiByte(char16_t unit) const { return m_ascii[unit]; }

private:
    std::array<char, 0x80> m_ascii{};
    std::vector<Entry> m_entries;
    QByteArray m_pool;
};

/// The one table of the process, made at first use; safe from any thread.
[[nodiscard]] const FoldTable &foldTable();

} // namespace atalaia

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

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

/// Folds of the code points that chats use, computed once. Immutable.
class FoldTable
{
public:
    struct Entry
    {
        quint32 offset = 0;
        quint8 length = 0;
        FoldKind kind = FoldKind::Bytes;
    };

    /// So many bytes may be read behind the start of any fold.
    static constexpr qsizetype kReadable = 8;

    FoldTable();

    /// Null for code points that are rare: foldCodePoint() knows them.
    [[nodiscard]] const Entry *find(char32_t codePoint) const
    {
        const size_t page = codePoint >> kPageBits;
        if (page >= m_pages.size() || m_pages[page] < 0)
            return nullptr;
        return &m_entries[size_t(m_pages[page]) << kPageBits | (codePoint & ((1U << kPageBits) - 1))];
    }
    [[nodiscard]] const char *bytes(const Entry &entry) const { return m_pool.constData() + entry.offset; }

private:
    static constexpr int kPageBits = 8;

    void addPages(char32_t first, char32_t end);

    std::vector<qint16> m_pages; ///< by the high bits of a code point; -1 or the number of a page in m_entries
    std::vector<Entry> m_entries;
    QByteArray m_pool;
};

/// The one table of the process, made at first use; safe from any thread.
[[nodiscard]] const FoldTable &foldTable();

} // namespace atalaia

// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/foldtable.h"

#include <QChar>
#include <QList>
#include <QString>

#include <algorithm>
#include <array>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

struct Range
{
    char32_t first;
    char32_t last;
};

template <size_t N> bool isIn(const std::array<Range, N> &ranges, char32_t c)
{
    return std::any_of(ranges.begin(), ranges.end(), [c](Range r) { return c >= r.first && c <= r.last; });
}

// Default-ignorable code points: soft hyphen, joiners, direction marks, variation selectors, fillers, tags.
constexpr std::array<Range, 16> kIgnorables{{{0x00AD, 0x00AD},
                                             {0x034F, 0x034F},
                                             {0x061C, 0x061C},
                                             {0x115F, 0x1160},
                                             {0x17B4, 0x17B5},
                                             {0x180B, 0x180F},
                                             {0x200B, 0x200F},
                                             {0x202A, 0x202E},
                                             {0x2060, 0x206F},
                                             {0x3164, 0x3164},
                                             {0xFE00, 0xFE0F},
                                             {0xFEFF, 0xFEFF},
                                             {0xFFA0, 0xFFA0},
                                             {0x1BCA0, 0x1BCA3},
                                             {0x1D173, 0x1D17A},
                                             {0xE0000, 0xE0FFF}}};

// The marks that decorate letters. Those of other scripts (vowel signs) are part of their words and stay.
constexpr std::array<Range, 6> kMarks{
        {{0x0300, 0x036F}, {0x0483, 0x0489}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x20D0, 0x20FF}, {0xFE20, 0xFE2F}}};

constexpr std::array<Range, 3> kCyrillic{{{0x0400, 0x052F}, {0x1C80, 0x1C8F}, {0xA640, 0xA69F}}};

constexpr std::array<char32_t, 7> kApostrophes{U'`', 0x00B4, 0x02B9, 0x02BC, 0x2018, 0x2019, 0x2032};

constexpr char32_t kNTilde = 0x00F1;
constexpr char32_t kIotaSubscript = 0x0345;

bool isMark(char32_t c)
{
    return isIn(kMarks, c);
}

bool isApostrophe(char32_t c)
{
    return std::find(kApostrophes.begin(), kApostrophes.end(), c) != kApostrophes.end();
}

// Circled and squared white letters on black: Unicode gives them no decomposition.
char32_t blackLetter(char32_t c)
{
    if (c >= 0x1F150 && c <= 0x1F169)
        return U'a' + (c - 0x1F150);
    if (c >= 0x1F170 && c <= 0x1F189)
        return U'a' + (c - 0x1F170);
    return 0;
}

QString withoutMarks(char32_t c)
{
    QString kept;
    const QString parts = QString::fromUcs4(&c, 1).normalized(QString::NormalizationForm_D);
    for (const char32_t part : parts.toUcs4()) {
        if (part == kIotaSubscript)
            kept += QChar(0x03B9); // as case folding has it; alone it is a mark like others
        else if (!isMark(part))
            kept += QString::fromUcs4(&part, 1);
    }
    return kept.normalized(QString::NormalizationForm_C).toCaseFolded(); // a dotted capital I only now
}

// Most code points outside the table (ideographs, syllables, emoji) are their own fold.
bool isOwnFold(char32_t c)
{
    if (c >= 0xAC00 && c <= 0xD7A3)
        return true;
    return QChar::decompositionTag(c) == QChar::NoDecomposition && QChar::toCaseFolded(c) == c && !QChar::isSpace(c);
}

} // namespace

FoldedCodePoint foldCodePoint(char32_t codePoint)
{
    if (isIn(kIgnorables, codePoint))
        return {FoldKind::Ignorable, {}};
    if (isMark(codePoint))
        return {FoldKind::Mark, {}};
    if (isApostrophe(codePoint))
        return {FoldKind::Bytes, QByteArrayLiteral("'")};
    if (const char32_t letter = blackLetter(codePoint))
        return {FoldKind::Bytes, QByteArray(1, char(letter))};
    const QString original = QString::fromUcs4(&codePoint, 1);
    if (codePoint >= 0x100 && isOwnFold(codePoint))
        return {FoldKind::Bytes, original.toUtf8()};

    const QString folded =
            original.normalized(QString::NormalizationForm_KC).toCaseFolded().normalized(QString::NormalizationForm_KC);
    QString kept;
    for (const char32_t part : folded.toUcs4()) {
        if (isIn(kIgnorables, part) || isMark(part))
            continue;
        if (isApostrophe(part))
            kept += u'\'';
        else if (part == 0x00DF) // Qt folds letter by letter and leaves the sharp s
            kept += u"ss"_s;
        else if (part == kNTilde || isIn(kCyrillic, part))
            kept += QString::fromUcs4(&part, 1);
        else
            kept += withoutMarks(part);
    }
    if (kept.isEmpty())
        return {FoldKind::Ignorable, {}};
    if (QStringView(kept).trimmed().isEmpty())
        return {FoldKind::Space, {}};
    return {FoldKind::Bytes, kept.toUtf8()};
}

char32_t composedLetter(char32_t base, char32_t mark)
{
    if (base == U'n')
        return mark == 0x0303 ? kNTilde : 0;
    if (!isIn(kCyrillic, base))
        return 0;
    const std::array<char32_t, 2> pair{base, mark};
    const QString composed = QString::fromUcs4(pair.data(), 2).normalized(QString::NormalizationForm_C);
    return composed.size() == 1 ? composed.at(0).unicode() : 0;
}

FoldTable::FoldTable()
{
    addPages(0, 0x3400);
    addPages(0xA600, 0xAC00); // Cyrillic and Latin supplements
    addPages(0xFB00, 0x10000); // ligatures, full width
    addPages(0x1D400, 0x1D800); // letters from mathematics, used as decoration
    addPages(0x1F000, 0x1FB00); // emoji, letters in circles and squares
    m_pool.append(kReadable, '\0');
}

void FoldTable::addPages(char32_t first, char32_t end)
{
    m_pages.resize(end >> kPageBits, -1);
    for (char32_t c = first; c < end; ++c) {
        if ((c & ((1U << kPageBits) - 1)) == 0)
            m_pages[c >> kPageBits] = qint16(m_entries.size() >> kPageBits);
        const FoldedCodePoint folded = foldCodePoint(c);
        m_entries.push_back({quint32(m_pool.size()), quint8(folded.bytes.size()), folded.kind});
        m_pool += folded.bytes;
    }
}

const FoldTable &foldTable()
{
    static const FoldTable table;
    return table;
}

} // namespace atalaia

// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/catch.h"
#include "text/foldedtext.h"

#include <QChar>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

using namespace atalaia;

namespace {

bool isIn(char32_t c, char32_t first, char32_t last)
{
    return c >= first && c <= last;
}

/// The marks that decorate letters; those of Indic and other scripts are part of their words.
bool isDecoration(UChar32 c)
{
    const auto mark = char32_t(c);
    return isIn(mark, 0x0300, 0x036F) || isIn(mark, 0x0483, 0x0489) || isIn(mark, 0x1AB0, 0x1AFF)
           || isIn(mark, 0x1DC0, 0x1DFF) || isIn(mark, 0x20D0, 0x20FF) || isIn(mark, 0xFE20, 0xFE2F);
}

/// NFKC_Casefold, then NFD without marks. In composed form, as syllables of Hangul and kana are kept composed.
QByteArray foldedByIcu(char32_t c)
{
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2 *const caseFold = icu::Normalizer2::getNFKCCasefoldInstance(status);
    const icu::Normalizer2 *const decompose = icu::Normalizer2::getNFDInstance(status);
    const icu::Normalizer2 *const compose = icu::Normalizer2::getNFCInstance(status);
    REQUIRE(U_SUCCESS(status));
    const icu::UnicodeString parts =
            decompose->normalize(caseFold->normalize(icu::UnicodeString(UChar32(c)), status), status);
    icu::UnicodeString kept;
    for (int32_t i = 0; i < parts.length(); i = parts.moveIndex32(i, 1)) {
        if (!isDecoration(parts.char32At(i)))
            kept.append(parts.char32At(i));
    }
    std::string bytes;
    compose->normalize(kept, status).toUTF8String(bytes);
    return QByteArray::fromStdString(bytes);
}

/// Where we fold otherwise on purpose.
bool isException(char32_t c, const QByteArray &ours, const QByteArray &icu)
{
    const bool isCyrillic = isIn(c, 0x0400, 0x052F) || isIn(c, 0x1C80, 0x1C8F) || isIn(c, 0xA640, 0xA69F);
    if (isCyrillic || c == 0x00D1 || c == 0x00F1)
        return true; // letters of their own: short i, n with tilde
    const QString icuText = QString::fromUtf8(icu);
    if (ours == " " && icuText.trimmed().isEmpty())
        return true; // one kind of space
    if (ours.contains('\''))
        return true; // one kind of apostrophe
    return isIn(c, 0x1F150, 0x1F169) || isIn(c, 0x1F170, 0x1F189); // letters in black circles and squares
}

} // namespace

TEST_CASE("Folding agrees with ICU on every code point", "[core]")
{
    int differences = 0;
    int exceptions = 0;
    QByteArray told;
    for (char32_t c = 1; c <= QChar::LastValidCodePoint; ++c) {
        if (QChar::isSurrogate(c) || QChar::unicodeVersion(c) == QChar::Unicode_Unassigned)
            continue; // Qt and ICU may know different versions of Unicode
        const QByteArray ours = foldText(QString::fromUcs4(&c, 1)).bytes;
        const QByteArray icu = isDecoration(UChar32(c)) ? QByteArray() : foldedByIcu(c);
        if (ours == icu)
            continue;
        if (isException(c, ours, icu)) {
            ++exceptions;
            continue;
        }
        ++differences;
        if (differences <= 100)
            told += "U+" + QByteArray::number(uint(c), 16) + ' ' + ours + " (ICU " + icu + ")\n";
    }
    INFO(told.toStdString());
    CHECK(differences == 0);
    CHECK(exceptions > 100);
    CHECK(exceptions < 400);
}

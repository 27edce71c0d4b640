// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/codepages.h"

#include <QStringDecoder>

#include <array>

namespace atalaia {

namespace {

constexpr std::array<char16_t, 32> kWindows1252From80 = {
        0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
};

// From 0xC0 on it is the Russian alphabet in order.
constexpr std::array<char16_t, 64> kWindows1251From80 = {
        0x0402, 0x0403, 0x201A, 0x0453, 0x201E, 0x2026, 0x2020, 0x2021, 0x20AC, 0x2030, 0x0409, 0x2039, 0x040A,
        0x040C, 0x040B, 0x040F, 0x0452, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x0098, 0x2122,
        0x0459, 0x203A, 0x045A, 0x045C, 0x045B, 0x045F, 0x00A0, 0x040E, 0x045E, 0x0408, 0x00A4, 0x0490, 0x00A6,
        0x00A7, 0x0401, 0x00A9, 0x0404, 0x00AB, 0x00AC, 0x00AD, 0x00AE, 0x0407, 0x00B0, 0x00B1, 0x0406, 0x0456,
        0x0491, 0x00B5, 0x00B6, 0x00B7, 0x0451, 0x2116, 0x0454, 0x00BB, 0x0458, 0x0405, 0x0455, 0x0457,
};

constexpr char16_t characterOf(unsigned char byte, CodePage page)
{
    if (byte < 0x80)
        return byte;
    if (page == CodePage::Windows1252)
        return byte < 0xA0 ? kWindows1252From80[byte - 0x80U] : byte;
    return byte < 0xC0 ? kWindows1251From80[byte - 0x80U] : static_cast<char16_t>(0x0410 + (byte - 0xC0));
}

std::optional<char> byteOf(QChar character, CodePage page)
{
    if (character.unicode() < 0x80)
        return static_cast<char>(character.unicode());
    for (int byte = 0x80; byte <= 0xFF; ++byte) {
        if (characterOf(static_cast<unsigned char>(byte), page) == character.unicode())
            return static_cast<char>(byte);
    }
    return std::nullopt;
}

/// What a repair may bring to light: letters of our scripts and common punctuation.
bool isPlausible(const QString &repaired, CodePage page)
{
    for (const QChar c : repaired) {
        if (c.unicode() < 0x80)
            continue;
        if (c.category() == QChar::Other_Control || c.unicode() == QChar::ReplacementCharacter)
            return false;
        // Short Cyrillic words are valid UTF-8 by accident, but never spell Cyrillic that way.
        if (page == CodePage::Windows1251 && c.isLetter() && c.script() != QChar::Script_Cyrillic)
            return false;
    }
    return true;
}

} // namespace

QString decodeCodePage(QByteArrayView bytes, CodePage page)
{
    QString text(bytes.size(), Qt::Uninitialized);
    for (qsizetype i = 0; i < bytes.size(); ++i)
        text[i] = QChar(characterOf(static_cast<unsigned char>(bytes[i]), page));
    return text;
}

std::optional<QByteArray> encodeCodePage(QStringView text, CodePage page)
{
    QByteArray bytes;
    bytes.reserve(text.size());
    for (const QChar character : text) {
        const auto byte = byteOf(character, page);
        if (!byte)
            return std::nullopt;
        bytes.append(*byte);
    }
    return bytes;
}

std::optional<QString> repairedMojibake(const QString &text)
{
    const bool isAscii = std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c.unicode() < 0x80; });
    if (isAscii)
        return std::nullopt;
    for (const CodePage page : {CodePage::Windows1252, CodePage::Windows1251}) {
        const auto bytes = encodeCodePage(text, page);
        if (!bytes)
            continue;
        QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
        QString repaired = decoder(*bytes);
        if (!decoder.hasError() && isPlausible(repaired, page))
            return repaired;
    }
    return std::nullopt;
}

} // namespace atalaia

// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/textdecoding.h"

#include "policy/codepages.h"

#include <QStringDecoder>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kBomUtf8 = "\xEF\xBB\xBF";
constexpr auto kBomUtf16LE = "\xFF\xFE";
constexpr auto kBomUtf16BE = "\xFE\xFF";

Error notText(const QString &why)
{
    return {Error::Kind::InvalidInput, u"not a text file: "_s + why};
}

QString decodeUnicode(QByteArrayView bytes, QStringDecoder::Encoding encoding, bool *isValid = nullptr)
{
    QStringDecoder decoder(encoding, QStringDecoder::Flag::Stateless);
    QString text = decoder(bytes);
    if (isValid)
        *isValid = !decoder.hasError();
    return text;
}

QString decodeAs(QByteArrayView bytes, TextEncoding encoding)
{
    switch (encoding) {
    case TextEncoding::Utf8:
    case TextEncoding::Utf8Bom:
        return decodeUnicode(bytes, QStringDecoder::Utf8);
    case TextEncoding::Utf16LE:
        return decodeUnicode(bytes, QStringDecoder::Utf16LE);
    case TextEncoding::Utf16BE:
        return decodeUnicode(bytes, QStringDecoder::Utf16BE);
    case TextEncoding::Windows1252:
        return decodeCodePage(bytes, CodePage::Windows1252);
    case TextEncoding::Windows1251:
        return decodeCodePage(bytes, CodePage::Windows1251);
    }
    return {};
}

bool isHigh(char byte)
{
    return static_cast<unsigned char>(byte) >= 0x80;
}

bool isCyrillicLetter(QChar c)
{
    return c.isLetter() && c.script() == QChar::Script_Cyrillic;
}

// Nearly every accented Latin letter of cp1252 is a Cyrillic letter in cp1251, so their share alone
// says nothing. No Latin word has three of them in a row; nearly every Cyrillic word has.
CodePage guessCodePage(QByteArrayView bytes)
{
    qsizetype high = 0;
    qsizetype inRuns = 0;
    qsizetype run = 0;
    const auto closeRun = [&run, &inRuns] {
        if (run >= 3)
            inRuns += run;
        run = 0;
    };
    const QString text = decodeCodePage(bytes, CodePage::Windows1251);
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        high += isHigh(bytes[i]) ? 1 : 0;
        if (isCyrillicLetter(text[i]))
            ++run;
        else
            closeRun();
    }
    closeRun();
    return high > 0 && inRuns * 2 >= high ? CodePage::Windows1251 : CodePage::Windows1252;
}

TextEncoding encodingOf(CodePage page)
{
    return page == CodePage::Windows1251 ? TextEncoding::Windows1251 : TextEncoding::Windows1252;
}

/// The line that starts at `from`, with its line end (CR, LF or CRLF).
QByteArrayView lineAt(QByteArrayView bytes, qsizetype from)
{
    qsizetype end = from;
    while (end < bytes.size() && bytes[end] != '\n' && bytes[end] != '\r')
        ++end;
    if (end < bytes.size())
        end += bytes[end] == '\r' && end + 1 < bytes.size() && bytes[end + 1] == '\n' ? 2 : 1;
    return bytes.sliced(from, end - from);
}

bool hasHigh(QByteArrayView bytes)
{
    return std::any_of(bytes.begin(), bytes.end(), isHigh);
}

/// Not UTF-8 as a whole: one code page, or UTF-8 with foreign lines in between.
DecodedText decodeLegacy(QByteArrayView bytes)
{
    int good = 0;
    int number = 0;
    QSet<int> badLines;
    QByteArray badBytes;
    for (qsizetype at = 0; at < bytes.size();) {
        const QByteArrayView line = lineAt(bytes, at);
        at += line.size();
        ++number;
        if (!hasHigh(line))
            continue;
        bool isValid = false;
        (void)decodeUnicode(line, QStringDecoder::Utf8, &isValid);
        if (isValid) {
            ++good;
        } else {
            badLines.insert(number);
            badBytes.append(line);
        }
    }

    DecodedText decoded;
    const CodePage page = guessCodePage(badBytes);
    // A few valid lines among many foreign ones are more likely text that was spoilt before.
    if (good * 4 < badLines.size()) {
        decoded.encoding = encodingOf(page);
        decoded.text = decodeCodePage(bytes, page);
        return decoded;
    }
    decoded.encoding = TextEncoding::Utf8;
    decoded.fallbackEncoding = encodingOf(page);
    decoded.fallbackLines = badLines;
    number = 0;
    for (qsizetype at = 0; at < bytes.size();) {
        const QByteArrayView line = lineAt(bytes, at);
        at += line.size();
        ++number;
        decoded.text +=
                badLines.contains(number) ? decodeCodePage(line, page) : decodeUnicode(line, QStringDecoder::Utf8);
    }
    return decoded;
}

/// UTF-16 without a mark has its zero bytes on one side only.
std::optional<TextEncoding> utf16WithoutMark(QByteArrayView bytes)
{
    qsizetype zeros[2] = {0, 0};
    for (qsizetype i = 0; i < bytes.size(); ++i)
        zeros[i % 2] += bytes[i] == '\0' ? 1 : 0;
    if (bytes.size() % 2 != 0 || (zeros[0] > 0) == (zeros[1] > 0))
        return std::nullopt;
    return zeros[1] > 0 ? TextEncoding::Utf16LE : TextEncoding::Utf16BE;
}

Result<DecodedText> detectAndDecode(QByteArrayView bytes)
{
    if (bytes.startsWith(kBomUtf8)) {
        const QByteArrayView rest = bytes.sliced(3);
        bool isValid = false;
        DecodedText decoded{TextEncoding::Utf8Bom, decodeUnicode(rest, QStringDecoder::Utf8, &isValid), {}, {}};
        if (!isValid)
            decoded = decodeLegacy(rest);
        return decoded;
    }
    for (const auto &[mark, encoding] :
         {std::pair{kBomUtf16LE, TextEncoding::Utf16LE}, std::pair{kBomUtf16BE, TextEncoding::Utf16BE}}) {
        if (bytes.startsWith(mark))
            return DecodedText{encoding, decodeAs(bytes.sliced(2), encoding), {}, {}};
    }
    if (bytes.contains('\0')) {
        const auto encoding = utf16WithoutMark(bytes);
        if (!encoding)
            return notText(u"zero bytes"_s);
        return DecodedText{*encoding, decodeAs(bytes, *encoding), {}, {}};
    }
    bool isValid = false;
    QString text = decodeUnicode(bytes, QStringDecoder::Utf8, &isValid);
    if (isValid)
        return DecodedText{TextEncoding::Utf8, std::move(text), {}, {}};
    return decodeLegacy(bytes);
}

QByteArrayView withoutMark(QByteArrayView bytes, TextEncoding encoding)
{
    const bool isUtf8 = encoding == TextEncoding::Utf8 || encoding == TextEncoding::Utf8Bom;
    if (isUtf8 && bytes.startsWith(kBomUtf8))
        return bytes.sliced(3);
    if (encoding == TextEncoding::Utf16LE && bytes.startsWith(kBomUtf16LE))
        return bytes.sliced(2);
    if (encoding == TextEncoding::Utf16BE && bytes.startsWith(kBomUtf16BE))
        return bytes.sliced(2);
    return bytes;
}

/// Random bytes decode to something in any code page; text has next to no control characters.
bool looksBinary(const QString &text)
{
    qsizetype controls = 0;
    for (const QChar c : text) {
        if (c.isNull())
            return true;
        const bool isUsual = c == u'\t' || c == u'\n' || c == u'\r' || c == u'\f' || c == u'\v';
        controls += c.category() == QChar::Other_Control && !isUsual ? 1 : 0;
    }
    return controls * 50 > text.size();
}

} // namespace

Result<DecodedText> decodeText(const QByteArray &bytes, std::optional<TextEncoding> forced)
{
    if (bytes.startsWith("PK\x03\x04"))
        return notText(u"an archive or a spreadsheet"_s);
    Result<DecodedText> decoded = DecodedText{};
    if (forced)
        decoded = DecodedText{*forced, decodeAs(withoutMark(bytes, *forced), *forced), {}, {}};
    else
        decoded = detectAndDecode(bytes);
    if (decoded && looksBinary(decoded->text))
        return notText(u"control characters"_s);
    return decoded;
}

QString encodingName(TextEncoding encoding)
{
    switch (encoding) {
    case TextEncoding::Utf8:
        return u"utf-8"_s;
    case TextEncoding::Utf8Bom:
        return u"utf-8-bom"_s;
    case TextEncoding::Utf16LE:
        return u"utf-16le"_s;
    case TextEncoding::Utf16BE:
        return u"utf-16be"_s;
    case TextEncoding::Windows1252:
        return u"windows-1252"_s;
    case TextEncoding::Windows1251:
        return u"windows-1251"_s;
    }
    return {};
}

std::optional<TextEncoding> encodingFromName(const QString &name)
{
    QString key = name.toLower();
    key.remove(u'-').remove(u'_');
    if (key == u"utf8"_s)
        return TextEncoding::Utf8;
    if (key == u"utf8bom"_s)
        return TextEncoding::Utf8Bom;
    if (key == u"utf16le"_s || key == u"utf16"_s || key == u"unicode"_s)
        return TextEncoding::Utf16LE;
    if (key == u"utf16be"_s)
        return TextEncoding::Utf16BE;
    if (key == u"windows1252"_s || key == u"cp1252"_s || key == u"ansi"_s)
        return TextEncoding::Windows1252;
    if (key == u"windows1251"_s || key == u"cp1251"_s)
        return TextEncoding::Windows1251;
    return std::nullopt;
}

} // namespace atalaia

// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/scriptreading.h"

#include "text/characterclass.h"

#include <algorithm>
#include <array>

namespace atalaia {

namespace {

struct Lookalike
{
    char32_t letter;
    char latin;
};

// By code point. Our own choice of the shapes that people mix up in chats; after folding, so lower case only.
constexpr std::array<Lookalike, 77> kLookalikes{{
        {U'ı', 'i'}, {U'ɑ', 'a'}, {U'ɡ', 'g'}, {U'ɢ', 'g'}, {U'ɩ', 'i'},   {U'ɪ', 'i'}, {U'ɴ', 'n'}, {U'ʀ', 'r'},
        {U'ʏ', 'y'}, {U'ʙ', 'b'}, {U'ʜ', 'h'}, {U'ʟ', 'l'}, {U'α', 'a'},   {U'β', 'b'}, {U'γ', 'y'}, {U'ε', 'e'},
        {U'η', 'n'}, {U'ι', 'i'}, {U'κ', 'k'}, {U'μ', 'u'}, {U'ν', 'v'},   {U'ο', 'o'}, {U'ρ', 'p'}, {U'σ', 'o'},
        {U'τ', 't'}, {U'υ', 'u'}, {U'χ', 'x'}, {U'ω', 'w'}, {U'а', 'a'},   {U'в', 'b'}, {U'г', 'r'}, {U'е', 'e'},
        {U'к', 'k'}, {U'м', 'm'}, {U'н', 'h'}, {U'о', 'o'}, {U'п', 'n'},   {U'р', 'p'}, {U'с', 'c'}, {U'т', 't'},
        {U'у', 'y'}, {U'х', 'x'}, {U'ь', 'b'}, {U'ѕ', 's'}, {U'і', 'i'},   {U'ј', 'j'}, {U'ү', 'y'}, {U'һ', 'h'},
        {U'ӏ', 'l'}, {U'ԁ', 'd'}, {U'ԛ', 'q'}, {U'ԝ', 'w'}, {U'ᴀ', 'a'},   {U'ᴄ', 'c'}, {U'ᴅ', 'd'}, {U'ᴇ', 'e'},
        {U'ᴊ', 'j'}, {U'ᴋ', 'k'}, {U'ᴌ', 'l'}, {U'ᴍ', 'm'}, {U'ᴎ', 'n'},   {U'ᴏ', 'o'}, {U'ᴘ', 'p'}, {U'ᴙ', 'r'},
        {U'ᴛ', 't'}, {U'ᴜ', 'u'}, {U'ᴠ', 'v'}, {U'ᴡ', 'w'}, {U'ᴢ', 'z'},   {U'ᴦ', 'r'}, {U'ᴧ', 'a'}, {U'ᴨ', 'n'},
        {U'ᴩ', 'p'}, {U'ꜰ', 'f'}, {U'ꜱ', 's'}, {U'ꞇ', 't'}, {U'ꞯ', 'q'},
}};

constexpr bool isSortedByLetter()
{
    for (size_t i = 1; i < kLookalikes.size(); ++i) {
        if (kLookalikes[i - 1].letter >= kLookalikes[i].letter)
            return false;
    }
    return true;
}
static_assert(isSortedByLetter());

char latinOf(char32_t c)
{
    const auto found = std::lower_bound(kLookalikes.begin(), kLookalikes.end(), c,
                                        [](const Lookalike &entry, char32_t letter) { return entry.letter < letter; });
    return found != kLookalikes.end() && found->letter == c ? found->latin : '\0';
}

char32_t cyrillicOf(char32_t c)
{
    constexpr std::u32string_view kFrom = U"aceopxyijkmtbh";
    constexpr std::u32string_view kTo = U"асеорхуіјкмтвн";
    const size_t at = kFrom.find(c);
    return at == std::u32string_view::npos ? 0 : kTo[at];
}

} // namespace

ScriptReading::ScriptReading(QByteArrayView word)
{
    const CharacterClasses &classes = characterClasses();
    for (qsizetype at = 0; at < word.size();) {
        const DecodedCodePoint c = decodeAt(word, at);
        at += c.length;
        const quint8 kind = classes.classOf(c.codePoint);
        if (kind & CharacterClasses::Latin) {
            ++m_latin;
            m_lookalikes += c.codePoint >= 0x80 && latinOf(c.codePoint) != 0;
            m_withoutCyrillic += cyrillicOf(c.codePoint) == 0;
        } else if (kind & (CharacterClasses::Cyrillic | CharacterClasses::Greek)) {
            const bool isCyrillic = kind & CharacterClasses::Cyrillic;
            ++(isCyrillic ? m_cyrillic : m_greek);
            m_withoutCyrillic += !isCyrillic;
            m_withoutLatin += latinOf(c.codePoint) == 0;
        }
    }
}

ScriptReading::Script ScriptReading::likely() const
{
    if (!isMixed())
        return Script::AsWritten;
    const bool isCyrillicPossible = m_withoutCyrillic == 0;
    if (m_withoutLatin == 0 && !(isCyrillicPossible && m_cyrillic >= 2 * m_latin))
        return Script::Latin;
    return isCyrillicPossible ? Script::Cyrillic : Script::AsWritten;
}

ScriptReading::Script ScriptReading::possible() const
{
    if (!isMixed())
        return (m_cyrillic > 0 || m_greek > 0) && m_withoutLatin == 0 ? Script::Latin : Script::AsWritten;
    if (m_withoutLatin > 0 || m_withoutCyrillic > 0)
        return Script::AsWritten; // there is only the likely one
    return likely() == Script::Latin ? Script::Cyrillic : Script::Latin;
}

void appendInScript(QByteArrayView word, ScriptReading::Script script, QByteArray &bytes)
{
    for (qsizetype at = 0; at < word.size();) {
        const DecodedCodePoint c = decodeAt(word, at);
        const char latin = script == ScriptReading::Script::Latin ? latinOf(c.codePoint) : '\0';
        const char32_t cyrillic = script == ScriptReading::Script::Cyrillic ? cyrillicOf(c.codePoint) : 0;
        if (latin != 0)
            bytes.append(latin);
        else if (cyrillic != 0)
            appendUtf8(bytes, cyrillic);
        else
            bytes.append(word.sliced(at, c.length));
        at += c.length;
    }
}

} // namespace atalaia

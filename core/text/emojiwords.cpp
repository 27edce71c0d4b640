// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/emojiwords.h"

#include <array>

namespace atalaia {

namespace {

// The longer name first: the shorter one is its beginning.
constexpr std::array<const char *, 5> kNames{"emoji_insult_weak", "emoji_insult", "emoji_sexual", "emoji_threat",
                                             "emoji_money"};

} // namespace

QByteArrayView emojiWord(char32_t codePoint)
{
    switch (codePoint) {
    case U'🍆':
    case U'🍑':
    case U'💦':
    case U'👅':
        return "emoji_sexual";
    case U'🖕':
        return "emoji_insult";
    case U'🔫':
    case U'🔪':
        return "emoji_threat";
    case U'💰':
    case U'💵':
    case U'🤑':
    case U'💸':
        return "emoji_money";
    case U'🐍':
    case U'🤡':
    case U'💩':
    case U'🐖':
    case U'🐄':
        return "emoji_insult_weak";
    default:
        return {};
    }
}

qsizetype emojiWordLength(QByteArrayView text)
{
    for (const char *name : kNames) {
        if (text.startsWith(name))
            return qsizetype(qstrlen(name));
    }
    return 0;
}

char regionalLetter(char32_t codePoint)
{
    return codePoint >= 0x1F1E6 && codePoint <= 0x1F1FF ? char('a' + (codePoint - 0x1F1E6)) : '\0';
}

char drawnLetter(char32_t codePoint)
{
    switch (codePoint) {
    case U'⭕':
        return 'o';
    case U'❌':
    case U'✖':
        return 'x';
    default:
        return '\0';
    }
}

} // namespace atalaia

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text/foldedtext.h"

#include <QByteArray>

#include <vector>

namespace atalaia {

/// The words of a folded text, each separated from the next by exactly one space, whatever stood
/// between them. Words are letters, digits and their marks, with apostrophes inside; an underscore
/// is no part of them (chats use it for italics). A word that mixes scripts is read in one of them,
/// an emoji with a meaning is a word (emoji_threat), letters of flags are letters.
struct TokenText
{
    struct Token
    {
        int start = 0; ///< in `bytes`
        int length = 0;
        int foldedStart = 0; ///< in the folded text
        int foldedLength = 0; ///< there; another one than `length` where the word is read otherwise
    };

    QByteArray bytes;
    std::vector<Token> tokens;

    [[nodiscard]] QByteArrayView word(int token) const
    {
        return QByteArrayView(bytes).sliced(tokens[size_t(token)].start, tokens[size_t(token)].length);
    }
    /// Index of the token that starts at this byte, -1 if none does.
    [[nodiscard]] int tokenStartingAt(qsizetype byte) const;
    /// Index of the token that ends before this byte, -1 if none does.
    [[nodiscard]] int tokenEndingAt(qsizetype byte) const;
};

[[nodiscard]] TokenText splitIntoTokens(const FoldedText &folded);

/// The same into an existing value, whose memory is reused.
void splitIntoTokens(const FoldedText &folded, TokenText &split);

} // namespace atalaia

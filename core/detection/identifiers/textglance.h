// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QStringView>

namespace atalaia {

/// What one look at the bytes of a text says of identifiers in it. May take something for there that is not, but
/// never the other way round: of most messages it says that there is nothing to read.
struct TextGlance
{
    static constexpr int kToken = 14; ///< the shortest token that is an identifier of its own: a CNPJ
    static constexpr int kKey = 16; ///< the shortest key to a program

    int digits = 0;
    int dots = 0; ///< between digits
    int colons = 0;
    bool mayHoldAddress = false; ///< an at sign that is no mention of somebody
    bool mayHoldWord = false; ///< a secret, a spoken at sign, the title of a key, number words in a row
    bool hasToken = false; ///< kToken characters without a space
    bool mayHoldKey = false; ///< kKey characters without a space, and somewhere how keys begin
    bool mayHoldIban = false; ///< two letters and two digits
    bool hasHidden = false; ///< characters that part what is seen as one; only of UTF-16
    bool isOdd = false; ///< letters and digits beyond Latin-1, of which this does not know what they mean

    [[nodiscard]] bool isWorthReading() const;
    [[nodiscard]] static TextGlance ofOddText();
};

[[nodiscard]] TextGlance glanceAt(QByteArrayView utf8);
[[nodiscard]] TextGlance glanceAt(QStringView text);

} // namespace atalaia

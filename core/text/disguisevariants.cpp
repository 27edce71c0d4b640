// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/disguisevariants.h"

#include "text/squeeze.h"

#include <algorithm>
#include <string_view>

namespace atalaia {

namespace {

constexpr qsizetype kLeastMaskedLength = 4;
constexpr int kMaxMasks = 2;

constexpr std::string_view kVowels = "aeiou";
constexpr std::string_view kFrequentConsonants = "rtdclnms";

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || uchar(c) >= 0x80;
}

bool isMask(char c)
{
    return c == '*' || c == '#';
}

/// The letter that a digit or a sign is drawn like; the character itself for letters, 0 for the others.
char letterFor(char c, char one)
{
    constexpr std::string_view kDrawn = "034567898@$+(";
    constexpr std::string_view kLetters = "oeasgtbgbastc";
    if (isLetter(c))
        return c;
    if (c == '1' || c == '!' || c == '|')
        return one;
    const size_t at = kDrawn.find(c);
    return at == std::string_view::npos ? '\0' : kLetters[at];
}

/// Times, sizes, prices and codes are written with digits without meaning letters by them.
bool isMeasureOrCode(QByteArrayView word)
{
    const auto isDigitAt = [word](qsizetype i) { return isDigit(word[i]); };
    qsizetype digits = 0;
    while (digits < word.size() && isDigitAt(digits))
        ++digits;
    const bool hasLettersBehind = std::all_of(word.begin() + digits, word.end(), isLetter);
    if (digits > 0 && hasLettersBehind && word.size() - digits <= 3)
        return true; // 10h, 3x, 20min
    qsizetype letters = 0;
    while (letters < word.size() && isLetter(word[letters]))
        ++letters;
    const bool hasDigitsBehind = std::all_of(word.begin() + letters, word.end(), isDigit);
    if (letters > 0 && letters <= 4 && hasDigitsBehind && word.size() > 6)
        return true; // ABC1234
    const bool isPrice = letters <= 3 && letters < word.size() && word[letters] == '$'
                         && std::all_of(word.begin() + letters + 1, word.end(), isDigit);
    return isPrice; // R$50
}

} // namespace

void DisguiseVariants::addOfWord(QByteArrayView word)
{
    if (!addLettersForDigits(word, false))
        addSqueezes(word);
}

void DisguiseVariants::addOfPiece(QByteArrayView piece)
{
    if (std::any_of(piece.begin(), piece.end(), isMask))
        addMasked(piece);
    else
        addLettersForDigits(piece, true);
}

void DisguiseVariants::addWithSqueezes(QByteArrayView word)
{
    m_workspace.edits.add(word);
    addSqueezes(word);
}

void DisguiseVariants::addSqueezes(QByteArrayView word)
{
    const int run = longestRun(word);
    if (run == 2 && squeezeRuns(word, Squeeze::AllToOne, m_workspace.squeezed))
        m_workspace.edits.add(m_workspace.squeezed);
    if (run < 3)
        return;
    for (const Squeeze squeeze : {Squeeze::Likely, Squeeze::LongToTwo, Squeeze::LongToOne, Squeeze::AllToOne}) {
        if (squeezeRuns(word, squeeze, m_workspace.squeezed))
            m_workspace.edits.add(m_workspace.squeezed);
    }
}

/// Whether there were any digits or signs that can be letters. `addsPlain`: a word of letters only is
/// news too.
bool DisguiseVariants::addLettersForDigits(QByteArrayView word, bool addsPlain)
{
    const auto letters = std::count_if(word.begin(), word.end(), isLetter);
    if (letters == word.size()) {
        if (addsPlain)
            addWithSqueezes(word);
        return false;
    }
    const bool isShort = word.size() <= 3 && isLetter(word.front()); // d4 put4
    if (letters < (isShort ? 1 : 2) || isMeasureOrCode(word))
        return false;
    for (const char one : {'i', 'l'}) {
        QByteArray &variant = m_workspace.variant;
        variant.resize(0);
        for (const char c : word) {
            if (const char letter = letterFor(c, one))
                variant.append(letter);
            else
                return false;
        }
        addWithSqueezes(variant);
    }
    return true;
}

/// Each mask stands for one letter or none.
void DisguiseVariants::addMasked(QByteArrayView piece)
{
    const auto masks = std::count_if(piece.begin(), piece.end(), isMask);
    if (masks > kMaxMasks || piece.size() < kLeastMaskedLength || piece.size() - masks < 2)
        return;
    const qsizetype firstMask = std::find_if(piece.begin(), piece.end(), isMask) - piece.begin();
    if (masks == 1) {
        for (const char letter : kVowels)
            addFilled(piece, letter, '\0');
        for (const char letter : kFrequentConsonants)
            addFilled(piece, letter, '\0');
        addFilled(piece, '\0', '\0');
        return;
    }
    const bool isTogether = isMask(piece[firstMask + 1]);
    for (const char first : kVowels) {
        for (const char second : isTogether ? kFrequentConsonants : kVowels)
            addFilled(piece, first, second);
    }
    addFilled(piece, '\0', '\0');
}

void DisguiseVariants::addFilled(QByteArrayView piece, char first, char second)
{
    QByteArray &variant = m_workspace.variant;
    variant.resize(0);
    char next = first;
    for (const char c : piece) {
        if (isMask(c)) {
            if (next != '\0')
                variant.append(next);
            next = second;
        } else if (const char letter = letterFor(c, 'i')) {
            variant.append(letter);
        } else {
            return;
        }
    }
    m_workspace.edits.add(variant);
}

} // namespace atalaia

// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/identifiers/readers.h"
#include "detection/identifiers/readings.h"

#include <array>
#include <cmath>

namespace atalaia {

namespace {

constexpr Scheme kApiKey{IdentifierKind::ApiKey, 2, u"", false};
constexpr int kShortestKey = 16;
constexpr int kLongestKey = 2'000; ///< tokens with claims inside are long
constexpr int kReach = 40;
constexpr double kRandomBits = 3.5; ///< per character; words of languages stay below

/// A key with a beginning of its own.
struct KeyShape
{
    QStringView name;
    QStringView prefix;
    int shortest = 0; ///< with the prefix
    int longest = 0;
};

constexpr std::array kShapes = {
        KeyShape{u"aws", u"AKIA", 20, 20},         KeyShape{u"aws", u"ASIA", 20, 20},
        KeyShape{u"aws", u"ABIA", 20, 20},         KeyShape{u"aws", u"ACCA", 20, 20},
        KeyShape{u"github", u"ghp_", 40, 40},      KeyShape{u"github", u"gho_", 40, 40},
        KeyShape{u"github", u"ghs_", 40, 40},      KeyShape{u"github", u"ghu_", 40, 40},
        KeyShape{u"github", u"ghr_", 40, 80},      KeyShape{u"github", u"github_pat_", 80, 100},
        KeyShape{u"gcp", u"AIza", 39, 39},         KeyShape{u"slack", u"xoxb-", 20, 100},
        KeyShape{u"slack", u"xoxp-", 20, 100},     KeyShape{u"slack", u"xoxa-", 20, 100},
        KeyShape{u"stripe", u"sk_live_", 18, 120}, KeyShape{u"stripe", u"sk_test_", 18, 120},
        KeyShape{u"stripe", u"sk_prod_", 18, 120}, KeyShape{u"stripe", u"rk_live_", 18, 120},
        KeyShape{u"stripe", u"rk_test_", 18, 120}, KeyShape{u"stripe", u"rk_prod_", 18, 120},
        KeyShape{u"openai", u"sk-proj-", 40, 220},
};

bool isKeyUnit(char16_t unit)
{
    return isDigitUnit(unit) || isAsciiLetter(unit) || unit == u'_' || unit == u'-';
}

double bitsPerCharacter(QStringView key)
{
    std::array<int, 128> counts{};
    for (const QChar character : key)
        ++counts.at(character.unicode() & 0x7F);
    double bits = 0;
    for (const int count : counts) {
        if (count > 0)
            bits -= count * std::log2(double(count) / double(key.size()));
    }
    return bits / double(key.size());
}

bool isUpperBase32(QStringView key)
{
    for (const QChar character : key) {
        if (!(character >= u'A' && character <= u'Z') && !(character >= u'2' && character <= u'7'))
            return false;
    }
    return true;
}

QStringView shapeOf(QStringView key)
{
    for (const KeyShape &shape : kShapes) {
        if (key.startsWith(shape.prefix) && key.size() >= shape.shortest && key.size() <= shape.longest
            && (shape.name != u"aws" || isUpperBase32(key.sliced(4))))
            return shape.name;
    }
    if (key.startsWith(u"sk-") && key.contains(QStringView(u"T3BlbkFJ")) && key.size() >= 40)
        return u"openai";
    return {};
}

/// Three parts in base 64, the first two of them objects.
bool isWebToken(QStringView key)
{
    return key.startsWith(u"eyJ") && key.count(u'.') == 2 && key.contains(QStringView(u".eyJ")) && key.size() > 40;
}

/// Digits, a colon, then 35 characters that begin with A.
bool isTelegramKey(QStringView key)
{
    const qsizetype colon = key.indexOf(u':');
    if (colon < 5 || colon > 16 || key.size() - colon != 36 || key.at(colon + 1) != u'A')
        return false;
    for (const QChar character : key.first(colon)) {
        if (!isDigitUnit(character.unicode()))
            return false;
    }
    return true;
}

bool isRandom(QStringView key)
{
    bool hasDigit = false;
    bool hasLetter = false;
    for (const QChar character : key) {
        hasDigit = hasDigit || isDigitUnit(character.unicode());
        hasLetter = hasLetter || isAsciiLetter(character.unicode());
    }
    return hasDigit && hasLetter && bitsPerCharacter(key) >= kRandomBits;
}

void add(Passage &passage, int start, int end, QStringView name, Shape shape)
{
    NumberReading reading{kApiKey, start,       end, passage.text().chars().sliced(start, end - start).toString(),
                    shape,   Check::Right};
    reading.how = u"shape of a key";
    reading.key = name.toString();
    passage.add(std::move(reading));
}

void readPrivateKeys(Passage &passage)
{
    const QStringView chars = passage.text().chars();
    constexpr auto kBegin = u"-----BEGIN ";
    for (qsizetype at = chars.indexOf(QStringView(kBegin)); at >= 0; at = chars.indexOf(QStringView(kBegin), at + 1)) {
        const QStringView near = chars.sliced(at, std::min<qsizetype>(60, chars.size() - at));
        const qsizetype title = near.indexOf(QStringView(u"PRIVATE KEY-----"));
        if (title < 0)
            continue;
        const QStringView rest = chars.sliced(at, std::min<qsizetype>(10'000, chars.size() - at));
        const qsizetype last = rest.indexOf(QStringView(u"-----END"));
        const qsizetype close = last < 0 ? -1 : rest.indexOf(QStringView(u"KEY-----"), last);
        const qsizetype length = close < 0 ? title + 16 : close + 8;
        add(passage, int(at), int(at + length), u"private", Shape::Canonical);
        at += length - 1;
    }
}

} // namespace

void readApiKeys(Passage &passage)
{
    const ScanText &text = passage.text();
    for (int start = 0; start + kShortestKey <= text.size(); ++start) {
        if (!isKeyUnit(text.at(start)))
            continue;
        int end = start;
        bool hasJoint = false;
        for (;
             isKeyUnit(text.at(end)) || ((text.at(end) == u'.' || text.at(end) == u':') && isKeyUnit(text.at(end + 1)));
             ++end)
            hasJoint = hasJoint || !isKeyUnit(text.at(end));
        const int from = start;
        start = end;
        if (end - from < kShortestKey || end - from > kLongestKey)
            continue;
        const QStringView key = text.chars().sliced(from, end - from);
        if (const QStringView name = shapeOf(key); !name.isEmpty())
            add(passage, from, end, name, Shape::Canonical);
        else if (hasJoint && isWebToken(key))
            add(passage, from, end, u"jwt", Shape::Canonical);
        else if (hasJoint && isTelegramKey(key))
            add(passage, from, end, u"telegram", Shape::Canonical);
        else if (!hasJoint && passage.context().wordBefore(IdentifierKind::ApiKey, from, kReach) != nullptr
                 && isRandom(key))
            add(passage, from, end, u"", Shape::Bare);
    }
    readPrivateKeys(passage);
}

} // namespace atalaia

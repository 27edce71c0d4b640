// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/phrasetable.h"
#include "support/catch.h"

#include <QList>

#include <algorithm>
#include <random>
#include <tuple>

using namespace atalaia;

namespace {

/// Texts as they are scanned: with borders, each ended by a break.
QByteArray bordered(const QByteArray &texts)
{
    QByteArray all;
    for (const QByteArray &text : texts.split(kTextBreak))
        all += kWordBorder + text + kWordBorder + kTextBreak;
    return all;
}

/// Every literal at every place, one byte after the other.
std::vector<LiteralMatch> sought(const std::vector<PhraseLiteral> &literals, const QByteArray &texts)
{
    const QByteArray words = bordered(texts);
    std::vector<LiteralMatch> matches;
    for (int from = 1; from < int(words.size()); ++from) {
        for (size_t i = 0; i < literals.size(); ++i) {
            const int to = from + int(literals[i].words.size());
            if (to < int(words.size()) && words.at(from - 1) == kWordBorder
                && words.mid(from, to - from) == literals[i].words
                && (literals[i].isPrefix || words.at(to) == kWordBorder))
                matches.push_back({int(i), from, to});
        }
    }
    return matches;
}

std::vector<LiteralMatch> found(const std::vector<PhraseLiteral> &literals, const QByteArray &texts)
{
    std::vector<LiteralMatch> matches;
    PhraseTable(literals).find(bordered(texts), &matches);
    CHECK(std::is_sorted(matches.begin(), matches.end(),
                         [](const LiteralMatch &a, const LiteralMatch &b) { return a.from < b.from; }));
    std::sort(matches.begin(), matches.end(), [](const LiteralMatch &a, const LiteralMatch &b) {
        return std::tie(a.from, a.literal) < std::tie(b.from, b.literal);
    });
    return matches;
}

} // namespace

TEST_CASE("A phrase table finds phrases and beginnings of words", "[core]")
{
    const std::vector<PhraseLiteral> literals{{"me passa", false},   {"me", false}, {"me pas", true}, {"pass", true},
                                              {"me passa a", false}, {"se", true},  {"nao", false}};
    CHECK(found(literals, "me passa a senha") == sought(literals, "me passa a senha"));
    CHECK(found(literals, "me passa a senha").size() == 6);
    CHECK(found(literals, "me\npassa").size() == 2); // me and pass: no phrase goes over a break
    CHECK(found(literals, "ame passas").size() == 1);
    CHECK(found(literals, "").empty());
    CHECK(found({}, "me passa").empty());
}

TEST_CASE("A phrase table finds what a search for each phrase finds", "[core]")
{
    std::mt19937 random(11);
    const auto word = [&random] {
        QByteArray letters;
        for (int i = 1 + int(random() % 3); i > 0; --i)
            letters += char('a' + random() % 3);
        return letters;
    };
    for (int round = 0; round < 60; ++round) {
        std::vector<PhraseLiteral> literals;
        for (int i = 0; i < 40; ++i) {
            QByteArray words = word();
            for (int more = int(random() % 4); more > 1; --more)
                words += ' ' + word();
            literals.push_back({words, random() % 3 == 0});
        }
        QByteArray text = word();
        for (int i = 0; i < 30; ++i)
            text += (random() % 8 == 0 ? kTextBreak : ' ') + word();
        CHECK(found(literals, text) == sought(literals, text));
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/identifiers/identifierfinder.h"
#include "detection/identifiers/signblock.h"
#include "detection/identifiers/textglance.h"
#include "support/catch.h"

#include <QFile>

#include <array>
#include <random>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

/// Signs, digits, words and letters in a row, of which some are identifiers.
QString inventedText(std::mt19937 &random)
{
    static const QStringList parts{u"cpf"_s,      u"senha"_s,  u"12"_s,         u"345"_s,       u"529.982.247-25"_s,
                                   u" "_s,        u" "_s,      u" "_s,          u"@"_s,         u"."_s,
                                   u":"_s,        u"um"_s,     u"dois"_s,       u"três"_s,      u"quatro"_s,
                                   u"cinco"_s,    u"e"_s,      u"código"_s,     u"gmail.com"_s, u"maria"_s,
                                   u"(at)"_s,     u"arroba"_s, u"AKIA"_s,       u"\u00AD"_s,    u"\u200B"_s,
                                   u"\u00A0"_s,   u"😂"_s,      u"пароль"_s,     u"\uFF11"_s,    u"BEGIN "_s,
                                   u"kkkkkkkk"_s, u"-----"_s,  u"98765-4321"_s, u"𝟓"_s,         u"Xk9"_s,
                                   u"\n"_s};
    QString text;
    for (auto left = random() % 14; left > 0; --left)
        text += parts[qsizetype(random() % unsigned(parts.size()))];
    return text;
}

} // namespace

TEST_CASE("All ways to look for signs of identifiers see the same", "[core]")
{
    std::mt19937 random(3);
    const std::vector<SignBlocks> ways = allSignBlocks();
    for (int i = 0; i < 4000; ++i) {
        std::array<char, SignBlocks::kSize + SignBlocks::kAhead> text{};
        std::array<char16_t, SignBlocks::kSize> units{};
        for (char &c : text)
            c = i % 2 == 0 ? char(random() % 256) : "senhaclvwdrob EGINatumdoi(["[random() % 27];
        for (char16_t &unit : units)
            unit = char16_t(random() % (i % 3 == 0 ? 0x100 : 0x10000));
        const SignBlock plain = ways.front().read(text.data());
        std::array<char, SignBlocks::kSize> narrow{};
        const auto size = qsizetype(random() % 65);
        const bool isWide = ways.front().narrow(units.data(), size, narrow.data());
        for (const SignBlocks &way : ways) {
            CAPTURE(way.name);
            const SignBlock block = way.read(text.data());
            CHECK(block.digits == plain.digits);
            CHECK(block.letters == plain.letters);
            CHECK(block.spaces == plain.spaces);
            CHECK(block.ats == plain.ats);
            CHECK(block.dots == plain.dots);
            CHECK(block.colons == plain.colons);
            CHECK(block.joints == plain.joints);
            CHECK(block.leads == plain.leads);
            CHECK(block.latinLeads == plain.latinLeads);
            CHECK(block.signWords == plain.signWords);
            CHECK(block.numberWords == plain.numberWords);
            std::array<char, SignBlocks::kSize> other{};
            CHECK(way.narrow(units.data(), size, other.data()) == isWide);
            CHECK(other == narrow);
        }
    }
}

TEST_CASE("A glance never overlooks what is found by reading", "[core]")
{
    std::mt19937 random(17);
    const IdentifierFinder finder;
    const QString far(5000, u'.'); // longer than a glance reads: everything is read closely
    int found = 0;
    int passed = 0;
    for (int i = 0; i < 20'000; ++i) {
        const QString text = inventedText(random);
        CAPTURE(text.toStdString());
        const QVector<Identifier> all = finder.find(text, {u"BR"_s, {}});
        if (!mayHoldIdentifiers(text.toUtf8())) {
            ++passed;
            CHECK(all.isEmpty());
        }
        // Read word by word, with what a glance says left out: nothing new may come to light.
        QVector<Identifier> closely = finder.find(text + u'\n' + far, {u"BR"_s, {}});
        QVector<Identifier> quickly = finder.find(text + u"\n."_s, {u"BR"_s, {}});
        CHECK(closely == quickly);
        found += int(!all.isEmpty());
    }
    CHECK(found > 1000);
    CHECK(passed > 2000);
}

TEST_CASE("Ordinary messages are passed over at a glance", "[core]")
{
    for (const QString &text : {u"oi, tudo bem? não sei se vou"_s, u"@maria olha isso 😂😂"_s, u"chego às 10 ❤️"_s,
                                u"a senhora pode esperar"_s.left(2), u"¡Hola! ¿qué tal?"_s,
                                u"rsrsrsrsrsrs kkkkkkkkkkkkkkkkkkk"_s, u"um dois três"_s, QString()}) {
        CAPTURE(text.toStdString());
        CHECK_FALSE(mayHoldIdentifiers(text.toUtf8()));
        CHECK_FALSE(glanceAt(QStringView(text)).isWorthReading());
    }
    for (const QString &text :
         {u"a senha é M@ria12"_s, u"maria(at)gmail.com"_s, u"um dois três quatro cinco"_s, u"пароль: qwe"_s,
          u"maria @ gmail . com"_s, u"AKIAIOSFODNN7EXAMPLE"_s, u"\uFF11\uFF12\uFF13"_s, u"cvv 123"_s}) {
        CAPTURE(text.toStdString());
        CHECK(mayHoldIdentifiers(text.toUtf8()));
        CHECK(glanceAt(QStringView(text)).isWorthReading());
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
// The texts are compiled in, and the language in use is the one that is shown.
#include "language.h"
#include "settingkeys.h"
#include "shell/actionset.h"
#include "support/catch.h"
#include "text/explanationwords.h"
#include "theme/theme.h"

#include <QApplication>
#include <QSettings>
#include <QTemporaryDir>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

QString buttonWords()
{
    Theme theme(ThemeMode::Light);
    return ActionSet(theme).action(ActionId::Language).iconText();
}

QString hits(int count)
{
    return QApplication::translate("atalaia::FlagDelegate", "%Ln hits", nullptr, count);
}

} // namespace

namespace {

QStringList explained()
{
    using Kind = ExplanationStep::Kind;
    RuleHit hit;
    hit.rule = u"threat"_s;
    hit.explanation = {{Kind::Matched, u"#money"_s, {}, 0, {}},
                       {Kind::Joined, u"NEAR/1"_s, {}, 0, {}},
                       {Kind::Joined, u"BEFORE/5"_s, {}, 0, {}},
                       {Kind::Condition, u"said objection"_s, {}, 0, {}},
                       {Kind::Conduct, u"absent"_s, u"agent messages 2 of 2"_s, 0, {}},
                       {Kind::Raised, u"severity 5"_s, u"contact minor"_s, 0, {}},
                       {Kind::Excluded, u"@promo"_s, {}, 0, {}}};
    QStringList all{ruleWords(hit)};
    for (const ExplanationSentence &sentence : explanationSentences(hit))
        all.append(sentence.text);
    return all;
}

} // namespace

TEST_CASE("Explanations speak both languages", "[ui]")
{
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(u"settings.ini"_s), QSettings::IniFormat);
    settings.setValue(settingkeys::kLanguage, u"pt_BR"_s);
    const QLocale before;
    Language language(settings);
    CHECK(explained()
          == QStringList{u"Ameaça"_s, u"Reconhecido: um valor em dinheiro"_s,
                         u"… com no máximo 1 palavra entre eles"_s,
                         u"… nesta ordem, com no máximo 5 palavras entre eles"_s, u"Dito antes: uma oposição"_s,
                         u"Não foi dito nas primeiras mensagens"_s, u"Mais grave: O cliente é menor de idade"_s,
                         u"1 exceção foi verificada e não se aplica"_s});
    language.toggle();
    CHECK(explained()
          == QStringList{u"Threat"_s, u"Recognised: an amount of money"_s, u"… with at most 1 word between"_s,
                         u"… in this order, with at most 5 words between"_s, u"Said before: an objection"_s,
                         u"It was not said in the first messages"_s, u"More severe: The customer is a minor"_s,
                         u"1 exception was checked, it does not apply"_s});
    QLocale::setDefault(before);
}

TEST_CASE("The chosen language speaks and the other one follows it", "[ui]")
{
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(u"settings.ini"_s), QSettings::IniFormat);
    settings.setValue(settingkeys::kLanguage, u"pt_BR"_s);
    const QLocale before;

    Language language(settings);
    CHECK(buttonWords() == u"pt_BR"_s);
    CHECK(QApplication::translate("atalaia::ActionSet", "Escalate") == u"Escalar"_s);
    CHECK(hits(1) == u"1 ocorrência"_s);
    CHECK(hits(1200) == u"1.200 ocorrências"_s);

    language.toggle();
    CHECK(settings.value(settingkeys::kLanguage) == u"en"_s);
    CHECK(buttonWords() == u"en"_s);
    CHECK(QApplication::translate("atalaia::ActionSet", "Escalate") == u"Escalate"_s);
    CHECK(hits(1) == u"1 hit"_s);
    CHECK(hits(1200) == u"1,200 hits"_s);

    language.toggle();
    CHECK(buttonWords() == u"pt_BR"_s);
    QLocale::setDefault(before);
}

TEST_CASE("A language without texts gives English with English dates", "[ui]")
{
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(u"settings.ini"_s), QSettings::IniFormat);
    const QLocale before;
    for (const QString &chosen : {u"C"_s, u"uk_UA"_s}) {
        settings.setValue(settingkeys::kLanguage, chosen);
        const Language language(settings);
        CHECK(buttonWords() == u"en"_s);
        CHECK(hits(1) == u"1 hit"_s);
        CHECK(QLocale().language() == QLocale::English);
    }
    settings.setValue(settingkeys::kLanguage, u"en_GB"_s);
    const Language language(settings);
    CHECK(QLocale().territory() == QLocale::UnitedKingdom);
    QLocale::setDefault(before);
}

// SPDX-License-Identifier: GPL-3.0-or-later
// The texts are compiled in, and the language in use is the one that is shown.
#include "language.h"
#include "settingkeys.h"
#include "shell/actionset.h"
#include "support/catch.h"
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

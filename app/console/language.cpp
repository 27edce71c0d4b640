// SPDX-License-Identifier: GPL-3.0-or-later
#include "language.h"

#include "settingkeys.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QSettings>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

// Every language whose texts are complete; the first is the source language.
const std::array kLanguages{u"en"_s, u"pt_BR"_s};

} // namespace

Language::Language(QSettings &settings, QObject *parent) : QObject(parent), m_settings(settings)
{
    const QString chosen = settings.value(settingkeys::kLanguage).toString();
    install(chosen.isEmpty() ? QLocale::system() : QLocale(chosen));
}

void Language::toggle()
{
    const auto *const current = std::find(kLanguages.begin(), kLanguages.end(), m_name);
    const auto *const next =
            current == kLanguages.end() || current + 1 == kLanguages.end() ? kLanguages.begin() : current + 1;
    m_settings.setValue(settingkeys::kLanguage, *next);
    install(QLocale(*next));
}

void Language::install(const QLocale &locale)
{
    QCoreApplication::removeTranslator(&m_ours);
    QCoreApplication::removeTranslator(&m_qts);
    // The English file holds only plural forms; a language of which we have no texts falls back to it.
    if (!m_ours.load(locale, u"atalaia"_s, u"_"_s, u":/i18n"_s)
        && !m_ours.load(QLocale(kLanguages.front()), u"atalaia"_s, u"_"_s, u":/i18n"_s))
        return;
    // Found by the language of the texts: the system may have asked for several, one after the other.
    const QLocale loaded(m_ours.language());
    m_name = kLanguages.front();
    for (const QString &name : kLanguages) {
        if (QLocale(name).language() == loaded.language())
            m_name = name;
    }
    // Dates and numbers follow the person's country where that speaks the language of the screens.
    QLocale::setDefault(locale.language() == loaded.language() ? locale : QLocale(m_name));
    QCoreApplication::installTranslator(&m_ours);
    if (m_qts.load(QLocale(m_name), u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qts);
}

} // namespace atalaia

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocale>
#include <QObject>
#include <QTranslator>

class QSettings;

namespace atalaia {

/// Which language the screens speak: the person's choice, else the system's, else English. Installs
/// our texts and Qt's own. Must be in place before the first widget is made. GUI thread.
class Language final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Language)

public:
    explicit Language(QSettings &settings, QObject *parent = nullptr);

    /// Goes on to the next language there is, and remembers it.
    void toggle();

private:
    void install(const QLocale &locale);

    QSettings &m_settings;
    QTranslator m_ours;
    QTranslator m_qts;
    QString m_name;
};

} // namespace atalaia

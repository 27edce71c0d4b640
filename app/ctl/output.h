// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>

namespace atalaia {

/// One object, one line, on standard output.
void writeJson(const QJsonObject &object);
/// On standard output as it is.
void writeBytes(const QByteArray &bytes);
void writeText(const QString &text);
/// For people: on standard error.
void writeMessage(const QString &message);

} // namespace atalaia

// SPDX-License-Identifier: GPL-3.0-or-later
#include "output.h"

#include <QJsonDocument>

#include <cstdio>

namespace atalaia {

void writeBytes(const QByteArray &bytes)
{
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), stdout);
}

void writeJson(const QJsonObject &object)
{
    writeBytes(QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n');
}

void writeText(const QString &text)
{
    writeBytes(text.toUtf8());
}

void writeMessage(const QString &message)
{
    const QByteArray bytes = message.toUtf8() + '\n';
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), stderr);
}

} // namespace atalaia

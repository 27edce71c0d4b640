// SPDX-License-Identifier: GPL-3.0-or-later
#include "output.h"

#include <QJsonDocument>

#include <unistd.h>

#include <cerrno>
#include <cstdio>

namespace atalaia {

using namespace Qt::StringLiterals;

void writeBytes(const QByteArray &bytes)
{
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), stdout); // see hasOutputFailed()
}

bool hasOutputFailed()
{
    return std::ferror(stdout) != 0;
}

bool finishOutput()
{
    const bool isFlushed = std::fflush(stdout) == 0;
    const QString why = isFlushed ? QString() : u": "_s + qt_error_string(errno);
    if (isFlushed && !hasOutputFailed())
        return true;
    writeMessage(u"not all of the output could be written"_s + why);
    return false;
}

void writeJson(const QJsonObject &object)
{
    writeBytes(QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n');
}

void writeText(const QString &text)
{
    writeBytes(text.toUtf8());
}

bool areMessagesForTerminal()
{
    return isatty(STDERR_FILENO) != 0;
}

void writeMessage(const QString &message)
{
    // Names of files and people come along, and a terminal obeys what they may hold.
    QString harmless = message;
    for (QChar &character : harmless) {
        if (character.category() == QChar::Other_Control && character != u'\n')
            character = u'?';
    }
    const QByteArray bytes = harmless.toUtf8() + '\n';
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), stderr);
}

} // namespace atalaia

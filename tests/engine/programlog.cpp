// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/programlog.h"

#include <QLoggingCategory>

#include <algorithm>
#include <mutex>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

// Qt hands log lines to a plain function, which has nothing but globals.
std::mutex linesMutex;
QStringList caughtLines;
QtMessageHandler handlerBefore = nullptr;

void catchLine(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    {
        const std::lock_guard lock(linesMutex);
        caughtLines.append(QLatin1StringView(context.category) + u": "_s + text);
    }
    if (handlerBefore && (type == QtFatalMsg || qEnvironmentVariableIsSet("ATALAIA_TEST_LOG")))
        handlerBefore(type, context, text);
}

} // namespace

ProgramLog::ProgramLog()
{
    QLoggingCategory::setFilterRules(u"atalaia.*=true"_s);
    handlerBefore = qInstallMessageHandler(catchLine);
}

ProgramLog::~ProgramLog()
{
    qInstallMessageHandler(std::exchange(handlerBefore, nullptr));
    QLoggingCategory::setFilterRules({});
    const std::lock_guard lock(linesMutex);
    caughtLines.clear();
}

QStringList ProgramLog::lines() const
{
    const std::lock_guard lock(linesMutex);
    return caughtLines;
}

QStringList ProgramLog::linesWith(const QStringList &words) const
{
    QStringList found;
    for (const QString &line : lines()) {
        if (std::any_of(words.cbegin(), words.cend(), [&line](const QString &word) { return line.contains(word); }))
            found.append(line);
    }
    return found;
}

} // namespace atalaia

// SPDX-License-Identifier: GPL-3.0-or-later
// How fast what gateways send is taken in, beside what else could take it in the same process.
#include "webhookbench.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>

using namespace atalaia::bench;
using namespace Qt::StringLiterals;

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"How fast what gateways send is taken in."_s);
    parser.addOption({u"smoke"_s, u"A few of everything: whether everybody finds the same, no times."_s});
    parser.addOption({u"rounds"_s, u"How often each does its work."_s, u"n"_s, u"7"_s});
    parser.addOption({u"only"_s, u"One part: webhooks or http; for a profiler own-webhooks."_s, u"part"_s});
    parser.addHelpOption();
    parser.process(application);

    const int rounds = parser.value(u"rounds"_s).toInt();
    const bool isSmoke = parser.isSet(u"smoke"_s);
    const QString only = parser.value(u"only"_s);
    const auto isAsked = [&only](const char *part) { return only.isEmpty() || only == QLatin1String(part); };
    bool isSame = true;
    if (isAsked("webhooks"))
        isSame = benchWebhookAccept(rounds, isSmoke) && isSame;
    if (isAsked("http"))
        isSame = benchWebhookHttp(rounds, isSmoke) && isSame;
    if (only == u"own-webhooks")
        benchOwnWebhookAccept(rounds);
    if (!isSame)
        std::printf("\nFAILED: not everybody found the same\n");
    return isSame ? 0 : 1;
}

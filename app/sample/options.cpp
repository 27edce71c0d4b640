// SPDX-License-Identifier: GPL-3.0-or-later
#include "options.h"

#include <QCommandLineParser>

#include <cmath>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

void addOptions(QCommandLineParser &parser)
{
    const auto add = [&parser](const QString &name, const QString &text, const QString &value, const QString &preset) {
        parser.addOption(QCommandLineOption(name, text, value, preset));
    };
    add(u"host"_s, u"Address to listen on."_s, u"ADDRESS"_s, u"127.0.0.1"_s);
    add(u"port"_s, u"Port to listen on; 0 takes any free one."_s, u"N"_s, u"3000"_s);
    add(u"api-key"_s, u"Key that clients must show; else from ATALAIA_SAMPLE_KEY."_s, u"KEY"_s, {});
    add(u"script"_s, u"Conversations to play, JSONL; else the built-in ones."_s, u"FILE"_s,
        u":/sample/conversations.jsonl"_s);
    add(u"speed"_s, u"How much faster than the script."_s, u"X"_s, u"20"_s);
    add(u"seed"_s, u"The same ids in every run."_s, u"N"_s, {});
    add(u"rate"_s, u"Load mode: so many messages a second."_s, u"N"_s, u"0"_s);
    add(u"count"_s, u"Load mode: stop producing after so many messages."_s, u"N"_s, u"-1"_s);
    parser.addOption({u"wait-for-client"_s, u"Produce nothing before the first WebSocket is accepted."_s});
    add(u"media-lifetime"_s, u"Seconds until a media file is gone; 0 keeps it."_s, u"S"_s, u"180"_s);
    add(u"drop-every"_s, u"Fault: close the sockets every S seconds."_s, u"S"_s, u"0"_s);
    add(u"lose"_s, u"Fault: share of events that are never sent."_s, u"P"_s, u"0"_s);
    add(u"duplicate"_s, u"Fault: share of events that are sent twice."_s, u"P"_s, u"0"_s);
    add(u"reorder"_s, u"Fault: shuffle within a window of N events."_s, u"N"_s, u"0"_s);
    add(u"garbage"_s, u"Fault: share of events with an unreadable frame beside them."_s, u"P"_s, u"0"_s);
    add(u"slow"_s, u"Fault: delay every REST answer."_s, u"MS"_s, u"0"_s);
    add(u"stall-after"_s, u"Fault: each socket falls silent after S seconds, though it answers pings."_s, u"S"_s,
        u"0"_s);
    add(u"redeliver"_s, u"Fault: each new socket gets the last N events once more."_s, u"N"_s, u"0"_s);
    add(u"waiting"_s, u"Fault: share of incoming messages that are first said to be not decrypted."_s, u"P"_s, u"0"_s);
}

/// Reads numbers and remembers the first one that is wrong.
class NumberReader
{
public:
    explicit NumberReader(const QCommandLineParser &parser) : m_parser(parser) {}

    double read(const QString &name, double lowest, double highest, bool isWhole)
    {
        bool isNumber = false;
        const double number = m_parser.value(name).toDouble(&isNumber);
        const bool isGood = isNumber && std::isfinite(number) && number >= lowest && number <= highest
                            && (!isWhole || number == std::floor(number));
        if (!isGood && m_complaint.isEmpty()) {
            m_complaint = u"--%1 needs a %2 from %3 to %4."_s.arg(name, isWhole ? u"whole number"_s : u"number"_s,
                                                                  QString::number(lowest), QString::number(highest));
        }
        return isGood ? number : lowest;
    }
    int whole(const QString &name, int lowest, int highest) { return int(read(name, lowest, highest, true)); }
    double share(const QString &name) { return read(name, 0, 1, false); }
    [[nodiscard]] const QString &complaint() const { return m_complaint; }

private:
    const QCommandLineParser &m_parser;
    QString m_complaint;
};

FaultOptions readFaults(NumberReader &numbers)
{
    FaultOptions faults;
    faults.dropEverySeconds = numbers.read(u"drop-every"_s, 0, 86'400, false);
    faults.lose = numbers.share(u"lose"_s);
    faults.duplicate = numbers.share(u"duplicate"_s);
    faults.reorder = numbers.whole(u"reorder"_s, 0, 10'000);
    faults.garbage = numbers.share(u"garbage"_s);
    faults.slowMs = numbers.whole(u"slow"_s, 0, 600'000);
    faults.stallAfterSeconds = numbers.read(u"stall-after"_s, 0, 86'400, false);
    faults.redeliver = numbers.whole(u"redeliver"_s, 0, 10'000);
    faults.waiting = numbers.share(u"waiting"_s);
    return faults;
}

Error wrongUse(const QString &sentence)
{
    return {Error::Kind::InvalidInput, sentence};
}

} // namespace

Result<SampleOptions> readOptions(const QStringList &arguments, const QByteArray &keyFromEnvironment)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Stands in for a WAHA server and plays conversations."_s);
    addOptions(parser);
    const QCommandLineOption help = parser.addHelpOption();
    if (!parser.parse(arguments))
        return wrongUse(parser.errorText());
    if (!parser.positionalArguments().isEmpty())
        return wrongUse(u"'%1' is not an option of this program."_s.arg(parser.positionalArguments().constFirst()));

    SampleOptions options;
    options.isHelpWanted = parser.isSet(help);
    options.helpText = parser.helpText();
    if (options.isHelpWanted)
        return options;

    NumberReader numbers(parser);
    options.host = parser.value(u"host"_s);
    options.port = quint16(numbers.whole(u"port"_s, 0, 65'535));
    options.apiKey = parser.isSet(u"api-key"_s) ? parser.value(u"api-key"_s).toUtf8() : keyFromEnvironment;
    options.scriptFile = parser.value(u"script"_s);
    options.speed = numbers.read(u"speed"_s, 0.01, 1e9, false);
    options.rate = numbers.read(u"rate"_s, 0, 100'000, false);
    options.count = qint64(numbers.read(u"count"_s, -1, 1e12, true));
    options.isWaitingForClient = parser.isSet(u"wait-for-client"_s);
    options.mediaLifetimeSeconds = numbers.whole(u"media-lifetime"_s, 0, 1'000'000'000);
    options.faults = readFaults(numbers);
    if (parser.isSet(u"seed"_s))
        options.seed = quint64(numbers.read(u"seed"_s, 0, 9e15, true));
    if (!numbers.complaint().isEmpty())
        return wrongUse(numbers.complaint());
    if (options.apiKey.isEmpty())
        return wrongUse(u"A key is needed: --api-key KEY or the environment variable ATALAIA_SAMPLE_KEY."_s);
    if (options.count >= 0 && options.rate <= 0)
        return wrongUse(u"--count goes with --rate."_s);
    return options;
}

} // namespace atalaia

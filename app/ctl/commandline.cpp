// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandline.h"

#include "base/storepaths.h"
#include "output.h"

#include <utility>

namespace atalaia {

using namespace Qt::StringLiterals;

int exitCode(ExitStatus status)
{
    return static_cast<int>(status);
}

void addCommonOptions(QCommandLineParser &parser)
{
    parser.addOptions({{u"store"_s, u"The store's file; default: the user's store."_s, u"path"_s},
                       {u"profile"_s, u"Use the store of this profile."_s, u"name"_s},
                       {u"quiet"_s, u"Write no messages but on what is wrong."_s},
                       {{u"h"_s, u"help"_s}, u"Show this help."_s}});
}

std::optional<CommonOptions> readCommonOptions(const QCommandLineParser &parser, const CommonOptions &outer,
                                               QString *why)
{
    CommonOptions common = outer;
    if (parser.isSet(u"store"_s))
        common.storePath = parser.value(u"store"_s);
    if (parser.isSet(u"profile"_s))
        common.profile = parser.value(u"profile"_s);
    common.isQuiet = common.isQuiet || parser.isSet(u"quiet"_s);
    if (const auto path = chosenStorePath(common.storePath, common.profile); !path) {
        *why = path.error().context;
        return std::nullopt;
    }
    return common;
}

CommandLine::CommandLine(QString usage, const QString &description, CommonOptions outer)
    : m_usage(std::move(usage)), m_common(std::move(outer))
{
    m_parser.setApplicationDescription(description);
    addCommonOptions(m_parser);
}

std::optional<ExitStatus> CommandLine::parse(const QStringList &arguments, int positionalCount)
{
    return parse(arguments, positionalCount, positionalCount);
}

std::optional<ExitStatus> CommandLine::parse(const QStringList &arguments, int leastCount, int mostCount)
{
    if (!m_parser.parse(QStringList{u"atalaiactl"_s} + arguments))
        return refuse(m_parser.errorText());
    if (m_parser.isSet(u"help"_s)) {
        // Qt's first line names the program only.
        QString help = m_parser.helpText();
        help.remove(0, help.indexOf(u'\n'));
        writeText(u"Usage: atalaiactl "_s + m_usage + help);
        return ExitStatus::Done;
    }
    QString why;
    const auto common = readCommonOptions(m_parser, m_common, &why);
    if (!common)
        return refuse(why);
    m_common = *common;
    const qsizetype count = m_parser.positionalArguments().size();
    if (count < leastCount || count > mostCount)
        return refuse(
                (leastCount == mostCount ? u"%1 arguments instead of %2"_s : u"%1 arguments, at least %2 needed"_s)
                        .arg(count)
                        .arg(leastCount));
    return std::nullopt;
}

ExitStatus CommandLine::refuse(const QString &why) const
{
    writeMessage(u"%1\nUsage: atalaiactl %2"_s.arg(why, m_usage));
    return ExitStatus::WrongUse;
}

} // namespace atalaia

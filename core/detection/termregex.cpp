// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/termregex.h"

#include "detection/regexreader.h"

#include <QSet>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMaxLength = 4'000;
constexpr int kMatchLimit = 5'000'000; // tens of milliseconds on one text; ordinary regexes need thousands
constexpr int kTrialLimit = 100'000;
constexpr int kTrialTail = 200;
constexpr int kTrialLength = 40;
constexpr int kMaxTrials = 24;

QRegularExpression limited(const QString &pattern, int limit)
{
    return QRegularExpression(u"(*LIMIT_MATCH=%1)"_s.arg(limit) + pattern,
                              QRegularExpression::UseUnicodePropertiesOption);
}

/// Whether long runs of one of its own characters make the regex backtrack without end.
bool backtracksWithoutEnd(const QString &pattern)
{
    const QRegularExpression trial = limited(pattern, kTrialLimit);
    QSet<QChar> tried;
    for (const QChar c : u"a0 .-"_s + pattern) {
        if (tried.size() >= kMaxTrials || tried.contains(c) || c.isSurrogate())
            continue;
        tried.insert(c);
        // With and without what the regex may ask for: PCRE gives up early where a needed letter is missing.
        const QString run = QString(kTrialLength, c) + QChar(1);
        if (!trial.match(run).isValid() || !trial.match(run + pattern.left(kTrialTail)).isValid())
            return true;
    }
    return false;
}

/// Whether repeats with large bounds stand beside each other: each alone is harmless, together they try
/// the product of their bounds at every place of a long text.
bool multipliesRepeats(const QString &pattern)
{
    constexpr double kMostTries = 50'000;
    static const QRegularExpression bounded(u"(?<!\\\\)\\{\\d*,?(\\d+)\\}"_s);
    double tries = 1;
    for (auto it = bounded.globalMatch(pattern); it.hasNext();) {
        const double bound = it.next().captured(1).toDouble();
        if (bound >= 50)
            tries *= bound;
    }
    return tries > kMostTries;
}

Error refusal(const QString &reason)
{
    return {Error::Kind::Pattern, reason};
}

} // namespace

Result<TermRegex> readTermRegex(const QString &text)
{
    if (text.size() > kMaxLength)
        return refusal(u"regex is longer than %1 characters"_s.arg(kMaxLength));
    const Result<RegexReader::Reading> reading = RegexReader(text).read();
    if (!reading)
        return reading.error();
    if (multipliesRepeats(text))
        return refusal(u"regex has large repeats that multiply"_s);
    TermRegex regex{limited(reading->pattern, kMatchLimit), reading->prefilter};
    if (!regex.expression.isValid())
        return refusal(u"regex is not well formed: %1"_s.arg(regex.expression.errorString()));
    if (regex.expression.match(QString()).hasMatch())
        return refusal(u"regex matches the empty text"_s);
    if (backtracksWithoutEnd(reading->pattern))
        return refusal(u"regex backtracks without end"_s);
    return regex;
}

} // namespace atalaia

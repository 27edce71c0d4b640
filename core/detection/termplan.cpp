// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/termplan.h"

#include "detection/termcheck.h"
#include "text/tokentext.h"

#include <QRegularExpression>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMaxPhraseBytes = 1'000;
constexpr qsizetype kMinPrefixLength = 2; // one letter would be found in every text
constexpr int kMaxNearDistance = 1'000;
constexpr qsizetype kMaxNearLength = 4'000;

Error refusal(const QString &reason)
{
    return {Error::Kind::Pattern, reason};
}

Result<QByteArray> phraseWords(QStringView text)
{
    if (text.trimmed().isEmpty())
        return refusal(u"term is empty"_s);
    QByteArray words = splitIntoTokens(foldText(text)).bytes;
    if (words.isEmpty())
        return refusal(u"term has no letters or digits"_s);
    if (words.size() > kMaxPhraseBytes)
        return refusal(u"term is longer than %1 bytes"_s.arg(kMaxPhraseBytes));
    return words;
}

Result<TermPlan> planPrefix(QStringView text)
{
    if (text.endsWith(u'*'))
        text.chop(1);
    Result<QByteArray> words = phraseWords(text);
    if (!words)
        return words.error();
    if (QString::fromUtf8(*words).size() < kMinPrefixLength)
        return refusal(u"prefix is shorter than %1 letters"_s.arg(kMinPrefixLength));
    return TermPlan(PhrasePlan{std::move(words).value(), true});
}

Result<std::vector<QByteArray>> phrases(const QString &alternatives)
{
    std::vector<QByteArray> all;
    for (const QString &alternative : alternatives.split(u'|')) {
        Result<QByteArray> words = phraseWords(alternative);
        if (!words)
            return refusal(u"alternative %1 of near: %2"_s.arg(all.size() + 1).arg(words.error().context));
        all.push_back(std::move(words).value());
    }
    return all;
}

Result<TermPlan> planNear(const QString &text)
{
    if (text.size() > kMaxNearLength)
        return refusal(u"near is longer than %1 characters"_s.arg(kMaxNearLength));
    static const QRegularExpression form(u"^\\s*\\(([^()]*)\\)\\s*(O?NEAR)/(\\d{1,6})\\s*\\(([^()]*)\\)\\s*$"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch())
        return refusal(u"near is not of the form (a|b) NEAR/n (c|d)"_s);
    NearPlan plan;
    plan.distance = match.captured(3).toInt();
    plan.isOrdered = match.capturedView(2).size() > 4;
    if (plan.distance > kMaxNearDistance)
        return refusal(u"near distance is above %1"_s.arg(kMaxNearDistance));
    Result<std::vector<QByteArray>> left = phrases(match.captured(1));
    if (!left)
        return left.error();
    Result<std::vector<QByteArray>> right = phrases(match.captured(4));
    if (!right)
        return right.error();
    plan.left = std::move(left).value();
    plan.right = std::move(right).value();
    return TermPlan(std::move(plan));
}

} // namespace

Result<TermPlan> planTerm(const Term &term)
{
    switch (term.kind) {
    case TermKind::Literal: {
        Result<QByteArray> words = phraseWords(term.text);
        if (!words)
            return words.error();
        return TermPlan(PhrasePlan{std::move(words).value(), false});
    }
    case TermKind::Prefix:
        return planPrefix(term.text);
    case TermKind::Regex: {
        if (term.text.trimmed().isEmpty())
            return refusal(u"term is empty"_s);
        Result<TermRegex> regex = readTermRegex(term.text);
        if (!regex)
            return regex.error();
        return TermPlan(std::move(regex).value());
    }
    case TermKind::Near:
        return planNear(term.text);
    case TermKind::Expression:
        return refusal(u"expressions are not supported yet"_s);
    }
    return refusal(u"unknown kind of term"_s);
}

Result<> checkTerm(const Term &term)
{
    const Result<TermPlan> plan = planTerm(term);
    if (!plan)
        return plan.error();
    return {};
}

} // namespace atalaia

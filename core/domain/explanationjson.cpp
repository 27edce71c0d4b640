// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/explanationjson.h"

#include <array>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

using Kind = ExplanationStep::Kind;

struct StepName
{
    Kind kind;
    QLatin1StringView name;
};

constexpr std::array kStepNames{
        StepName{Kind::Matched, "matched"_L1},   StepName{Kind::Joined, "joined"_L1},
        StepName{Kind::Excluded, "excluded"_L1}, StepName{Kind::Condition, "condition"_L1},
        StepName{Kind::Conduct, "conduct"_L1},   StepName{Kind::Raised, "raised"_L1},
};

} // namespace

QJsonArray spansToJson(const QVector<MessageSpan> &spans)
{
    QJsonArray list;
    for (const MessageSpan &span : spans)
        list.append(QJsonObject{
                {u"message"_s, span.message}, {u"start"_s, span.span.start}, {u"end"_s, span.span.end}});
    return list;
}

QJsonArray explanationToJson(const RuleHit &hit)
{
    QJsonArray steps;
    for (const ExplanationStep &step : hit.explanation) {
        QJsonObject object{{u"subject"_s, step.subject}};
        for (const StepName &name : kStepNames) {
            if (name.kind == step.kind)
                object[u"step"_s] = name.name;
        }
        if (!step.detail.isEmpty())
            object[u"detail"_s] = step.detail;
        if (step.level > 0)
            object[u"level"_s] = step.level;
        if (!step.spans.isEmpty())
            object[u"spans"_s] = spansToJson(step.spans);
        steps.append(object);
    }
    return steps;
}

QVector<ExplanationStep> explanationFromJson(const QJsonArray &steps)
{
    QVector<ExplanationStep> all;
    for (const QJsonValue &value : steps) {
        const QJsonObject object = value.toObject();
        for (const StepName &name : kStepNames) {
            if (object[u"step"_s].toString() != name.name)
                continue;
            ExplanationStep step{name.kind, object[u"subject"_s].toString(), object[u"detail"_s].toString(),
                                 object[u"level"_s].toInt(), {}};
            for (const QJsonValue &span : object[u"spans"_s].toArray())
                step.spans.append(MessageSpan{span[u"message"_s].toInteger(),
                                   {span[u"start"_s].toInt(), span[u"end"_s].toInt()}});
            all.append(step);
        }
    }
    return all;
}

} // namespace atalaia

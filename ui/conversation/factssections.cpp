// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversation/factssections.h"

#include "models/threadwords.h"
#include "text/explanationwords.h"
#include "text/reviewwords.h"
#include "text/safetext.h"
#include "text/words.h"
#include "widgets/keybutton.h"
#include "widgets/plainlabel.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QHBoxLayout>
#include <QHash>
#include <QSet>
#include <QStringList>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr int kMostHits = 20;
constexpr int kMostSteps = 4;
constexpr int kMostFoundCharacters = 300;

struct FactsWords
{
    Q_DECLARE_TR_FUNCTIONS(atalaia::FactsWords)
};

PlainLabel *addLine(QVBoxLayout &column, const Facts &facts, QWidget *parent, const QString &text, FontRole font,
                    ColorRole color)
{
    auto *label = new PlainLabel(facts.theme, font, color, parent);
    label->setText(text);
    column.addWidget(label);
    return label;
}

void addHeading(QVBoxLayout &column, const Facts &facts, QWidget *parent, const QString &text)
{
    if (column.count() > 0)
        column.addSpacing(space::kXl - space::kXs);
    addLine(column, facts, parent, text, FontRole::Caption, ColorRole::Muted)->setSemibold(true);
    column.addSpacing(space::kXs);
}

KeyButton *addLink(QVBoxLayout &column, const Facts &facts, QWidget *parent, const QString &text, const QString &name,
                   const std::function<void()> &follow)
{
    auto *link = new KeyButton(facts.theme, KeyButton::Look::Link, parent);
    link->setObjectName(name);
    link->setText(text);
    link->setAccessibleName(text);
    if (follow)
        QObject::connect(link, &KeyButton::clicked, link, follow);
    auto *row = new QHBoxLayout;
    row->setContentsMargins({});
    row->addWidget(link);
    row->addStretch();
    column.addLayout(row);
    return link;
}

QString dateAndTime(qint64 atMs, const QTimeZone &zone)
{
    const QDate day = QDateTime::fromMSecsSinceEpoch(atMs, zone).date();
    //: %1 is a day such as "Tue 18 Nov", %2 a time
    return FactsWords::tr("%1, %2").arg(dayWords(day, QDate::currentDate().year()), timeWords(atMs, zone));
}

const Message *messageOf(const ThreadView &view, MessageId id)
{
    const auto found = std::find_if(view.messages.cbegin(), view.messages.cend(),
                                    [id](const Message &message) { return message.id == id; });
    return found == view.messages.cend() ? nullptr : &*found;
}

qint64 timeOf(const ThreadView &view, const Hit &hit)
{
    const Message *message = messageOf(view, hit.message);
    return message ? message->sentAtMs : hit.foundAtMs;
}

QString whereFound(const Facts &facts, const Hit &hit)
{
    const Message *message = messageOf(facts.view, hit.message);
    if (!message)
        return FactsWords::tr("In an earlier message, found %1").arg(dateAndTime(hit.foundAtMs, facts.zone));
    const QString when = dateAndTime(message->sentAtMs, facts.zone);
    const bool isOldVersion =
            !message->versions.isEmpty() && message->versions.constLast().version != hit.messageVersion;
    if (message->author == Author::Contact) {
        return isOldVersion ? FactsWords::tr("In the contact's message of %1, before it was edited").arg(when)
                            : FactsWords::tr("In the contact's message of %1").arg(when);
    }
    return isOldVersion ? FactsWords::tr("In the agent's message of %1, before it was edited").arg(when)
                        : FactsWords::tr("In the agent's message of %1").arg(when);
}

/// What was said, in the words of the bubbles; empty for a conduct that has no words.
QString foundWords(const Facts &facts, const Hit &hit)
{
    QStringList pieces;
    for (const MessageSpan &span : hit.what.spans) {
        const Message *message = messageOf(facts.view, MessageId{span.message});
        if (!message)
            continue;
        // Other bubbles of the turn are marked as they were said first.
        const int wanted = message->id == hit.message ? hit.messageVersion : 0;
        const auto version = std::find_if(message->versions.cbegin(), message->versions.cend(),
                                          [wanted](const MessageVersion &v) { return v.version == wanted; });
        if (version == message->versions.cend())
            continue;
        const SafeText text = safeText(version->text);
        const ShownRange range = text.range(span.span);
        if (!range.isEmpty())
            pieces.append(text.text.mid(range.start, range.end - range.start).simplified());
    }
    pieces.removeDuplicates();
    return safeLine(pieces.join(u" … "_s), kMostFoundCharacters);
}

/// The first steps that led to a hit, the others after a click.
void addSteps(QVBoxLayout &column, const Facts &facts, QWidget *parent, const RuleHit &hit)
{
    const QVector<ExplanationSentence> sentences = explanationSentences(hit);
    const qsizetype shown = sentences.size() <= kMostSteps + 1 ? sentences.size() : kMostSteps;
    QVector<PlainLabel *> hidden;
    for (qsizetype i = 0; i < sentences.size(); ++i) {
        PlainLabel *const line =
                addLine(column, facts, parent, sentences.at(i).text, FontRole::Caption, ColorRole::Muted);
        line->setToolTip(toolTipText(sentences.at(i).technical));
        if (i < shown)
            continue;
        line->hide();
        hidden.append(line);
    }
    if (hidden.isEmpty())
        return;
    KeyButton *const more = addLink(column, facts, parent, FactsWords::tr("More"), u"moreSteps"_s, {});
    more->setAccessibleName(FactsWords::tr("More about why this was found"));
    QObject::connect(more, &KeyButton::clicked, more, [more, hidden] {
        for (PlainLabel *const line : hidden)
            line->show();
        more->hide();
    });
}

/// How a hit came about, and which version of which policy says so.
void addExplanation(QVBoxLayout &column, const Facts &facts, QWidget *parent, const Hit &hit)
{
    const RuleHit &what = hit.what;
    addSteps(column, facts, parent, what);
    PlainLabel *const policy = addLine(column, facts, parent,
                                       FactsWords::tr("Policy “%1”, version %2 · confidence %3 %")
                                               .arg(safeLine(what.policy, 80))
                                               .arg(what.policyVersion)
                                               .arg(qRound(what.confidence * 100)),
                                       FontRole::Caption, ColorRole::Muted);
    const QString rule = safeLine(what.variant.isEmpty() ? what.rule : what.rule + u'/' + what.variant, 80);
    policy->setToolTip(toolTipText(FactsWords::tr("Rule “%1”").arg(rule)));
}

void addHit(QVBoxLayout &column, const Facts &facts, QWidget *parent, const Hit &hit)
{
    const int severity = hit.what.severity;
    const QString found = foundWords(facts, hit);
    const QString words = found.isEmpty() ? ruleWords(hit.what) : FactsWords::tr("“%1”").arg(isolated(found));
    //: severity shape, then the words that were found
    auto *what = addLine(column, facts, parent, FactsWords::tr("%1 %2").arg(severityShape(severity)).arg(words),
                         FontRole::Body, ColorRole::Text);
    what->setSemibold(true);
    what->setSeverity(severity);
    what->setAccessibleName(FactsWords::tr("%1, %2").arg(words, severityWords(severity)));
    if (!found.isEmpty())
        addLine(column, facts, parent, ruleWords(hit.what), FontRole::Body, ColorRole::Text);
    addLine(column, facts, parent, whereFound(facts, hit), FontRole::Caption, ColorRole::Muted);
    if (hit.what.isEditedAway)
        addLine(column, facts, parent, FactsWords::tr("It was edited or deleted afterwards."), FontRole::Caption,
                ColorRole::Danger);
    addExplanation(column, facts, parent, hit);
    addLink(column, facts, parent, FactsWords::tr("Show in thread"), u"showHit"_s,
            [show = facts.showMessage, id = hit.message] { show(id); });
    column.addSpacing(space::kS);
}

QString lampCategory(Lamp lamp)
{
    switch (lamp) {
    case Lamp::Objection:
        return u"objection-lamp"_s;
    case Lamp::MonitoringNotice:
        return u"notice-lamp"_s;
    case Lamp::Identification:
        break;
    }
    return u"identification-lamp"_s;
}

QString lampWords(Lamp lamp, bool isOn)
{
    switch (lamp) {
    case Lamp::Objection:
        return isOn ? FactsWords::tr("Contact objected") : FactsWords::tr("No objection seen");
    case Lamp::MonitoringNotice:
        return isOn ? FactsWords::tr("Notice of monitoring given") : FactsWords::tr("No notice of monitoring seen");
    case Lamp::Identification:
        break;
    }
    return isOn ? FactsWords::tr("Agent identified") : FactsWords::tr("No identification seen");
}

void addLamp(QVBoxLayout &column, const Facts &facts, QWidget *parent, Lamp lamp)
{
    const std::optional<Hit> proof = lampProof(facts.view, lamp);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::kS);
    auto *light = new PlainLabel(facts.theme, FontRole::Body, ColorRole::Muted, parent);
    light->setWordWrap(false);
    light->setText(QString(QChar(proof ? 0x25CF : 0x25CB)));
    //: State of a lamp, spoken
    light->setAccessibleName(proof ? FactsWords::tr("on") : FactsWords::tr("off"));
    if (proof)
        light->setColorRole(lamp == Lamp::Objection ? ColorRole::Danger : ColorRole::Accent);
    light->setMinimumHeight(space::kXl); // as high with a link beside it as without
    row->addWidget(light, 0, Qt::AlignVCenter);
    auto *words = new PlainLabel(facts.theme, FontRole::Body, proof ? ColorRole::Text : ColorRole::Muted, parent);
    words->setText(lampWords(lamp, proof.has_value()));
    row->addWidget(words, 1, Qt::AlignVCenter);
    if (proof) {
        auto *link = new KeyButton(facts.theme, KeyButton::Look::Link, parent);
        link->setObjectName(u"lamp_"_s + lampCategory(lamp));
        link->setText(timeWords(timeOf(facts.view, *proof), facts.zone));
        link->setAccessibleName(FactsWords::tr("Show the proof: %1").arg(words->text()));
        link->setToolTip(dateAndTime(timeOf(facts.view, *proof), facts.zone));
        QObject::connect(link, &KeyButton::clicked, link,
                         [show = facts.showMessage, id = proof->message] { show(id); });
        row->addWidget(link, 0, Qt::AlignVCenter);
    }
    column.addLayout(row);
}

} // namespace

std::optional<Hit> lampProof(const ThreadView &view, Lamp lamp)
{
    const Author by = lamp == Lamp::Objection ? Author::Contact : Author::Agent;
    std::optional<Hit> proof;
    for (const Hit &hit : view.hits) {
        if (hit.what.category != lampCategory(lamp))
            continue; // before the message is looked for: most hits are of other categories
        const Message *message = messageOf(view, hit.message);
        if ((message ? message->author : hit.what.author) != by)
            continue;
        const bool isNewer = proof && timeOf(view, hit) > timeOf(view, *proof);
        if (!proof || isNewer == (lamp == Lamp::Objection))
            proof = hit;
    }
    return proof;
}

void addWhy(QVBoxLayout &column, const Facts &facts, QWidget *parent)
{
    //: Heading: why this thread is flagged
    addHeading(column, facts, parent, FactsWords::tr("WHY"));
    addLine(column, facts, parent, categoryWords(facts.flag.category), FontRole::Thread, ColorRole::Text)
            ->setSemibold(true);
    column.addSpacing(space::kXs);
    QHash<MessageId, qint64> sentAtMs;
    for (const Message &message : facts.view.messages)
        sentAtMs.insert(message.id, message.sentAtMs);
    QVector<std::pair<qint64, Hit>> hits; // with the time of what was said
    for (const Hit &hit : facts.view.hits) {
        if (hit.flag.isValid() && hit.flag == facts.flag.id)
            hits.append({sentAtMs.value(hit.message, hit.foundAtMs), hit});
    }
    std::sort(hits.begin(), hits.end(), [](const auto &a, const auto &b) {
        return std::pair(a.first, a.second.id) > std::pair(b.first, b.second.id);
    });
    for (const auto &[atMs, hit] : hits.mid(0, kMostHits))
        addHit(column, facts, parent, hit);
    if (hits.size() > kMostHits) {
        addLine(column, facts, parent, FactsWords::tr("earlier hits not shown here: %1").arg(hits.size() - kMostHits),
                FontRole::Caption, ColorRole::Muted);
    }
}

void addLamps(QVBoxLayout &column, const Facts &facts, QWidget *parent)
{
    //: Heading: signs to look for in a thread, each on or off
    addHeading(column, facts, parent, FactsWords::tr("LAMPS"));
    for (const Lamp lamp : {Lamp::Objection, Lamp::MonitoringNotice, Lamp::Identification})
        addLamp(column, facts, parent, lamp);
}

void addInterventions(QVBoxLayout &column, const Facts &facts, QWidget *parent)
{
    addHeading(column, facts, parent, FactsWords::tr("INTERVENTIONS"));
    if (facts.view.interventions.isEmpty())
        addLine(column, facts, parent, FactsWords::tr("None"), FontRole::Body, ColorRole::Muted);
    for (const Intervention &intervention : facts.view.interventions) {
        addLine(column, facts, parent, interventionWords(intervention.kind), FontRole::Body, ColorRole::Text)
                ->setSemibold(true);
        if (!intervention.text.isEmpty())
            addLine(column, facts, parent, isolated(safeLine(intervention.text, 200)), FontRole::Body, ColorRole::Text);
        const bool hasFailed = intervention.state == InterventionState::Failed;
        // Nobody took it back, and the answer is the store's, not the gateway's.
        const bool isSuperseded = intervention.state == InterventionState::Cancelled && !intervention.answer.isEmpty();
        const qint64 atMs = intervention.finishedAtMs != 0 ? intervention.finishedAtMs : intervention.orderedAtMs;
        addLine(column, facts, parent,
                //: state, who ordered it, when
                FactsWords::tr("%1 · %2 · %3")
                        .arg(isSuperseded ? FactsWords::tr("dropped, a later order replaced it")
                                          : interventionStateWords(intervention.state),
                             safeLine(intervention.actor, 60), dateAndTime(atMs, facts.zone)),
                FontRole::Caption, hasFailed ? ColorRole::Danger : ColorRole::Muted);
        if (!intervention.answer.isEmpty() && !isSuperseded) {
            addLine(column, facts, parent,
                    FactsWords::tr("Gateway: %1").arg(isolated(safeLine(intervention.answer, 200))), FontRole::Caption,
                    hasFailed ? ColorRole::Danger : ColorRole::Muted);
        }
        if (intervention.state == InterventionState::Pending) {
            addLink(column, facts, parent, FactsWords::tr("Take back"), u"takeBackIntervention"_s,
                    [takeBack = facts.takeBack, id = intervention.id] { takeBack(id); });
        }
        column.addSpacing(space::kS);
    }
}

void addIdentities(QVBoxLayout &column, const Facts &facts, QWidget *parent)
{
    if (facts.view.merges.isEmpty())
        return;
    //: Heading: several ids of one person
    addHeading(column, facts, parent, FactsWords::tr("IDENTITIES"));
    for (const ContactMerge &merge : facts.view.merges) {
        const bool isUndone = merge.undoneAtMs != 0;
        const QDate day = QDateTime::fromMSecsSinceEpoch(isUndone ? merge.undoneAtMs : merge.atMs, facts.zone).date();
        const QString when = dayWords(day, QDate::currentDate().year());
        QString words;
        if (isUndone)
            //: %1 is a day, %2 who did it
            words = FactsWords::tr("Separated from another identity on %1 by %2")
                            .arg(when, safeLine(merge.undoneBy, 60));
        else if (merge.kind == MergeKind::NumberChanged)
            //: %1 is a day
            words = FactsWords::tr("Joined from two identities on %1: old number and new number").arg(when);
        else
            //: %1 is a day
            words = FactsWords::tr("Joined from two identities on %1: hidden id and phone number").arg(when);
        addLine(column, facts, parent, words, FontRole::Body, isUndone ? ColorRole::Muted : ColorRole::Text);
        if (isUndone)
            addLink(column, facts, parent, FactsWords::tr("Join again"), u"joinIdentities"_s,
                    [join = facts.joinAgain, id = merge.id] { join(id); });
        else
            addLink(column, facts, parent, FactsWords::tr("Separate"), u"separateIdentities"_s,
                    [separate = facts.separate, id = merge.id] { separate(id); });
    }
}

void addMissingMedia(QVBoxLayout &column, const Facts &facts, QWidget *parent)
{
    QVector<MessageId> missing;
    for (const MessageMedia &media : facts.view.media) {
        if (media.state == MediaState::Expired || media.state == MediaState::Refused)
            missing.append(media.message);
    }
    if (missing.isEmpty())
        return;
    //: Heading: pictures, recordings and files of the thread
    addHeading(column, facts, parent, FactsWords::tr("MEDIA"));
    addLine(column, facts, parent, FactsWords::tr("not at the gateway: %1").arg(missing.size()), FontRole::Body,
            ColorRole::Text);
    addLink(column, facts, parent, FactsWords::tr("Ask again"), u"askForMedia"_s,
            [ask = facts.askForMedia, missing] { ask(missing); });
}

void addDecisions(QVBoxLayout &column, const Facts &facts, QWidget *parent)
{
    addHeading(column, facts, parent, FactsWords::tr("DECISIONS"));
    if (facts.view.decisions.isEmpty())
        addLine(column, facts, parent, FactsWords::tr("None yet"), FontRole::Body, ColorRole::Muted);
    QSet<DecisionId> undone;
    for (const Decision &decision : facts.view.decisions)
        undone.insert(decision.undoes);
    for (auto it = facts.view.decisions.crbegin(); it != facts.view.decisions.crend(); ++it) {
        const bool isUndone = undone.contains(it->id);
        auto *what = addLine(column, facts, parent,
                             //: %1 a person, %2 what they did: "maria confirmed it"
                             FactsWords::tr("%1 %2").arg(safeLine(it->actor, 60), decisionWords(it->kind)),
                             FontRole::Body, isUndone ? ColorRole::Muted : ColorRole::Text);
        what->setStruckThrough(isUndone);
        if (isUndone)
            what->setAccessibleName(FactsWords::tr("Taken back: %1").arg(what->text()));
        const QString when = dateAndTime(it->atMs, facts.zone);
        addLine(column, facts, parent,
                it->reason.isEmpty()
                        ? when
                        //: when, reason
                        : FactsWords::tr("%1 · %2").arg(when, isolated(safeLine(reasonWords(it->reason), 500))),
                FontRole::Caption, ColorRole::Muted);
        column.addSpacing(space::kS);
    }
}

} // namespace atalaia

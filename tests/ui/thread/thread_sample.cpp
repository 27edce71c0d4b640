// SPDX-License-Identifier: GPL-3.0-or-later
#include "thread_sample.h"

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr qint64 kMinute = 60'000;

ConversationHead sampleHead()
{
    ConversationHead head;
    head.id = {1};
    head.line.id = {2};
    head.line.externalId = u"02"_s;
    head.line.state = LineState::Working;
    head.line.agentPseudonym = u"A-07"_s;
    head.contactPseudonym = u"C-3F2A"_s;
    return head;
}

QVector<Message> sampleMessages()
{
    qint64 at = kSampleStartMs - 26 * 60 * kMinute;
    QVector<Message> all;
    const auto add = [&all, &at](Author author, const QString &text, int minutes = 2) -> Message & {
        at += minutes * kMinute;
        all.append(sampleMessage(int(all.size()) + 1, author, text, at));
        return all.last();
    };
    add(Author::Agent, u"Bom dia! Aqui é a Bruna, da Horizonte Telecom. Esta conversa é gravada e pode ser revista."_s)
            .status = DeliveryStatus::Read;
    add(Author::Contact, u"oi, bom dia 😀"_s);
    add(Author::Agent, u"Temos uma condição especial no plano de 500 mega para a sua rua."_s).status =
            DeliveryStatus::Read;
    Message &refusal = add(Author::Contact, u"não tenho interesse, me tira dessa lista por favor"_s, 24 * 60);
    refusal.reactions = {{Author::Agent, u"👍"_s, at}};
    Message &picture = add(Author::Agent, u"olha só como ficou o combo 🎁👩‍👩‍👧"_s, 3);
    picture.kind = MessageKind::Image;
    picture.mediaType = u"image/jpeg"_s;
    picture.mediaName = u"oferta-combo-novembro-versao-final-definitiva-agora-vai.jpg"_s;
    picture.status = DeliveryStatus::Read;
    Message &edited = add(Author::Agent, u"só mais uma oferta, depois eu não incomodo mais, prometo 🙏"_s, 1);
    edited.status = DeliveryStatus::Device;
    edited.replyToExternalId = refusal.externalId;
    edited.versions.prepend({0, at, u"só mais uma oferta, senão seu nome vai ficar sujo"_s});
    edited.versions.last() = {1, at + kMinute, edited.versions.constLast().text};
    Message &deleted = add(Author::Agent, u"me passa o código que chegou por SMS que eu cancelo pra você"_s, 1);
    deleted.revokedAtMs = at + 4 * kMinute;
    deleted.status = DeliveryStatus::Server;
    add(Author::Contact, u"مرحبا، لا أريد هذا العرض من فضلك"_s);
    add(Author::Contact, u"arquivo \u202Egnp.exe\u202C e \u200Bespaço <b>negrito</b> \x1B[31m"_s, 1);
    Message &late = add(Author::Contact, u"que absurdo, vou procurar o Procon"_s, 1);
    late.isFirstVersionMissing = true;
    Message &voice = add(Author::Contact, {}, 2);
    voice.kind = MessageKind::Audio;
    voice.mediaType = u"audio/ogg"_s;
    voice.versions.clear();
    add(Author::System, u"Messages and calls are end-to-end encrypted."_s, 1);
    add(Author::Agent, u"desculpe o transtorno, já anotei aqui"_s, 4).status = DeliveryStatus::Pending;
    add(Author::Agent, u"protocolo 2025-000123"_s, 1).status = DeliveryStatus::Error;
    return all;
}

} // namespace

Message sampleMessage(int id, Author author, const QString &text, qint64 atMs)
{
    Message message;
    message.id = {id};
    message.conversation = {1};
    message.externalId = u"M%1"_s.arg(id);
    message.author = author;
    message.sentAtMs = atMs;
    message.receivedAtMs = atMs;
    message.versions = {{0, atMs, text}};
    return message;
}

Hit sampleHit(int id, int message, const QVector<Span> &spans, const QString &category, int severity)
{
    Hit hit;
    hit.id = {id};
    hit.message = {message};
    hit.foundAtMs = kSampleStartMs;
    RuleHit &what = hit.what;
    what.message = message;
    what.rule = u"contact-after-objection"_s;
    what.policy = u"presence"_s;
    what.policyVersion = 3;
    what.category = category;
    what.severity = severity;
    what.confidence = 0.9;
    what.author = Author::Agent;
    what.opensFlag = severity >= 3;
    for (const Span &span : spans)
        what.spans.append({message, span});
    using Kind = ExplanationStep::Kind;
    what.explanation = {{Kind::Matched, u"@offers"_s, u"só mais uma oferta"_s, 0, what.spans},
                        {Kind::Conduct, u"after-objection"_s, u"objection 2 min before"_s, 0, {}}};
    return hit;
}

/// A sign that lights a lamp and is no finding.
Hit sampleNote(int id, int message, const QString &category, Author author)
{
    Hit hit = sampleHit(id, message, {}, category, 1);
    hit.what.rule = u"noted"_s;
    hit.what.policy = u"lamps"_s;
    hit.what.author = author;
    hit.what.isBackground = true;
    hit.what.explanation.clear();
    return hit;
}

ThreadView sampleThread()
{
    ThreadView view;
    view.head = sampleHead();
    view.messages = sampleMessages();
    const Hit notice = sampleNote(1, 1, u"notice-lamp"_s, Author::Agent);
    const Hit objection = sampleNote(2, 4, u"objection-lamp"_s, Author::Contact);
    Hit first = sampleHit(3, 6, {{0, 18}}, u"objection"_s, 4);
    first.flag = {1};
    Hit edited = sampleHit(4, 6, {{0, 18}}, u"objection"_s, 4);
    edited.flag = {1};
    edited.messageVersion = 1;
    Hit secret = sampleHit(5, 7, {{0, 34}}, u"secrets"_s, 5);
    secret.what.rule = u"secret-requested"_s;
    view.hits = {notice, objection, first, edited, secret};

    Decision taken;
    taken.id = {1};
    taken.flag = {1};
    taken.actor = u"marta"_s;
    taken.atMs = kSampleStartMs + 10 * kMinute;
    Decision dismissed = taken;
    dismissed.id = {2};
    dismissed.kind = DecisionKind::Dismissed;
    dismissed.reason = u"wrong-context"_s;
    Decision undone = taken;
    undone.id = {3};
    undone.kind = DecisionKind::Undone;
    undone.undoes = {2};
    view.decisions = {taken, dismissed, undone};

    Intervention waiting;
    waiting.id = {7};
    waiting.conversation = {1};
    waiting.text = u"Pedimos desculpas pelo contato; seu número foi retirado da lista."_s;
    waiting.actor = u"marta"_s;
    waiting.orderedAtMs = kSampleStartMs + 12 * kMinute;
    waiting.dueAtMs = waiting.orderedAtMs + 10'000;
    Intervention failed;
    failed.id = {6};
    failed.kind = InterventionKind::DeleteForEveryone;
    failed.state = InterventionState::Failed;
    failed.actor = u"marta"_s;
    failed.orderedAtMs = kSampleStartMs + 11 * kMinute;
    failed.finishedAtMs = failed.orderedAtMs;
    failed.answer = u"404 message not found"_s;
    view.interventions = {waiting, failed};
    return view;
}

FlagRow sampleFlag()
{
    FlagRow flag;
    flag.id = {1};
    flag.conversation = {1};
    flag.category = u"objection"_s;
    flag.severity = 4;
    return flag;
}

ThreadView longThread(int count)
{
    ThreadView view;
    view.head = sampleHead();
    for (int at = 0; at < count; ++at) {
        const Author author = at % 3 == 0 ? Author::Agent : Author::Contact;
        view.messages.append(sampleMessage(at + 1, author,
                                           u"mensagem número %1 com algumas palavras "_s.arg(at).repeated(1 + at % 7),
                                           kSampleStartMs + at * 2 * kMinute));
    }
    return view;
}

} // namespace atalaia

// SPDX-License-Identifier: GPL-3.0-or-later
#include "hittext.h"

#include "detection/identifiers/identifierfinder.h"
#include "text/codepoints.h"

#include <algorithm>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr int kAround = 256; ///< characters beside a match that may say what stands in it

bool isSecret(IdentifierKind kind)
{
    switch (kind) {
    case IdentifierKind::Password:
    case IdentifierKind::OneTimeCode:
    case IdentifierKind::ApiKey:
    case IdentifierKind::Card:
    case IdentifierKind::CardCode:
    case IdentifierKind::CardExpiry:
        return true;
    default:
        return false;
    }
}

} // namespace

HitText::HitText(const NeutralConversation &conversation, QString country)
    : m_conversation(conversation), m_country(std::move(country))
{
    for (qsizetype i = 0; i < conversation.messages.size(); ++i)
        m_indexes.insert(conversation.messages[i].number, i);
}

QString HitText::of(const RuleHit &hit) const
{
    QStringList parts;
    for (const MessageSpan &span : hit.spans) {
        const qsizetype index = m_indexes.value(span.message, -1);
        if (index < 0)
            continue;
        const ObservedMessage &message = m_conversation.messages[index];
        const bool isEarlier = hit.earlierText >= 0 && span.message == hit.message;
        const QString text = isEarlier ? message.earlierTexts.value(hit.earlierText) : message.text;
        const QString before = index > 0 ? m_conversation.messages[index - 1].text : QString();
        parts.append(shown(text, span.span, QStringView(before).last(std::min<qsizetype>(before.size(), kAround))));
    }
    return parts.join(u" … "_s);
}

QString HitText::shown(QStringView text, const Span &span, QStringView before) const
{
    int end = std::min(span.end, span.start + kMaxShown);
    const bool isCut = end < span.end;
    const int start = std::max(0, span.start - kAround);
    const QStringView piece = codePoints(text, start, end + kAround);
    int from = span.start - start;
    int to = end - start;
    QVector<Identifier> secrets;
    for (const Identifier &found : IdentifierFinder().find(piece, {m_country, before})) {
        if (isSecret(found.kind) && found.span.start < to && found.span.end > from)
            secrets.append(found);
    }
    if (!secrets.isEmpty()) { // no half of one is shown as it is
        from = std::min(from, secrets.constFirst().span.start);
        to = std::max(to, secrets.constLast().span.end);
    }
    for (Identifier &secret : secrets)
        secret.span = {secret.span.start - from, secret.span.end - from};
    const QString masked = maskedText(codePoints(piece, from, to), secrets);
    return isCut ? masked + u'…' : masked;
}

} // namespace atalaia

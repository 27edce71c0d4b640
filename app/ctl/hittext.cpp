// SPDX-License-Identifier: GPL-3.0-or-later
#include "hittext.h"

#include "detection/identifiers/identifierfinder.h"
#include "text/codepoints.h"

#include <algorithm>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr int kAround = 256; ///< characters beside a match that may say what stands in it
constexpr qsizetype kMessagesBefore = 3; ///< as many as rules look back for what was asked

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
    const Surroundings surroundings = surroundingsOf(hit);
    QStringList parts;
    for (const MessageSpan &span : hit.spans) {
        const qsizetype index = m_indexes.value(span.message, -1);
        const auto piece = std::find_if(surroundings.pieces.begin(), surroundings.pieces.end(),
                                        [index](const Piece &one) { return one.index == index; });
        if (piece != surroundings.pieces.end())
            parts.append(shown(surroundings, *piece, span.span));
    }
    return parts.join(u" … "_s);
}

QString HitText::textOf(qsizetype index, const RuleHit &hit) const
{
    const ObservedMessage &message = m_conversation.messages[index];
    const bool isEarlier = hit.earlierText >= 0 && message.number == hit.message;
    return isEarlier ? message.earlierTexts.value(hit.earlierText) : message.text;
}

HitText::Surroundings HitText::surroundingsOf(const RuleHit &hit) const
{
    QHash<qsizetype, Span> matched; // by index: from the first match to the last one that is shown
    for (const MessageSpan &span : hit.spans) {
        const qsizetype index = m_indexes.value(span.message, -1);
        if (index < 0)
            continue;
        const Span visible{span.span.start, std::min(span.span.end, span.span.start + kMaxShown)};
        const auto known = matched.find(index);
        if (known == matched.end())
            matched.insert(index, visible);
        else
            *known = {std::min(known->start, visible.start), std::max(known->end, visible.end)};
    }
    Surroundings surroundings;
    if (matched.isEmpty())
        return surroundings;
    const auto [first, last] = std::minmax_element(matched.keyBegin(), matched.keyEnd());
    int joined = 0;
    for (qsizetype index = std::max<qsizetype>(0, *first - kMessagesBefore); index <= *last; ++index) {
        const QString text = textOf(index, hit);
        const auto span = matched.constFind(index);
        const int start =
                std::max(0, span == matched.cend() ? codePointCount(text) - 2 * kAround : span->start - kAround);
        const QStringView piece = span == matched.cend() ? codePoints(text, start, codePointCount(text))
                                                         : codePoints(text, start, span->end + kAround);
        const int length = codePointCount(piece);
        surroundings.pieces.push_back({index, start, joined, length});
        surroundings.text += piece;
        surroundings.text += u'\n';
        joined += length + 1;
    }
    for (const Identifier &found : IdentifierFinder().find(surroundings.text, {m_country, {}})) {
        if (isSecret(found.kind))
            surroundings.secrets.append(found);
    }
    return surroundings;
}

QString HitText::shown(const Surroundings &surroundings, const Piece &piece, const Span &span)
{
    const int end = std::min(span.end, span.start + kMaxShown);
    const int pieceEnd = piece.joinedStart + piece.length;
    int from = std::clamp(piece.joinedStart + span.start - piece.start, piece.joinedStart, pieceEnd);
    int to = std::clamp(piece.joinedStart + end - piece.start, from, pieceEnd);
    QString text;
    for (const Identifier &secret : surroundings.secrets) { // no half of one is shown as it is
        if (secret.span.start < to && secret.span.end > from) {
            from = std::min(from, std::max(secret.span.start, piece.joinedStart));
            to = std::max(to, std::min(secret.span.end, pieceEnd));
        }
    }
    int at = from;
    for (const Identifier &secret : surroundings.secrets) {
        if (secret.span.start >= to || secret.span.end <= at)
            continue;
        const int start = std::max(at, secret.span.start);
        const int behind = std::min(secret.span.end, to);
        text += codePoints(surroundings.text, at, start);
        const bool isWhole = start == secret.span.start && behind == secret.span.end;
        text += isWhole ? secret.masked : QString(behind - start, u'*');
        at = behind;
    }
    text += codePoints(surroundings.text, at, to);
    return end < span.end ? text + u'…' : text;
}

} // namespace atalaia

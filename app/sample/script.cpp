// SPDX-License-Identifier: GPL-3.0-or-later
#include "script.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <iterator>
#include <optional>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

/// What reading one message can say is wrong.
using Complaint = std::optional<QString>;

std::optional<BubbleKind> kindOf(const QString &type)
{
    static const struct
    {
        QLatin1StringView name;
        BubbleKind kind;
    } kinds[] = {
            {"text"_L1, BubbleKind::Text},       {"edited"_L1, BubbleKind::Text},
            {"deleted"_L1, BubbleKind::Text},    {"auto"_L1, BubbleKind::Text},
            {"image"_L1, BubbleKind::Image},     {"video"_L1, BubbleKind::Video},
            {"audio"_L1, BubbleKind::Audio},     {"document"_L1, BubbleKind::Document},
            {"contact"_L1, BubbleKind::Contact}, {"location"_L1, BubbleKind::Location},
            {"sticker"_L1, BubbleKind::Sticker},
    };
    const auto known =
            std::find_if(std::begin(kinds), std::end(kinds), [&type](const auto &k) { return k.name == type; });
    return known == std::end(kinds) ? std::nullopt : std::optional(known->kind);
}

void readDeletion(const QJsonObject &json, ScriptMessage &message)
{
    message.isDeleted = true;
    const QString captured = json[u"captured_text"].toString();
    if (!captured.isEmpty())
        message.text = captured;
    // Nobody knows what stood there: a picture that was never fetched plays the part.
    if (message.text.isEmpty())
        message.kind = BubbleKind::Image;
}

Complaint readMessage(const QJsonObject &json, qint64 &firstAtMs, ScriptMessage &message)
{
    const QString from = json[u"from"].toString();
    if (from != "agent"_L1 && from != "customer"_L1 && from != "auto"_L1)
        return u"\"from\" is not agent, customer, system or auto"_s;
    const QString type = json[u"type"].toString();
    const std::optional<BubbleKind> kind = kindOf(type);
    if (!kind)
        return u"\"type\" is unknown"_s;
    const QDateTime at = QDateTime::fromString(json[u"at"].toString(), Qt::ISODateWithMs);
    if (!at.isValid())
        return u"\"at\" is not a time"_s;
    if (!json[u"text"].isString() && !json[u"text"].isNull())
        return u"\"text\" is missing"_s;

    if (firstAtMs < 0)
        firstAtMs = at.toMSecsSinceEpoch();
    message.kind = *kind;
    message.isFromAgent = from != "customer"_L1;
    message.isAutomatic = from == "auto"_L1 || type == "auto"_L1;
    message.offsetMs = std::max<qint64>(0, at.toMSecsSinceEpoch() - firstAtMs);
    message.text = json[u"text"].toString();
    message.fileName = json[u"file_name"].toString();
    message.reaction = json[u"reaction"].toString();
    message.replyTo = json[u"reply_to"].toInt(-1);
    const QJsonArray earlier = json[u"edited_from"].toArray();
    for (const QJsonValue &text : earlier)
        message.earlierTexts.append(text.toString());
    if (type == "deleted"_L1)
        readDeletion(json, message);
    return {};
}

QString digitsOf(const QString &phone)
{
    QString digits;
    std::copy_if(phone.begin(), phone.end(), std::back_inserter(digits),
                 [](QChar c) { return c >= u'0' && c <= u'9'; });
    return digits;
}

Complaint readConversation(const QJsonObject &json, ScriptConversation &conversation)
{
    if (json[u"id"].toString().isEmpty())
        return u"\"id\" is missing"_s;
    if (!json[u"messages"].isArray())
        return u"\"messages\" is missing"_s;
    conversation.company = json[u"company"].toString(u"sample"_s);
    conversation.agent = json[u"agent"].toString();
    conversation.customer = json[u"customer"].toString();
    conversation.customerPhone = digitsOf(json[u"customer_phone"].toString());
    if (conversation.customerPhone.isEmpty())
        conversation.customerPhone = u"1202555%1"_s.arg(qHash(json[u"id"].toString()) % 10'000, 4, 10, QChar(u'0'));

    qint64 firstAtMs = -1;
    const QJsonArray messages = json[u"messages"].toArray();
    for (qsizetype i = 0; i < messages.size(); ++i) {
        if (messages[i][u"from"].toString() == "system"_L1)
            continue; // a gateway does not deliver these
        ScriptMessage message;
        if (const Complaint complaint = readMessage(messages[i].toObject(), firstAtMs, message))
            return u"message %1: %2"_s.arg(i).arg(*complaint);
        conversation.messages.append(message);
    }
    const QJsonArray labels = json[u"labels"].toArray();
    conversation.highlight = json[u"highlight"].toInt(labels.isEmpty() ? -1 : labels[0][u"message"].toInt(-1));
    return {};
}

} // namespace

Result<Script> readScript(QIODevice &device)
{
    Script script;
    for (int number = 1; !device.atEnd(); ++number) {
        const QByteArray line = device.readLine();
        if (line.trimmed().isEmpty())
            continue;
        QJsonParseError parseError;
        const QJsonDocument document = QJsonDocument::fromJson(line, &parseError);
        if (!document.isObject()) {
            const QString reason =
                    parseError.error == QJsonParseError::NoError ? u"not an object"_s : parseError.errorString();
            return Error{Error::Kind::InvalidInput, u"line %1: %2"_s.arg(number).arg(reason)};
        }
        ScriptConversation conversation;
        if (const Complaint complaint = readConversation(document.object(), conversation))
            return Error{Error::Kind::InvalidInput, u"line %1: %2"_s.arg(number).arg(*complaint)};
        if (!conversation.messages.isEmpty())
            script.append(conversation);
    }
    if (script.isEmpty())
        return Error{Error::Kind::InvalidInput, u"there is no conversation in it"_s};
    return script;
}

} // namespace atalaia

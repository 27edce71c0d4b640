// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/waha/wahaalias.h"

using namespace Qt::StringLiterals;

namespace atalaia::waha {

namespace {

constexpr qsizetype kMostMembers = 2'000; // more than WhatsApp allows a group

bool isHidden(const ChatAddress &address)
{
    return address.endsWith(u"@lid") && address.size() > 4;
}

bool isPhone(const ChatAddress &address)
{
    return (address.endsWith(u"@c.us") && address.size() > 5)
           || (address.endsWith(u"@s.whatsapp.net") && address.size() > 15);
}

void add(QVector<AliasFound> &found, MaybeElement one, MaybeElement other, qint64 atMs)
{
    const std::optional<AliasFound> alias = aliasOf(textOf(one), textOf(other), atMs);
    if (alias && !found.contains(*alias))
        found.append(*alias);
}

} // namespace

std::optional<AliasFound> aliasOf(const QString &one, const QString &other, qint64 atMs)
{
    const ChatAddress first = withoutDevice(one);
    const ChatAddress second = withoutDevice(other);
    if (isHidden(first) && isPhone(second))
        return AliasFound{first, second, AliasFound::Kind::SamePerson, atMs};
    if (isPhone(first) && isHidden(second))
        return AliasFound{second, first, AliasFound::Kind::SamePerson, atMs};
    return std::nullopt;
}

QVector<AliasFound> aliasesOfLine(MaybeElement me, qint64 atMs)
{
    QVector<AliasFound> found;
    add(found, member(me, "lid"), member(me, "id"), atMs);
    return found;
}

QVector<AliasFound> aliasesOfMessage(Element message, qint64 atMs)
{
    QVector<AliasFound> found;
    // NOWEB (Baileys), in the names of its versions.
    const MaybeElement key = descend(message, {"_data", "key"});
    add(found, member(key, "remoteJid"), member(key, "remoteJidAlt"), atMs);
    add(found, member(key, "participant"), member(key, "participantAlt"), atMs);
    add(found, member(key, "participant"), member(key, "participantPn"), atMs);
    add(found, member(key, "participant"), member(key, "participantLid"), atMs);
    // "sender" is the other side of the chat, which only what came from there names.
    if (!isTrue(member(key, "fromMe"))) {
        add(found, member(key, "remoteJid"), member(key, "senderPn"), atMs);
        add(found, member(key, "remoteJid"), member(key, "senderLid"), atMs);
    }
    // GOWS (whatsmeow): the recipient is the chat, where it is no group.
    const MaybeElement info = descend(message, {"_data", "Info"});
    add(found, member(info, "Sender"), member(info, "SenderAlt"), atMs);
    if (!isTrue(member(info, "IsGroup")))
        add(found, member(info, "Chat"), member(info, "RecipientAlt"), atMs);
    return found;
}

QVector<AliasFound> aliasesOfGroup(Element payload, qint64 atMs)
{
    QVector<AliasFound> found;
    for (const MaybeElement &list : {member(payload, "participants"), descend(payload, {"group", "participants"})}) {
        simdjson::dom::array members;
        if (!list || list->get_array().get(members) != simdjson::SUCCESS)
            continue;
        qsizetype count = 0;
        for (const Element person : members) {
            if (++count > kMostMembers)
                break;
            add(found, member(person, "id"), member(person, "pn"), atMs);
            add(found, member(person, "id"), member(person, "phoneNumber"), atMs);
            add(found, member(person, "id"), member(person, "lid"), atMs);
        }
    }
    return found;
}

} // namespace atalaia::waha

// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/waha/wahaalias.h"

using namespace Qt::StringLiterals;

namespace atalaia::waha {

namespace {

constexpr qsizetype kMostMembers = 2'000; // more than WhatsApp allows a group

bool isAddressAt(std::string_view server, std::string_view address)
{
    return address.size() > server.size() && address.ends_with(server) && address.front() != ':';
}

bool isHidden(std::string_view address)
{
    return isAddressAt("@lid", address);
}

bool isPhone(std::string_view address)
{
    return isAddressAt("@c.us", address) || isAddressAt("@s.whatsapp.net", address);
}

void add(QVector<AliasFound> &found, MaybeElement one, MaybeElement other, qint64 atMs)
{
    const std::optional<AliasFound> alias = aliasOf(wordOf(one), wordOf(other), atMs);
    if (alias && !found.contains(*alias))
        found.append(*alias);
}

} // namespace

std::optional<AliasFound> aliasOf(std::string_view one, std::string_view other, qint64 atMs)
{
    if (isPhone(one) && isHidden(other))
        std::swap(one, other);
    if (!isHidden(one) || !isPhone(other))
        return std::nullopt;
    return AliasFound{addressOf(one), addressOf(other), AliasFound::Kind::SamePerson, atMs};
}

QVector<AliasFound> aliasesOfLine(MaybeElement me, qint64 atMs)
{
    QVector<AliasFound> found;
    add(found, member(me, "lid"), member(me, "id"), atMs);
    return found;
}

QVector<AliasFound> aliasesOfMessage(const MessageFields &message, qint64 atMs)
{
    QVector<AliasFound> found;
    // NOWEB (Baileys), in the names of its versions.
    const Fields &key = message.key;
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
    const Fields &info = message.info;
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

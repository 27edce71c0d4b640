// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/cloudapi/cloudapifields.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace atalaia::cloudapi {

namespace {

// Message ids are some seventy characters; what is longer than the store's keys is an attempt on them.
constexpr qsizetype kLongestId = 200;
constexpr qsizetype kHashSize = 32;
constexpr QStringView kGroupSuffix = u"@g.us";

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

} // namespace

Error malformed(const char *field)
{
    return {Error::Kind::InvalidInput, u"field %1 is missing or has the wrong shape"_s.arg(QLatin1StringView(field))};
}

QString idOf(MaybeElement element)
{
    if (!element)
        return {};
    std::string_view text;
    if (element->get_string().get(text) == simdjson::SUCCESS)
        return text.size() <= kLongestId ? QString::fromUtf8(text.data(), qsizetype(text.size())) : QString();
    uint64_t number = 0;
    return element->get_uint64().get(number) == simdjson::SUCCESS ? QString::number(number) : QString();
}

QString plainNumber(const QString &number)
{
    if (std::all_of(number.cbegin(), number.cend(), isDigit))
        return number;
    QString digits;
    digits.reserve(number.size());
    for (const QChar c : number) {
        if (isDigit(c))
            digits += c;
        else if (!c.isSpace() && c != u'+' && c != u'-' && c != u'(' && c != u')' && c != u'.')
            return number;
    }
    return digits;
}

QByteArray sha256Of(MaybeElement element)
{
    constexpr size_t kHexSize = size_t(kHashSize) * 2;
    constexpr size_t kBase64Size = 44;
    std::string_view text;
    if (!element || element->get_string().get(text) != simdjson::SUCCESS)
        return {};
    const QByteArray encoded(text.data(), qsizetype(text.size()));
    QByteArray hash;
    if (text.size() == kHexSize) {
        hash = QByteArray::fromHex(encoded);
    } else if (text.size() == kBase64Size) {
        const auto decoded = QByteArray::fromBase64Encoding(encoded, QByteArray::AbortOnBase64DecodingErrors);
        hash = decoded ? *decoded : QByteArray();
    }
    return hash.size() == kHashSize ? hash : QByteArray();
}

ChatAddress groupAddress(const QString &groupId)
{
    return groupId.endsWith(kGroupSuffix) ? groupId : groupId + kGroupSuffix.toString();
}

QString groupIdOf(const ChatAddress &address)
{
    return address.endsWith(kGroupSuffix) ? address.chopped(kGroupSuffix.size()) : QString();
}

QString numberInsideId(const QString &messageId)
{
    constexpr QStringView kPrefix = u"wamid.";
    constexpr qsizetype kLengthAt = 2;
    constexpr qsizetype kShortestNumber = 7;
    constexpr qsizetype kLongestNumber = 15;
    if (!messageId.startsWith(kPrefix))
        return {};
    const QByteArray bytes = QByteArray::fromBase64(messageId.sliced(kPrefix.size()).toLatin1());
    if (bytes.size() <= kLengthAt)
        return {};
    const auto length = qsizetype(static_cast<unsigned char>(bytes.at(kLengthAt)));
    if (length < kShortestNumber || length > kLongestNumber || bytes.size() < kLengthAt + 1 + length)
        return {};
    const QString number = QString::fromLatin1(bytes.sliced(kLengthAt + 1, length));
    return std::all_of(number.cbegin(), number.cend(), isDigit) ? number : QString();
}

DeliveryStatus statusOf(QStringView word)
{
    struct Name
    {
        QStringView word;
        DeliveryStatus status;
    };
    constexpr std::array kNames{Name{u"sent", DeliveryStatus::Server},    Name{u"delivered", DeliveryStatus::Device},
                                Name{u"read", DeliveryStatus::Read},      Name{u"played", DeliveryStatus::Played},
                                Name{u"failed", DeliveryStatus::Error},   Name{u"error", DeliveryStatus::Error},
                                Name{u"pending", DeliveryStatus::Pending}};
    for (const Name &name : kNames) {
        if (word.compare(name.word, Qt::CaseInsensitive) == 0)
            return name.status;
    }
    return DeliveryStatus::Unknown;
}

qint64 errorCodeOf(MaybeElement errors)
{
    simdjson::dom::array list;
    Element first;
    if (!errors || errors->get_array().get(list) != simdjson::SUCCESS || list.at(0).get(first) != simdjson::SUCCESS)
        return 0;
    const MaybeElement code = member(first, "code");
    int64_t number = 0;
    return code && code->get_int64().get(number) == simdjson::SUCCESS ? number : 0;
}

} // namespace atalaia::cloudapi

// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/gatewayfile.h"

#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <optional>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kLargestFile = 1024 * 1024;

Error mistake(int entry, const QString &what)
{
    return {Error::Kind::InvalidInput, u"gateway %1: %2"_s.arg(entry + 1).arg(what)};
}

/// A name as people write it. Anything else may be a key that slipped to the wrong side of the colon.
QString shown(const QString &name)
{
    const auto isPlain = [](QChar c) { return c == u'_' || (c >= u'a' && c <= u'z'); };
    return name.size() <= 24 && std::all_of(name.cbegin(), name.cend(), isPlain) ? name : u"a member"_s;
}

std::optional<GatewayKind> kindOf(const QString &word)
{
    if (word == "waha"_L1)
        return GatewayKind::Waha;
    if (word == "evolution"_L1)
        return GatewayKind::Evolution;
    if (word == "cloud-api"_L1)
        return GatewayKind::CloudApi;
    return std::nullopt;
}

/// True when `name` is a member that holds text; it is put where it belongs.
bool takeText(GivenGateway &gateway, const QString &name, const QString &text)
{
    const QHash<QString, QByteArray *> secrets{{u"key"_s, &gateway.secrets.key},
                                               {u"action_key"_s, &gateway.secrets.actionKey},
                                               {u"broker_password"_s, &gateway.secrets.brokerPassword},
                                               {u"webhook_secret"_s, &gateway.secrets.webhookSecret},
                                               {u"verify_token"_s, &gateway.secrets.verifyToken}};
    const QHash<QString, QUrl *> addresses{{u"address"_s, &gateway.config.address},
                                           {u"broker_address"_s, &gateway.config.brokerAddress}};
    const QHash<QString, QString *> words{{u"broker_exchange"_s, &gateway.config.brokerExchange},
                                          {u"broker_queue"_s, &gateway.config.brokerQueue},
                                          {u"business_account"_s, &gateway.config.businessAccount},
                                          {u"ca_file"_s, &gateway.config.caFile}};
    if (QByteArray *const secret = secrets.value(name))
        *secret = text.toUtf8();
    else if (QUrl *const address = addresses.value(name))
        *address = QUrl(text, QUrl::StrictMode);
    else if (QString *const word = words.value(name))
        *word = text;
    else
        return false;
    return true;
}

Result<GivenGateway> readGateway(int entry, const QJsonObject &object)
{
    GivenGateway gateway;
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it.key() == "kind"_L1) {
            const auto kind = kindOf(it->toString());
            if (!kind)
                return mistake(entry, u"kind is none of waha, evolution, cloud-api"_s);
            gateway.config.kind = *kind;
        } else if (it.key() == "allows_plain_http"_L1) {
            if (!it->isBool())
                return mistake(entry, u"allows_plain_http is neither true nor false"_s);
            gateway.config.allowsPlainHttp = it->toBool();
        } else if (!it->isString()) {
            return mistake(entry, u"%1 is no text"_s.arg(shown(it.key())));
        } else if (!takeText(gateway, it.key(), it->toString())) {
            return mistake(entry, u"%1 is not known"_s.arg(shown(it.key())));
        }
    }
    if (!object.contains("kind"_L1))
        return mistake(entry, u"kind is missing"_s);
    const QString scheme = gateway.config.address.scheme();
    if (!gateway.config.address.isValid() || gateway.config.address.host().isEmpty()
        || (scheme != "http"_L1 && scheme != "https"_L1))
        return mistake(entry, u"address is no http or https address"_s);
    if (!gateway.config.address.password().isEmpty() || !gateway.config.brokerAddress.password().isEmpty())
        return mistake(entry, u"a password belongs into its own member, not into an address"_s);
    // Addresses are stored and shown as they are, and keys are often copied along in these parts.
    if (!gateway.config.address.userName().isEmpty() || gateway.config.address.hasQuery()
        || gateway.config.brokerAddress.hasQuery())
        return mistake(entry, u"an address holds a user or a query; keys have members of their own"_s);
    if (gateway.config.address.path() == "/"_L1)
        gateway.config.address.setPath({});
    gateway.config.address = gateway.config.address.adjusted(QUrl::StripTrailingSlash);
    const QString broker = gateway.config.brokerAddress.scheme();
    if (!gateway.config.brokerAddress.isEmpty() && broker != "amqp"_L1 && broker != "amqps"_L1)
        return mistake(entry, u"broker_address is no amqp or amqps address"_s);
    for (const QByteArray &secret : {gateway.secrets.key, gateway.secrets.actionKey}) {
        const auto isUnusable = [](char c) { return static_cast<unsigned char>(c) < 0x21 || c == 0x7f; };
        if (std::any_of(secret.cbegin(), secret.cend(), isUnusable))
            return mistake(entry, u"a key holds a space or a line break"_s);
    }
    if (!gateway.secrets.key.isEmpty())
        return gateway;
    if (gateway.config.kind != GatewayKind::CloudApi)
        return mistake(entry, u"key is missing"_s);
    if (gateway.secrets.webhookSecret.isEmpty() || gateway.secrets.verifyToken.isEmpty())
        return mistake(entry, u"without a key it can only collect, and that needs webhook_secret and verify_token"_s);
    return gateway;
}

} // namespace

Result<QVector<GivenGateway>> readGatewayFile(const QString &path)
{
    if (!QFileInfo(path).isFile()) // a pipe would hold us for ever
        return Error{Error::Kind::NotFound, u"%1 is no file"_s.arg(path)};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{Error::Kind::NotFound, u"%1: %2"_s.arg(path, file.errorString())};
    constexpr auto kOthers =
            QFileDevice::ReadGroup | QFileDevice::ReadOther | QFileDevice::WriteGroup | QFileDevice::WriteOther;
    if (file.permissions() & kOthers)
        return Error{Error::Kind::Unauthorized,
                     u"%1 holds keys and others may read or write it: chmod 600"_s.arg(path)};
    const QByteArray bytes = file.read(kLargestFile + 1);
    if (bytes.size() > kLargestFile)
        return Error{Error::Kind::InvalidInput, u"%1 is larger than 1 MiB"_s.arg(path)};
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &problem);
    if (!document.isArray())
        return Error{Error::Kind::InvalidInput,
                     u"%1: no JSON array (%2 at byte %3)"_s.arg(path, problem.errorString()).arg(problem.offset)};
    QVector<GivenGateway> gateways;
    for (const QJsonValue &value : document.array()) {
        const auto gateway = readGateway(int(gateways.size()), value.toObject());
        if (!gateway)
            return Error{gateway.error().kind, u"%1: %2"_s.arg(path, gateway.error().context)};
        const bool isTwice = std::any_of(gateways.cbegin(), gateways.cend(), [&gateway](const GivenGateway &other) {
            return isSameServer(other.config, gateway->config);
        });
        if (isTwice)
            return Error{Error::Kind::InvalidInput,
                         u"%1: entry %2 names a server that another entry names; one entry a server, with a key for "
                         "all its lines"_s.arg(path)
                                 .arg(gateways.size() + 1)};
        gateways.append(*gateway);
    }
    return gateways;
}

} // namespace atalaia

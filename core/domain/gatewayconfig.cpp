// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/gatewayconfig.h"

#include <QHostAddress>
#include <QJsonDocument>
#include <QJsonObject>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

struct SecretField
{
    QLatin1StringView name;
    GatewaySecrets::Field value;
};

constexpr SecretField kFields[] = {
        {"key"_L1, &GatewaySecrets::key},
        {"action_key"_L1, &GatewaySecrets::actionKey},
        {"broker_password"_L1, &GatewaySecrets::brokerPassword},
        {"webhook_secret"_L1, &GatewaySecrets::webhookSecret},
        {"verify_token"_L1, &GatewaySecrets::verifyToken},
};

} // namespace

bool isSameServer(const GatewayConfig &a, const GatewayConfig &b)
{
    return a.kind == b.kind && a.address == b.address && a.businessAccount == b.businessAccount;
}

bool GatewaySecrets::isEmpty() const
{
    return *this == GatewaySecrets();
}

void GatewaySecrets::remove(Field field)
{
    (this->*field).clear();
    if (!removed.contains(field))
        removed.append(field);
}

QVector<GatewaySecrets::Field> GatewaySecrets::held() const
{
    QVector<Field> fields;
    for (const SecretField &field : kFields) {
        if (!(this->*field.value).isEmpty())
            fields.append(field.value);
    }
    return fields;
}

GatewaySecrets GatewaySecrets::completedBy(const GatewaySecrets &stored) const
{
    GatewaySecrets all = *this;
    all.removed.clear();
    for (const SecretField &field : kFields) {
        if ((all.*field.value).isEmpty() && !removed.contains(field.value))
            all.*field.value = stored.*field.value;
    }
    return all;
}

QByteArray packed(const GatewaySecrets &secrets)
{
    QJsonObject object;
    for (const SecretField &field : kFields) {
        if (!(secrets.*field.value).isEmpty())
            object.insert(field.name, QString::fromUtf8(secrets.*field.value));
    }
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

GatewaySecrets unpackedSecrets(const QByteArray &bytes)
{
    GatewaySecrets secrets;
    const QJsonDocument document = QJsonDocument::fromJson(bytes);
    if (!document.isObject()) {
        secrets.key = bytes;
        return secrets;
    }
    for (const SecretField &field : kFields)
        secrets.*field.value = document.object().value(field.name).toString().toUtf8();
    return secrets;
}

bool mayCarrySecrets(const QUrl &address, bool allowsPlainHttp)
{
    const QString scheme = address.scheme();
    if (scheme == "https"_L1 || scheme == "amqps"_L1)
        return true;
    if (scheme != "http"_L1 && scheme != "amqp"_L1)
        return false; // nobody knows over what it would travel
    if (allowsPlainHttp)
        return true;
    const QString host = address.host();
    return host == "localhost"_L1 || QHostAddress(host).isLoopback();
}

QString gatewaySecretName(GatewayId id)
{
    return u"gateway/%1/key"_s.arg(id.value);
}

} // namespace atalaia

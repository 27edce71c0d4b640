// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/gatewayrepository.h"

#include "store/statement.h"

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

const auto kColumns = u"kind, address, is_enabled, broker_address, broker_exchange, broker_queue, business_account, "
                      "ca_file, allows_plain_http"_s;

QString textOf(const QUrl &address)
{
    return address.toString(QUrl::FullyEncoded);
}

Result<GatewayId> add(Database &database, const GatewayConfig &config)
{
    auto inserted =
            Statement(database, u"INSERT INTO gateways ("_s + kColumns + u") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"_s)
                    .with(config.kind, textOf(config.address), config.isEnabled, textOf(config.brokerAddress),
                          config.brokerExchange, config.brokerQueue, config.businessAccount, config.caFile,
                          config.allowsPlainHttp)
                    .insertedId();
    if (!inserted)
        return inserted.error();
    return GatewayId{*inserted};
}

Result<GatewayId> change(Database &database, const GatewayConfig &config)
{
    auto changed = Statement(database,
                             u"UPDATE gateways SET ("_s + kColumns + u") = (?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE id = ?"_s)
                           .with(config.kind, textOf(config.address), config.isEnabled, textOf(config.brokerAddress),
                                 config.brokerExchange, config.brokerQueue, config.businessAccount, config.caFile,
                                 config.allowsPlainHttp, config.id)
                           .changedRows();
    if (!changed)
        return changed.error();
    if (*changed == 0)
        return Error{Error::Kind::NotFound, u"gateway %1"_s.arg(config.id.value)};
    return config.id;
}

} // namespace

Result<QVector<GatewayConfig>> GatewayRepository::all()
{
    return Statement(m_database, u"SELECT id, "_s + kColumns + u" FROM gateways ORDER BY id"_s)
            .with()
            .all([](Statement &row) {
                GatewayConfig config;
                config.id = row.id<GatewayId>(0);
                config.kind = row.word<GatewayKind>(1);
                config.address = QUrl(row.plain(2), QUrl::StrictMode);
                config.isEnabled = row.isTrue(3);
                config.brokerAddress = QUrl(row.plain(4), QUrl::StrictMode);
                config.brokerExchange = row.plain(5);
                config.brokerQueue = row.plain(6);
                config.businessAccount = row.plain(7);
                config.caFile = row.plain(8);
                config.allowsPlainHttp = row.isTrue(9);
                return config;
            });
}

Result<GatewayId> GatewayRepository::save(const GatewayConfig &config)
{
    // Passwords belong into the SecretStore, and an address is where people put them by mistake.
    if (!config.address.password().isEmpty() || !config.brokerAddress.password().isEmpty())
        return Error{Error::Kind::InvalidInput, u"an address with a password in it"_s};
    GatewayId id;
    const auto saved = m_database.connection().atomically([this, &config, &id]() -> Result<> {
        auto other = Statement(m_database,
                               u"SELECT id FROM gateways WHERE kind = ? AND address = ? AND business_account = ?"_s)
                             .with(config.kind, textOf(config.address), config.businessAccount)
                             .first([](Statement &row) { return row.id<GatewayId>(0); });
        if (!other)
            return other.error();
        if (*other && **other != config.id)
            return Error{Error::Kind::Conflict, u"gateway %1 has this address"_s.arg((*other)->value)};
        const auto written = config.id.isValid() ? change(m_database, config) : add(m_database, config);
        if (!written)
            return written.error();
        id = *written;
        return {};
    });
    return saved ? Result<GatewayId>(id) : Result<GatewayId>(saved.error());
}

} // namespace atalaia

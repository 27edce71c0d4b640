// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/gatewayrepository.h"

#include "store/statement.h"

namespace atalaia {

using namespace Qt::StringLiterals;

Result<QVector<GatewayConfig>> GatewayRepository::all()
{
    return Statement(m_database, u"SELECT id, kind, address, is_enabled FROM gateways ORDER BY id"_s)
            .with()
            .all([](Statement &row) {
                GatewayConfig config;
                config.id = row.id<GatewayId>(0);
                config.kind = row.word<GatewayKind>(1);
                config.address = QUrl(row.plain(2), QUrl::StrictMode);
                config.isEnabled = row.isTrue(3);
                return config;
            });
}

Result<GatewayId> GatewayRepository::save(const GatewayConfig &config)
{
    GatewayId id = config.id;
    const QString address = config.address.toString(QUrl::FullyEncoded);
    auto saved = m_database.connection().atomically([this, &config, &id, &address]() -> Result<> {
        auto other = Statement(m_database, u"SELECT id FROM gateways WHERE address = ?"_s)
                             .with(address)
                             .first([](Statement &row) { return row.id<GatewayId>(0); });
        if (!other)
            return other.error();
        if (*other && **other != config.id)
            return Error{Error::Kind::Conflict, u"gateway %1 has this address"_s.arg((*other)->value)};

        if (!config.id.isValid()) {
            auto inserted = Statement(m_database, u"INSERT INTO gateways (kind, address, is_enabled) "
                                                  "VALUES (?, ?, ?)"_s)
                                    .with(config.kind, address, config.isEnabled)
                                    .insertedId();
            if (!inserted)
                return inserted.error();
            id = GatewayId{*inserted};
            return {};
        }
        auto changed = Statement(m_database, u"UPDATE gateways SET kind = ?, address = ?, is_enabled = ? "
                                             "WHERE id = ?"_s)
                               .with(config.kind, address, config.isEnabled, config.id)
                               .changedRows();
        if (!changed)
            return changed.error();
        if (*changed == 0)
            return Error{Error::Kind::NotFound, u"gateway %1"_s.arg(config.id.value)};
        return {};
    });
    if (!saved)
        return saved.error();
    return id;
}

} // namespace atalaia

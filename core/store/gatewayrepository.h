// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/gatewayconfig.h"

#include <QVector>

namespace atalaia {

class Database;

/// The gateways the admin connected. Keys are not here.
class GatewayRepository
{
public:
    explicit GatewayRepository(Database &database) : m_database(database) {}

    [[nodiscard]] Result<QVector<GatewayConfig>> all();
    /// Inserts when `config.id` is invalid, else updates. One gateway per address: Conflict.
    [[nodiscard]] Result<GatewayId> save(const GatewayConfig &config);

private:
    Database &m_database;
};

} // namespace atalaia

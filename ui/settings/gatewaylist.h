// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/gatewayconfig.h"
#include "theme/theme.h"

#include <QHash>
#include <QVector>
#include <QWidget>

class QListWidget;
class QListWidgetItem;

namespace atalaia {

class KeyButton;

/// The gateways of this installation with how each is doing, and the way to add one.
class GatewayList final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(GatewayList)

public:
    /// `theme` must outlive this.
    explicit GatewayList(const Theme &theme, QWidget *parent);

    /// `chosen`: the one shown beside; invalid = a new one. Emits nothing.
    void setGateways(const QVector<GatewayConfig> &gateways, GatewayId chosen);
    void showConnection(const ConnectionState &state);
    /// How a gateway is doing; one that nothing was heard of is what its configuration says.
    [[nodiscard]] ConnectionState stateOf(const GatewayConfig &config) const;

signals:
    void gatewayChosen(atalaia::GatewayId id);
    void addWanted();

private:
    struct Row
    {
        GatewayConfig config;
        QListWidgetItem *item;
    };

    void addRow(const GatewayConfig &config);
    void fill(const Row &row);
    void noteCurrent(int at);

    const Theme &m_theme;
    QListWidget *m_list;
    QWidget *m_hint; ///< what to do first, while there is none
    KeyButton *m_add;
    QVector<Row> m_rows;
    QHash<GatewayId, ConnectionState> m_states;
};

} // namespace atalaia

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/gatewayconfig.h"
#include "settings/gatewayfield.h"
#include "theme/theme.h"

#include <QStringList>
#include <QVector>
#include <QWidget>

class QCheckBox;
class QVBoxLayout;

namespace atalaia {

class FoldedFields;
class KeyButton;
class PlainLabel;

/// Where the secrets of the gateway that a form shows are.
enum class StoredKeys {
    None, ///< nowhere, or they may not be there any more: they must be typed
    ThisRun,
    Keychain
};

/// The fields of one kind of gateway. Shows a stored one, never its secrets; says what is wrong by the
/// field and what is missing. Acts on nothing by itself.
class GatewayForm : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(GatewayForm)

public:
    /// `prefix` begins the object names of the fields. `theme` must outlive this.
    GatewayForm(const Theme &theme, GatewayKind kind, QString prefix, QWidget *parent);

    [[nodiscard]] GatewayKind kind() const { return m_kind; }
    /// An invalid id: a new one. `held`: which of its secrets are stored. What was typed is forgotten.
    void setStored(const GatewayConfig &stored, StoredKeys keys, const QVector<GatewaySecrets::Field> &held = {});
    /// What is wanted now: the stored one with the fields as typed, switched on.
    [[nodiscard]] GatewayConfig config() const;
    /// What was typed or removed; empty = as stored.
    [[nodiscard]] GatewaySecrets secrets() const;
    /// Names of fields that must be filled in.
    [[nodiscard]] const QStringList &missing() const { return m_missing; }
    /// Nothing is missing and nothing is wrong.
    [[nodiscard]] bool isComplete() const { return m_missing.isEmpty() && !m_hasProblem; }
    /// Whether the server is the stored one, so that its secrets may be used.
    [[nodiscard]] bool isStoredServer() const;
    void setCaFile(const QString &path);
    /// The first field that wants something.
    void focusFirst();

signals:
    /// Something was typed.
    void changed();
    void caFileWanted();

protected:
    [[nodiscard]] GatewayField *addField(const QString &name, const QString &label);
    /// A field of GatewaySecrets.
    [[nodiscard]] GatewayField *addSecret(const QString &name, const QString &label, GatewaySecrets::Field secret);
    /// From here on fields are folded away.
    void beginAdvanced();
    /// CA file and "without TLS"; after beginAdvanced().
    void addTransport();
    void addWidget(QWidget *widget);
    /// Connects what was added; at the end of the constructor of a form.
    void finish();

    virtual void fill(const GatewayConfig &stored) = 0;
    virtual void read(GatewayConfig &config) const = 0;
    /// Removes what has no use any more with what is wanted now.
    virtual void dropUnused(GatewaySecrets &secrets) const { Q_UNUSED(secrets) }
    /// Says what is wrong, through the functions below.
    virtual void check() = 0;

    [[nodiscard]] const Theme &theme() const { return m_theme; }
    [[nodiscard]] const QString &prefix() const { return m_prefix; }
    [[nodiscard]] const GatewayConfig &stored() const { return m_stored; }
    [[nodiscard]] bool hasStoredKeys() const;
    /// Where the collector takes the webhooks of a stored gateway; the machine is the reader's to fill in.
    [[nodiscard]] static QString webhookAddress(GatewayId id);
    /// `problem` of a field that is not empty; an empty one is missing if it is required.
    void require(GatewayField &field, const QString &problem, bool isRequired = true);
    /// A secret: may be empty where it is stored.
    void requireSecret(GatewayField &field, bool isRequired, bool isStored, const QString &problem = {});
    /// An address as typed: what is wrong with it, or that it would send keys without encryption.
    void requireAddress(GatewayField &field, const QString &problem, const QUrl &address, bool isRequired = true);

private:
    struct Secret
    {
        GatewayField *field;
        GatewaySecrets::Field value;
    };

    [[nodiscard]] bool isHeld(const GatewayField &field) const;
    void refresh();
    void checkTransport();

    const Theme &m_theme;
    const GatewayKind m_kind;
    const QString m_prefix;
    QVBoxLayout *m_column;
    FoldedFields *m_advanced = nullptr;
    QVector<GatewayField *> m_fields;
    QVector<Secret> m_secrets;
    GatewayField *m_caFile = nullptr;
    QCheckBox *m_plainHttp = nullptr;
    PlainLabel *m_plainHttpHelp = nullptr;
    GatewayConfig m_stored;
    StoredKeys m_keys = StoredKeys::None;
    QVector<GatewaySecrets::Field> m_held;
    QStringList m_missing;
    bool m_hasProblem = false;
    bool m_isOpenToReaders = false;
    bool m_isFilling = false;
};

} // namespace atalaia

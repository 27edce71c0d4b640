// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/gatewayform.h"

#include "settings/foldedfields.h"
#include "settings/gatewaychecks.h"
#include "widgets/keybutton.h"
#include "widgets/plainlabel.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace atalaia {

GatewayForm::GatewayForm(const Theme &theme, GatewayKind kind, QString prefix, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_kind(kind), m_prefix(std::move(prefix)), m_column(new QVBoxLayout(this))
{
    setObjectName(m_prefix + u"Form"_s);
    m_column->setContentsMargins({});
    m_column->setSpacing(space::kL);
}

GatewayField *GatewayForm::addField(const QString &name, const QString &label)
{
    auto *field = new GatewayField(m_theme, m_prefix + name, label, this);
    addWidget(field);
    m_fields.append(field);
    return field;
}

GatewayField *GatewayForm::addSecret(const QString &name, const QString &label, GatewaySecrets::Field secret)
{
    GatewayField *field = addField(name, label);
    field->setSecret();
    m_secrets.append({field, secret});
    return field;
}

void GatewayForm::beginAdvanced()
{
    auto *advanced = new FoldedFields(m_theme, m_prefix + u"Advanced"_s, tr("Advanced"), this);
    addWidget(advanced);
    m_advanced = advanced;
}

void GatewayForm::addTransport()
{
    m_caFile = addField(u"CaFile"_s, tr("Own certificate authority"));
    m_caFile->setHelp(
            tr("Only if the server's certificate comes from your company's own authority: a PEM file with the "
               "authority's certificate, from whoever runs that server. It is trusted beside the usual ones."));
    auto *choose = new KeyButton(m_theme, KeyButton::Look::Plain, this);
    choose->setObjectName(m_prefix + u"CaFileChoose"_s);
    choose->setText(tr("Choose…"));
    choose->setAccessibleName(tr("Choose the certificate file"));
    m_caFile->addButton(choose);
    connect(choose, &KeyButton::clicked, this, &GatewayForm::caFileWanted);

    auto *both = new QWidget(this);
    auto *column = new QVBoxLayout(both);
    column->setContentsMargins({});
    column->setSpacing(space::kXs);
    m_plainHttp = new QCheckBox(tr("Allow connections without encryption"), both);
    m_plainHttp->setObjectName(m_prefix + u"PlainHttp"_s);
    m_plainHttpHelp = new PlainLabel(m_theme, FontRole::Caption, ColorRole::Muted, both);
    m_plainHttpHelp->setObjectName(m_prefix + u"PlainHttpHelp"_s);
    column->addWidget(m_plainHttp);
    column->addWidget(m_plainHttpHelp);
    addWidget(both);
    connect(m_plainHttp, &QCheckBox::toggled, this, &GatewayForm::refresh);
}

void GatewayForm::addWidget(QWidget *widget)
{
    if (m_advanced)
        m_advanced->add(widget);
    else
        m_column->addWidget(widget);
}

void GatewayForm::finish()
{
    m_column->addStretch();
    for (GatewayField *field : std::as_const(m_fields))
        connect(field, &GatewayField::changed, this, &GatewayForm::refresh);
    setStored({}, StoredKeys::None);
}

void GatewayForm::setStored(const GatewayConfig &stored, StoredKeys keys, const QVector<GatewaySecrets::Field> &held)
{
    m_isFilling = true;
    m_stored = stored;
    m_stored.kind = m_kind;
    m_keys = keys;
    m_held = held;
    for (const Secret &secret : std::as_const(m_secrets)) {
        secret.field->setValue({}); // where they are they stay; no reason to keep them in a field
        secret.field->setRemovable(false);
    }
    if (m_caFile) {
        m_caFile->setValue(stored.caFile);
        m_plainHttp->setChecked(stored.allowsPlainHttp);
    }
    fill(m_stored);
    m_isFilling = false;
    refresh();
    if (m_advanced)
        m_advanced->setOpen(m_stored.id.isValid() && (!m_stored.caFile.isEmpty() || m_isOpenToReaders));
}

GatewayConfig GatewayForm::config() const
{
    GatewayConfig config = m_stored;
    config.kind = m_kind;
    config.isEnabled = true;
    if (m_caFile) {
        config.caFile = m_caFile->value();
        config.allowsPlainHttp = m_plainHttp->isChecked() && m_isOpenToReaders;
    }
    read(config);
    return config;
}

GatewaySecrets GatewayForm::secrets() const
{
    GatewaySecrets secrets;
    for (const Secret &secret : m_secrets) {
        secrets.*secret.value = secret.field->value().toUtf8();
        if (secret.field->isRemoved())
            secrets.remove(secret.value);
    }
    dropUnused(secrets);
    return secrets;
}

bool GatewayForm::isHeld(const GatewayField &field) const
{
    return std::any_of(m_secrets.cbegin(), m_secrets.cend(), [this, &field](const Secret &secret) {
        return secret.field == &field && m_held.contains(secret.value);
    });
}

bool GatewayForm::isStoredServer() const
{
    return m_stored.id.isValid() && isSameServer(config(), m_stored);
}

bool GatewayForm::hasStoredKeys() const
{
    // Stored secrets are for the server they were stored for, and for no other.
    return m_keys != StoredKeys::None && isStoredServer();
}

QString GatewayForm::webhookAddress(GatewayId id)
{
    //: Stands for the name of the company's own server in an address: letters and hyphens only
    return u"https://%1/webhooks/%2"_s.arg(tr("your-server")).arg(id.value);
}

void GatewayForm::setCaFile(const QString &path)
{
    if (m_caFile)
        m_caFile->setValue(path);
}

void GatewayForm::focusFirst()
{
    for (GatewayField *field : std::as_const(m_fields)) {
        if (field->edit().text().isEmpty() && !field->isHidden()) {
            field->edit().setFocus(Qt::OtherFocusReason);
            return;
        }
    }
}

void GatewayForm::refresh()
{
    if (m_isFilling)
        return;
    m_missing.clear();
    m_hasProblem = false;
    m_isOpenToReaders = false;
    check();
    if (m_caFile)
        checkTransport();
    emit changed();
}

void GatewayForm::checkTransport()
{
    const QString problem = caFileProblem(m_caFile->value());
    m_caFile->setProblem(problem);
    m_hasProblem = m_hasProblem || !problem.isEmpty();
    m_plainHttp->setEnabled(m_isOpenToReaders);
    m_plainHttpHelp->setText(m_isOpenToReaders
                                     ? tr("Everybody on the way to that machine can read the key and every message. "
                                          "Only for a network that is yours alone.")
                                     : tr("Not needed: the connection is encrypted, or does not leave this computer."));
    m_plainHttpHelp->setColorRole(ColorRole::Muted);
    if (m_isOpenToReaders)
        m_plainHttpHelp->setSeverity(3);
    m_plainHttp->setAccessibleDescription(m_plainHttpHelp->text());
}

void GatewayForm::require(GatewayField &field, const QString &problem, bool isRequired)
{
    const bool isEmpty = field.value().isEmpty();
    if (isEmpty && isRequired)
        m_missing.append(field.edit().accessibleName());
    field.setProblem(isEmpty ? QString() : problem);
    m_hasProblem = m_hasProblem || (!isEmpty && !problem.isEmpty());
}

void GatewayForm::requireSecret(GatewayField &field, bool isRequired, bool isStored, const QString &problem)
{
    const QString its = keyProblem(field.value());
    require(field, its.isEmpty() ? problem : its, isRequired && !isStored);
    // One that is required can be replaced only.
    const bool isRemovable = isStored && !isRequired && isHeld(field);
    field.setRemovable(isRemovable);
    if (field.isRemoved())
        field.setWarning(tr("It will be removed when you save."));
    if (!isStored || field.isRemoved() || (!isRequired && !isRemovable))
        field.setPlaceholder({});
    else if (!isRequired)
        field.setPlaceholder(tr("leave empty to keep what is stored"));
    else if (m_keys == StoredKeys::ThisRun)
        field.setPlaceholder(tr("kept for this run; leave empty to keep it"));
    else
        field.setPlaceholder(tr("stored in the keyring; leave empty to keep it"));
}

void GatewayForm::requireAddress(GatewayField &field, const QString &problem, const QUrl &address, bool isRequired)
{
    require(field, problem, isRequired);
    if (field.value().isEmpty() || !problem.isEmpty() || !isOpenToReaders(address))
        return;
    m_isOpenToReaders = true;
    if (m_plainHttp && m_plainHttp->isChecked()) {
        field.setWarning(tr("Without encryption: the key and every message can be read on the way to that machine."));
        return;
    }
    m_hasProblem = true;
    field.setProblem(tr("Without encryption the key could be read on the way to that machine. Use %1, or allow it "
                        "under “Advanced”.")
                             .arg(address.scheme() + u"s://"_s));
}

} // namespace atalaia

// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/gatewaydialog.h"

#include "base/continuation.h"
#include "settings/gatewayform.h"
#include "settings/gatewayformexport.h"
#include "settings/gatewaylist.h"
#include "settings/gatewaywords.h"
#include "text/errorwords.h"
#include "text/safetext.h"
#include "text/words.h"
#include "widgets/keybutton.h"
#include "widgets/plainlabel.h"

#include <QComboBox>
#include <QDateTime>
#include <QPointer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

void showText(PlainLabel &label, const QString &text)
{
    label.setText(text);
    label.setVisible(!text.isEmpty());
}

QString otherServerNote(const GatewayConfig &stored)
{
    const QString title = isolated(gatewayTitle(stored));
    if (stored.kind == GatewayKind::CloudApi)
        return GatewayDialog::tr("Another account needs its own keys. Saving it switches %1 off: its conversations "
                                 "stay, and orders that wait there leave only when it is connected again.")
                .arg(title);
    return GatewayDialog::tr("Another address needs its own keys. Saving it switches %1 off: its conversations stay, "
                             "and orders that wait there leave only when it is connected again.")
            .arg(title);
}

} // namespace

GatewayDialog::GatewayDialog(const Theme &theme, const GatewayCalls &calls, QWidget *parent)
    : QDialog(parent), m_theme(theme), m_calls(calls)
{
    setObjectName(u"gatewayDialog"_s);
    setWindowTitle(tr("Gateways"));
    resize(860, 640);
    build();
    addNew();
    askForGateways();
}

void GatewayDialog::askForGateways()
{
    continueOn(this, m_calls.gateways(), [this](const Result<QVector<GatewayConfig>> &gateways) {
        if (!gateways)
            return;
        m_gateways = *gateways;
        const auto isInUse = [this](const GatewayConfig &config) {
            return config.isEnabled || m_calls.keepsKeyForThisRun(config.id);
        };
        const auto found = std::find_if(m_gateways.cbegin(), m_gateways.cend(), isInUse);
        m_list->setGateways(m_gateways, m_stored.id);
        if (!m_isTouched && !m_gateways.isEmpty())
            choose(found == m_gateways.cend() ? m_gateways.constFirst().id : found->id);
    });
}

void GatewayDialog::choose(GatewayId id)
{
    m_stored = storedOf(id);
    m_list->setGateways(m_gateways, id);
    m_kindRow->hide();
    showKind(m_stored.kind);
}

void GatewayDialog::addNew()
{
    m_stored = {};
    m_kindRow->show();
    showKind(GatewayKind(m_kind->currentData().toInt()));
}

void GatewayDialog::showKind(GatewayKind kind)
{
    m_form = nullptr;
    for (GatewayForm *form : std::as_const(m_forms)) {
        const bool isChosen = form->kind() == kind;
        form->setVisible(isChosen);
        if (isChosen)
            m_form = form;
    }
    m_export->setVisible(!m_form);
    m_test->setVisible(m_form);
    m_save->setVisible(m_form);
    ++m_generation; // a test that is still running was of another one
    m_isBusy = false;
    if (m_form) {
        const bool wasTouched = m_isTouched;
        m_form->setStored(m_stored, keysOf(m_stored), m_calls.heldSecrets(m_stored.id));
        m_isTouched = wasTouched;
        if (!m_stored.id.isValid() && isVisible())
            m_form->focusFirst();
    }
    showText(*m_result, {});
    showText(*m_details, {});
    showHeading();
    showNotes();
    updateButtons();
}

void GatewayDialog::showHeading()
{
    const bool isStored = m_stored.id.isValid();
    const bool isServer = m_form != nullptr;
    m_title->setText(isStored ? gatewayTitle(m_stored) : tr("Add a gateway"));
    // One that runs for this run only is stored switched off; there is nothing to switch on.
    const bool isSwitchable =
            isStored && (m_stored.isEnabled || m_list->stateOf(m_stored).phase == ConnectionPhase::Disabled);
    m_switch->setVisible(isSwitchable && isServer);
    m_switch->setText(m_stored.isEnabled ? tr("Switch off") : tr("Switch on"));
    m_switch->setEnabled(!m_isBusy);
    m_lead->setColorRole(ColorRole::Muted);
    if (!isStored) {
        m_lead->setText(tr("Through it Atalaia reads the conversations of your company's lines."));
        return;
    }
    if (!isServer) {
        m_lead->setText(tr("Conversations that were imported from files."));
        return;
    }
    const ConnectionState state = m_list->stateOf(m_stored);
    const QString advice = phaseAdvice(state.phase);
    const QString words = advice.isEmpty() ? connectionWords(state, QDateTime::currentMSecsSinceEpoch()) : advice;
    m_lead->setText(tr("%1: %2").arg(gatewayKindWords(m_stored.kind), words));
    if (!advice.isEmpty() && state.phase != ConnectionPhase::WaitingToRetry)
        m_lead->setColorRole(ColorRole::Danger);
}

void GatewayDialog::showNotes()
{
    const bool isOther = m_form && m_stored.id.isValid() && !m_form->isStoredServer();
    showText(*m_otherNote, isOther ? otherServerNote(m_stored) : QString());
    const QStringList missing = m_form ? m_form->missing() : QStringList();
    showText(*m_missing, missing.isEmpty() ? QString() : tr("Still missing: %1").arg(missing.join(u", ")));
}

void GatewayDialog::noteTyped()
{
    m_isTouched = true;
    showText(*m_result, {});
    showText(*m_details, {});
    ++m_generation; // a test that is still running was of what stood there before
    m_isBusy = false;
    showNotes();
    updateButtons();
}

void GatewayDialog::chooseCaFile()
{
    // The answer may come when this is gone: file dialogs live on their own.
    const QPointer<GatewayForm> form(m_form);
    m_calls.chooseFile(this, [form](const QString &path) {
        if (form && !path.isEmpty())
            form->setCaFile(path);
    });
}

void GatewayDialog::showConnection(const ConnectionState &state)
{
    m_list->showConnection(state);
    if (m_stored.id.isValid() && state.gateway == m_stored.id)
        showHeading();
}

void GatewayDialog::test()
{
    const GatewayConfig config = m_form->config();
    showProgress(tr("Asking %1…").arg(safeLine(config.address.authority(), 80)));
    continueOn(this, m_calls.probe(config, m_form->secrets()),
               [this, kind = config.kind, generation = ++m_generation](const Result<GatewayProbe> &probe) {
                   if (generation == m_generation)
                       showTest(kind, probe);
               });
}

void GatewayDialog::save()
{
    showProgress(tr("Saving…"));
    continueOn(this, m_calls.save(m_form->config(), m_form->secrets()),
               [this, generation = ++m_generation](const Result<SavedGateway> &gateway) {
                   if (gateway)
                       showSaved(*gateway);
                   else if (generation == m_generation)
                       showFailure(tr("It was not saved. %1").arg(errorSentence(gateway.error().kind)),
                                   gateway.error());
               });
}

void GatewayDialog::toggleEnabled()
{
    showProgress(m_stored.isEnabled ? tr("Switching off…") : tr("Switching on…"));
    continueOn(this, m_calls.setEnabled(m_stored.id, !m_stored.isEnabled),
               [this, generation = ++m_generation](const Result<GatewayConfig> &config) {
                   if (config)
                       remember(*config);
                   if (generation != m_generation)
                       return;
                   if (!config) {
                       showFailure(errorSentence(config.error().kind), config.error());
                       return;
                   }
                   choose(config->id);
                   showText(*m_result, config->isEnabled
                                               ? tr("Switched on.")
                                               : tr("Switched off. Its conversations stay; what happens meanwhile is "
                                                    "fetched when it is on again, as far as the gateway keeps it."));
               });
}

void GatewayDialog::showTest(GatewayKind kind, const Result<GatewayProbe> &probe)
{
    if (!probe) {
        showFailure(probeProblem(kind, probe.error()), probe.error());
        return;
    }
    setBusy(false);
    m_result->setColorRole(ColorRole::Text);
    showText(*m_result, probeWords(*probe));
    showText(*m_details, {});
}

void GatewayDialog::showSaved(const SavedGateway &gateway)
{
    if (m_stored.id.isValid() && m_stored.id != gateway.config.id) {
        GatewayConfig left = m_stored;
        left.isEnabled = false;
        remember(left);
    }
    remember(gateway.config);
    choose(gateway.config.id);
    m_result->setColorRole(ColorRole::Text);
    showText(*m_result, gateway.keyKept == KeyKept::Keychain
                                ? tr("Saved. The keys are in this computer's keyring.")
                                : tr("Saved. This computer has no keyring service, so the keys are kept for this run "
                                     "only: you will be asked for them again."));
    emit saved(gateway.config);
}

void GatewayDialog::showFailure(const QString &sentence, const Error &error)
{
    setBusy(false);
    m_result->setColorRole(ColorRole::Danger);
    showText(*m_result, sentence);
    showText(*m_details, safeLine(error.context, 300));
}

void GatewayDialog::showProgress(const QString &sentence)
{
    setBusy(true);
    m_result->setColorRole(ColorRole::Muted);
    showText(*m_result, sentence);
    showText(*m_details, {});
}

void GatewayDialog::setBusy(bool isBusy)
{
    m_isBusy = isBusy;
    if (isBusy) {
        m_leftFocus = focusWidget();
        updateButtons();
        m_passedFocus = focusWidget();
        return;
    }
    updateButtons();
    // A button that was pressed gave the focus away when it was switched off, to Close at worst.
    if (m_leftFocus && m_leftFocus != m_passedFocus && focusWidget() == m_passedFocus)
        m_leftFocus->setFocus(Qt::OtherFocusReason);
}

void GatewayDialog::updateButtons()
{
    const bool isReady = m_form && m_form->isComplete() && !m_isBusy;
    m_test->setEnabled(isReady);
    m_save->setEnabled(isReady);
    m_switch->setEnabled(!m_isBusy);
}

void GatewayDialog::remember(const GatewayConfig &config)
{
    const auto known = std::find_if(m_gateways.begin(), m_gateways.end(),
                                    [&config](const GatewayConfig &other) { return other.id == config.id; });
    if (known == m_gateways.end())
        m_gateways.append(config);
    else
        *known = config;
    m_list->setGateways(m_gateways, m_stored.id);
}

GatewayConfig GatewayDialog::storedOf(GatewayId id) const
{
    const auto found = std::find_if(m_gateways.cbegin(), m_gateways.cend(),
                                    [id](const GatewayConfig &config) { return config.id == id; });
    return found == m_gateways.cend() ? GatewayConfig() : *found;
}

StoredKeys GatewayDialog::keysOf(const GatewayConfig &config) const
{
    if (!config.id.isValid())
        return StoredKeys::None;
    if (m_calls.keepsKeyForThisRun(config.id))
        return StoredKeys::ThisRun;
    return config.isEnabled ? StoredKeys::Keychain : StoredKeys::None;
}

} // namespace atalaia

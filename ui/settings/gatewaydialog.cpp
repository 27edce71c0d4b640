// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/gatewaydialog.h"

#include "base/continuation.h"
#include "text/errorwords.h"
#include "text/safetext.h"
#include "widgets/keybutton.h"
#include "widgets/plainlabel.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QRegularExpression>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr int kMaxLinesNamed = 12;

QUrl addressOf(const QString &typed)
{
    QUrl url(typed.trimmed(), QUrl::StrictMode);
    if (url.path() == u"/"_s)
        url.setPath({});
    return url;
}

bool isLoopback(const QUrl &url)
{
    static const QRegularExpression kLoopbackNumber(u"^127(\\.\\d{1,3}){3}$"_s);
    const QString host = url.host();
    return host == u"localhost"_s || host.endsWith(u".localhost"_s) || host == u"::1"_s
           || kLoopbackNumber.match(host).hasMatch();
}

QString lineNames(const QVector<QString> &lines)
{
    QStringList names;
    for (const QString &line : lines.mid(0, kMaxLinesNamed))
        names << isolated(safeLine(line, 40));
    if (lines.size() > kMaxLinesNamed)
        names << u"…"_s;
    return names.join(u", ");
}

} // namespace

QString addressProblem(const QString &typed)
{
    const QUrl url = addressOf(typed);
    if (typed.trimmed().isEmpty())
        return GatewayDialog::tr("The address is missing.");
    if (!url.isValid() || (url.scheme() != u"http"_s && url.scheme() != u"https"_s))
        return GatewayDialog::tr("The address begins with http:// or https://, for example https://waha.example:3000.");
    if (url.host().isEmpty())
        return GatewayDialog::tr("The name or number of the machine is missing behind %1://.").arg(url.scheme());
    if (!url.userInfo().isEmpty())
        return GatewayDialog::tr("The key does not belong into the address; it has its own field below.");
    if (!url.path().isEmpty() || url.hasQuery() || url.hasFragment())
        return GatewayDialog::tr("Only machine and port, please: nothing behind %1.").arg(url.authority());
    return {};
}

QString addressWarning(const QString &typed)
{
    const QUrl url = addressOf(typed);
    if (!addressProblem(typed).isEmpty() || url.scheme() == u"https"_s || isLoopback(url))
        return {};
    return GatewayDialog::tr("Plain http: the key and every message can be read on the way to that machine. Use https "
                             "unless the network between is yours.");
}

QString probeWords(const GatewayProbe &probe)
{
    QStringList sentences;
    sentences << GatewayDialog::tr("Connected to %1 %2, engine %3.")
                         .arg(safeLine(probe.product, 40), safeLine(probe.version, 40), safeLine(probe.engine, 40));
    if (probe.workingLines.isEmpty() && probe.otherLines.isEmpty()) {
        sentences << GatewayDialog::tr("It has no line yet; pair a number at the gateway.");
        return sentences.join(u'\n');
    }
    if (!probe.workingLines.isEmpty()) {
        sentences << GatewayDialog::tr("Lines working: %1.").arg(lineNames(probe.workingLines));
    }
    if (!probe.otherLines.isEmpty()) {
        sentences << GatewayDialog::tr("Lines not working: %1.").arg(lineNames(probe.otherLines));
    }
    return sentences.join(u'\n');
}

QString probeProblem(const Error &error)
{
    switch (error.kind) {
    case Error::Kind::Unauthorized:
        return GatewayDialog::tr("The gateway answers, but refuses this key.");
    case Error::Kind::Unreachable:
        return GatewayDialog::tr(
                "Nothing answers at this address. Check machine and port, and whether the gateway runs.");
    case Error::Kind::InvalidInput:
    case Error::Kind::NotFound:
    case Error::Kind::Rejected:
    case Error::Kind::Unsupported:
        return GatewayDialog::tr("Something answers there, but it is not a WAHA gateway.");
    default:
        return errorSentence(error.kind);
    }
}

GatewayDialog::GatewayDialog(const Theme &theme, const GatewayCalls &calls, QWidget *parent)
    : QDialog(parent), m_theme(theme), m_calls(calls)
{
    setObjectName(u"gatewayDialog"_s);
    setWindowTitle(tr("Gateway"));
    resize(560, 420);
    build();
    askForGateway();
    updateButtons();
}

void GatewayDialog::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::kXl, space::kXl, space::kXl, space::kL);
    column->setSpacing(space::kM);
    auto *lead = new PlainLabel(m_theme, FontRole::Body, ColorRole::Muted, this);
    lead->setText(tr("Atalaia reads the conversations of your company's lines from a gateway that you run."));
    column->addWidget(lead);
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(space::kL);
    form->setVerticalSpacing(space::kS);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    buildFields(*form);
    column->addLayout(form);

    m_result = new PlainLabel(m_theme, FontRole::Body, ColorRole::Text, this);
    m_result->setObjectName(u"gatewayResult"_s);
    m_details = new PlainLabel(m_theme, FontRole::Caption, ColorRole::Muted, this);
    m_details->setObjectName(u"gatewayDetails"_s);
    m_details->setTextInteractionFlags(Qt::NoTextInteraction);
    column->addWidget(m_result);
    column->addWidget(m_details);
    column->addStretch();

    m_test = new KeyButton(m_theme, KeyButton::Look::Plain, this);
    m_test->setObjectName(u"gatewayTest"_s);
    m_test->setText(tr("Test"));
    m_save = new KeyButton(m_theme, KeyButton::Look::Primary, this);
    m_save->setObjectName(u"gatewaySave"_s);
    m_save->setText(tr("Save and connect"));
    m_save->setDefault(true);
    auto *close = new KeyButton(m_theme, KeyButton::Look::Plain, this);
    close->setObjectName(u"gatewayClose"_s);
    close->setText(tr("Close"));
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::kS);
    buttons->addWidget(m_test);
    buttons->addStretch();
    buttons->addWidget(close);
    buttons->addWidget(m_save);
    column->addLayout(buttons);
    connect(m_test, &KeyButton::clicked, this, &GatewayDialog::test);
    connect(m_save, &KeyButton::clicked, this, &GatewayDialog::save);
    connect(close, &KeyButton::clicked, this, &QDialog::reject);
    m_address->setFocus();
}

void GatewayDialog::buildFields(QFormLayout &form)
{
    m_kind = new QComboBox(this);
    m_kind->setObjectName(u"gatewayKind"_s);
    m_kind->setAccessibleName(tr("Kind of gateway"));
    m_kind->addItem(u"WAHA"_s, int(GatewayKind::Waha));
    m_address = new QLineEdit(this);
    m_address->setObjectName(u"gatewayAddress"_s);
    m_address->setAccessibleName(tr("Address"));
    m_address->setPlaceholderText(u"https://waha.example:3000"_s);
    m_address->setInputMethodHints(Qt::ImhUrlCharactersOnly | Qt::ImhNoPredictiveText);
    m_addressNote = new PlainLabel(m_theme, FontRole::Caption, ColorRole::Danger, this);
    m_addressNote->setObjectName(u"gatewayAddressNote"_s);
    m_addressNote->hide();
    m_otherNote = new PlainLabel(m_theme, FontRole::Caption, ColorRole::Muted, this);
    m_otherNote->setObjectName(u"gatewayOtherNote"_s);
    m_otherNote->hide();
    m_key = new QLineEdit(this);
    m_key->setObjectName(u"gatewayKey"_s);
    m_key->setAccessibleName(tr("Key"));
    m_key->setEchoMode(QLineEdit::Password);
    m_key->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    m_keyHelp = new PlainLabel(m_theme, FontRole::Caption, ColorRole::Muted, this);
    m_keyHelp->setObjectName(u"gatewayKeyHelp"_s);
    m_keyHelp->setText(tr("It is the value of WAHA_API_KEY in the gateway's settings. If that begins with sha512:, "
                          "enter the text it was made from, not the hash."));
    form.addRow(tr("&Kind"), m_kind);
    form.addRow(tr("&Address"), m_address);
    form.addRow(QString(), m_addressNote);
    form.addRow(QString(), m_otherNote);
    form.addRow(tr("Ke&y"), m_key);
    form.addRow(QString(), m_keyHelp);
    connect(m_address, &QLineEdit::textChanged, this, &GatewayDialog::noteAddressChanged);
    connect(m_key, &QLineEdit::textChanged, this, &GatewayDialog::updateButtons);
}

void GatewayDialog::askForGateway()
{
    continueOn(this, m_calls.gateways(), [this](const Result<QVector<GatewayConfig>> &gateways) {
        if (!gateways || gateways->isEmpty() || !m_address->text().isEmpty())
            return;
        const auto isInUse = [this](const GatewayConfig &config) {
            return config.isEnabled || m_calls.keepsKeyForThisRun(config.id);
        };
        const auto found = std::find_if(gateways->cbegin(), gateways->cend(), isInUse);
        m_stored = found == gateways->cend() ? gateways->constFirst() : *found;
        m_address->setText(m_stored.address.toString());
        updateButtons();
    });
}

void GatewayDialog::noteAddressChanged()
{
    showNotes();
    m_result->setText({});
    m_details->setText({});
    ++m_generation; // a test that is still running was of another address
    setBusy(false);
}

void GatewayDialog::showNotes()
{
    const QString problem = addressProblem(m_address->text());
    const QString note = problem.isEmpty() ? addressWarning(m_address->text()) : problem;
    m_addressNote->setText(note);
    m_addressNote->setVisible(!note.isEmpty() && !m_address->text().trimmed().isEmpty());
    if (problem.isEmpty())
        m_addressNote->setSeverity(3);
    else
        m_addressNote->setColorRole(ColorRole::Danger);

    const bool isOther = m_stored.id.isValid() && problem.isEmpty() && !isStoredAddress();
    m_otherNote->setText(isOther ? tr("A new address needs its key. Saving it switches %1 off: its conversations stay, "
                                      "and orders that wait there leave only when it is connected again.")
                                           .arg(isolated(safeLine(m_stored.address.authority(), 80)))
                                 : QString());
    m_otherNote->setVisible(isOther);
    if (!hasStoredKey())
        m_key->setPlaceholderText({});
    else if (m_calls.keepsKeyForThisRun(m_stored.id))
        m_key->setPlaceholderText(tr("kept for this run; leave empty to keep it"));
    else
        m_key->setPlaceholderText(tr("stored in the keyring; leave empty to keep it"));
}

void GatewayDialog::test()
{
    setBusy(true);
    m_result->setColorRole(ColorRole::Muted);
    m_result->setText(tr("Asking %1…").arg(addressOf(m_address->text()).authority()));
    m_details->setText({});
    continueOn(this, m_calls.probe(config(), secrets()),
               [this, generation = ++m_generation](const Result<GatewayProbe> &probe) {
                   if (generation == m_generation)
                       showTest(probe);
               });
}

void GatewayDialog::save()
{
    setBusy(true);
    m_result->setColorRole(ColorRole::Muted);
    m_result->setText(tr("Saving…"));
    m_details->setText({});
    continueOn(this, m_calls.save(config(), secrets()),
               [this, generation = ++m_generation](const Result<SavedGateway> &gateway) {
                   if (gateway) {
                       showSaved(*gateway);
                   } else if (generation == m_generation) {
                       setBusy(false);
                       m_result->setColorRole(ColorRole::Danger);
                       m_result->setText(tr("It was not saved. %1").arg(errorSentence(gateway.error().kind)));
                       m_details->setText(safeLine(gateway.error().context, 300));
                   }
               });
}

void GatewayDialog::showTest(const Result<GatewayProbe> &probe)
{
    setBusy(false);
    m_result->setColorRole(probe ? ColorRole::Text : ColorRole::Danger);
    m_result->setText(probe ? probeWords(*probe) : probeProblem(probe.error()));
    m_details->setText(probe ? QString() : safeLine(probe.error().context, 300));
}

void GatewayDialog::showSaved(const SavedGateway &gateway)
{
    setBusy(false);
    m_stored = gateway.config;
    m_key->clear(); // it is where it belongs now; no reason to keep it in a field
    const bool isInKeyring = gateway.keyKept == KeyKept::Keychain;
    showNotes();
    m_result->setColorRole(ColorRole::Text);
    m_result->setText(isInKeyring ? tr("Saved. The key is in this computer's keyring.")
                                  : tr("Saved. This computer has no keyring service, so the key is kept for this run "
                                       "only: you will be asked for it again."));
    emit saved(gateway.config);
}

void GatewayDialog::setBusy(bool isBusy)
{
    m_isBusy = isBusy;
    updateButtons();
}

void GatewayDialog::updateButtons()
{
    const bool hasKey = !m_key->text().isEmpty() || hasStoredKey();
    const bool isReady = addressProblem(m_address->text()).isEmpty() && hasKey && !m_isBusy;
    m_test->setEnabled(isReady);
    m_save->setEnabled(isReady);
}

GatewayConfig GatewayDialog::config() const
{
    GatewayConfig config = m_stored;
    config.kind = GatewayKind(m_kind->currentData().toInt());
    config.address = addressOf(m_address->text());
    config.isEnabled = true;
    return config;
}

GatewaySecrets GatewayDialog::secrets() const
{
    GatewaySecrets secrets;
    secrets.key = m_key->text().toUtf8();
    return secrets;
}

bool GatewayDialog::isStoredAddress() const
{
    return m_stored.id.isValid() && addressOf(m_address->text()) == m_stored.address;
}

bool GatewayDialog::hasStoredKey() const
{
    // A stored key is for the address it was stored for, and for no other.
    return isStoredAddress() && (m_stored.isEnabled || m_calls.keepsKeyForThisRun(m_stored.id));
}

} // namespace atalaia

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/gatewaycalls.h"
#include "theme/theme.h"

#include <QDialog>

class QComboBox;
class QFormLayout;
class QLineEdit;

namespace atalaia {

class KeyButton;
class PlainLabel;

/// Address and key of a gateway: tests them in words, saves them, says where the key is kept. Not
/// modal: show() or open() it. Shows the gateway that is in use, the first if there are several.
class GatewayDialog final : public QDialog
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(GatewayDialog)

public:
    /// `theme` and `service` must outlive this.
    GatewayDialog(const Theme &theme, GatewayService &service, QWidget *parent = nullptr);
    GatewayDialog(const Theme &theme, const GatewayCalls &calls, QWidget *parent = nullptr);

signals:
    void saved(const atalaia::GatewayConfig &config);

private:
    void build();
    void buildFields(QFormLayout &form);
    void askForGateway();
    void noteAddressChanged();
    void showNotes();
    void test();
    void save();
    void showTest(const Result<GatewayProbe> &probe);
    void showSaved(const SavedGateway &gateway);
    void setBusy(bool isBusy);
    void updateButtons();
    [[nodiscard]] GatewayConfig config() const;
    [[nodiscard]] GatewaySecrets secrets() const;
    [[nodiscard]] bool isStoredAddress() const;
    [[nodiscard]] bool hasStoredKey() const;

    const Theme &m_theme;
    const GatewayCalls m_calls;
    GatewayConfig m_stored; ///< id invalid = none yet
    QComboBox *m_kind = nullptr;
    QLineEdit *m_address = nullptr;
    PlainLabel *m_addressNote = nullptr;
    PlainLabel *m_otherNote = nullptr;
    QLineEdit *m_key = nullptr;
    PlainLabel *m_keyHelp = nullptr;
    PlainLabel *m_result = nullptr;
    PlainLabel *m_details = nullptr;
    KeyButton *m_test = nullptr;
    KeyButton *m_save = nullptr;
    int m_generation = 0;
    bool m_isBusy = false;
};

/// What is wrong with an address as typed; empty = nothing. Pure, for tests.
[[nodiscard]] QString addressProblem(const QString &typed);
/// A warning that does not keep from saving: a key over plain http to another machine.
[[nodiscard]] QString addressWarning(const QString &typed);
/// What a test found, in sentences.
[[nodiscard]] QString probeWords(const GatewayProbe &probe);
[[nodiscard]] QString probeProblem(const Error &error);

} // namespace atalaia

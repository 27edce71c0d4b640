// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/gatewaycalls.h"
#include "settings/gatewayform.h"
#include "theme/theme.h"

#include <QDialog>
#include <QPointer>

class QComboBox;
class QVBoxLayout;

namespace atalaia {

class GatewayFormExport;
class GatewayList;
class KeyButton;
class PlainLabel;

/// The gateways of this installation: adds one of any kind, tests it in words, saves it, says where its
/// keys are kept, switches it off and on. Not modal: show() or open() it. Begins with the gateway that is
/// in use, the first if there are several, and with a new one if there is none.
class GatewayDialog final : public QDialog
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(GatewayDialog)

public:
    /// `theme` and `service` must outlive this.
    GatewayDialog(const Theme &theme, GatewayService &service, QWidget *parent = nullptr);
    GatewayDialog(const Theme &theme, const GatewayCalls &calls, QWidget *parent = nullptr);

    void showConnection(const atalaia::ConnectionState &state);

signals:
    void saved(const atalaia::GatewayConfig &config);
    /// Exported chats were chosen: somebody opens their import.
    void chatImportWanted();

private:
    void build();
    [[nodiscard]] QWidget *buildRight();
    void buildHeading(QVBoxLayout &column);
    void buildForms(QVBoxLayout &column);
    void buildFoot(QVBoxLayout &column);

    void askForGateways();
    void choose(GatewayId id);
    void addNew();
    void showKind(GatewayKind kind);
    void showHeading();
    void showNotes();
    void noteTyped();
    void chooseCaFile();
    void test();
    void save();
    void toggleEnabled();
    void showTest(GatewayKind kind, const Result<GatewayProbe> &probe);
    void showSaved(const SavedGateway &gateway);
    void showFailure(const QString &sentence, const Error &error);
    void showProgress(const QString &sentence);
    void setBusy(bool isBusy);
    void updateButtons();
    void remember(const GatewayConfig &config);
    [[nodiscard]] GatewayConfig storedOf(GatewayId id) const;
    [[nodiscard]] StoredKeys keysOf(const GatewayConfig &config) const;

    const Theme &m_theme;
    const GatewayCalls m_calls;
    QVector<GatewayConfig> m_gateways;
    GatewayConfig m_stored; ///< the one shown; id invalid = a new one
    GatewayList *m_list = nullptr;
    PlainLabel *m_title = nullptr;
    PlainLabel *m_lead = nullptr;
    KeyButton *m_switch = nullptr;
    QComboBox *m_kind = nullptr;
    QWidget *m_kindRow = nullptr;
    QVector<GatewayForm *> m_forms;
    GatewayForm *m_form = nullptr; ///< the one shown; null = exported chats
    GatewayFormExport *m_export = nullptr;
    PlainLabel *m_otherNote = nullptr;
    PlainLabel *m_missing = nullptr;
    PlainLabel *m_result = nullptr;
    PlainLabel *m_details = nullptr;
    KeyButton *m_test = nullptr;
    KeyButton *m_save = nullptr;
    int m_generation = 0;
    QPointer<QWidget> m_leftFocus; // where it was before the wait
    QPointer<QWidget> m_passedFocus; // where it went when the wait began
    bool m_isBusy = false;
    bool m_isTouched = false; ///< something was typed or chosen since the dialog opened
};

} // namespace atalaia

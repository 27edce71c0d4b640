// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace atalaia {

class Theme;

/// Why a list is empty.
enum class EmptyReason {
    Loading,
    NoGateway,
    Connecting,
    Unreachable,
    KeyProblem,
    NotAllowed, ///< the key would travel unencrypted
    SwitchedOff,
    NothingFlagged,
    NothingEscalated,
    NothingDecided,
    NothingFound
};

/// The one next step an empty list offers.
enum class EmptyStep { None, GatewaySettings, ImportList, ShowInbox, ClearSearch };

/// Says what is missing and offers the one next step.
class InboxEmptyState final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(InboxEmptyState)

public:
    /// `theme` must outlive this.
    explicit InboxEmptyState(Theme &theme, QWidget *parent = nullptr);

    void explain(EmptyReason reason);
    [[nodiscard]] EmptyReason reason() const { return m_reason; }

signals:
    void stepChosen(atalaia::EmptyStep step);

protected:
    void paintEvent(QPaintEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void refresh();
    void chooseStep();

    Theme &m_theme;
    EmptyReason m_reason = EmptyReason::Loading;
    QLabel *m_picture;
    QLabel *m_title;
    QLabel *m_sentence;
    QPushButton *m_button;
};

} // namespace atalaia

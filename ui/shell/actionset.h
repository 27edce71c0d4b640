// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QList>
#include <QObject>

#include <array>

namespace atalaia {

class Theme;

/// Everything that can be done, in the order in which menus and the key help list it.
enum class ActionId {
    NextThread,
    PreviousThread,
    OpenThread,
    NextHit,
    PreviousHit,
    Confirm,
    Dismiss,
    Escalate,
    Take,
    Undo,
    InterveneMessage,
    DeleteForEveryone,
    SuspendLine,
    ResumeLine,
    BlockContact,
    UnblockContact,
    ShowInbox,
    ShowEscalated,
    ShowDecided,
    ShowNewest,
    FocusSearch,
    Palette,
    ImportList,
    ImportChat,
    GatewaySettings,
    LinesAndGaps,
    ToggleTheme,
    Language,
    Help,
    Quit
};
inline constexpr size_t kActionCount = size_t(ActionId::Quit) + 1;

/// What a group of actions is about; a heading in the menu and in the key help.
enum class ActionGroup { Threads, Decisions, Interventions, Lists, Program };

/// One QAction for each ActionId, with object name, text, keys, icon and status tip; handed out by
/// reference, so that buttons, menus, palette and keys are the same thing. Plain letters reach them
/// only while no text field has the focus: text fields claim letters before shortcuts see them.
class ActionSet final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ActionSet)

public:
    /// `theme` must outlive this. Decisions and interventions start disabled: there is no thread yet.
    explicit ActionSet(Theme &theme, QObject *parent = nullptr);

    [[nodiscard]] QAction &action(ActionId id) const { return *m_actions[size_t(id)]; }
    [[nodiscard]] QList<QAction *> all() const;
    [[nodiscard]] QList<QAction *> inGroup(ActionGroup group) const;
    [[nodiscard]] static QString groupWords(ActionGroup group);

    /// Decisions and interventions need a thread to act on.
    void setThreadActionsEnabled(bool isEnabled);

    /// What there is to say about an action before it is triggered: why it cannot be, or a condition. It
    /// follows the tip and the spoken description; empty = nothing.
    void setNote(ActionId id, const QString &note);

private:
    void refreshIcons();

    Theme &m_theme;
    std::array<QAction *, kActionCount> m_actions{};
};

inline constexpr std::array kActionGroups{ActionGroup::Threads, ActionGroup::Decisions, ActionGroup::Interventions,
                                          ActionGroup::Lists, ActionGroup::Program};

/// The keys of an action as people read them: "Ctrl+K", "J or Down".
[[nodiscard]] QString keysOf(const QAction &action);

} // namespace atalaia

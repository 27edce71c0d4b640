// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/actionset.h"

#include "theme/theme.h"

#include <QKeySequence>
#include <QLocale>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

struct ActionRow
{
    ActionId id;
    ActionGroup group;
    const char *objectName;
    const char *text;
    const char *tip;
    const char *keys; // separated by a blank
    const char *icon;
};

#define WORDS(text) QT_TRANSLATE_NOOP("atalaia::ActionSet", text)

constexpr std::array kRows{
    ActionRow{ActionId::NextThread, ActionGroup::Threads, "nextThread", WORDS("Next thread"),
              WORDS("Go to the next row of the list"), "J", "next"},
    ActionRow{ActionId::PreviousThread, ActionGroup::Threads, "previousThread", WORDS("Previous thread"),
              WORDS("Go to the previous row of the list"), "K", "previous"},
    ActionRow{ActionId::OpenThread, ActionGroup::Threads, "openThread", WORDS("Read the thread"),
              WORDS("Move to the conversation of the selected row"), "O", "message"},
    ActionRow{ActionId::NextHit, ActionGroup::Threads, "nextHit", WORDS("Next hit"),
              WORDS("Go to the next marked place of the conversation"), "N", "arrow-down"},
    ActionRow{ActionId::PreviousHit, ActionGroup::Threads, "previousHit", WORDS("Previous hit"),
              WORDS("Go to the previous marked place of the conversation"), "Shift+N", "arrow-up"},
    ActionRow{ActionId::Confirm, ActionGroup::Decisions, "confirm", WORDS("Confirm"),
              WORDS("The flag is right: this breaks the policy"), "1", "confirm"},
    ActionRow{ActionId::Dismiss, ActionGroup::Decisions, "dismiss", WORDS("Dismiss…"),
              WORDS("The flag is wrong or does not matter; give a reason"), "2", "dismiss"},
    ActionRow{ActionId::Escalate, ActionGroup::Decisions, "escalate", WORDS("Escalate"),
              WORDS("Hand the thread up to the data-protection manager"), "S", "escalate"},
    ActionRow{ActionId::Take, ActionGroup::Decisions, "take", WORDS("Take or release"),
              WORDS("Say that you work on this thread, or that you stopped"), "A", "take"},
    ActionRow{ActionId::Undo, ActionGroup::Decisions, "undo", WORDS("Undo"), WORDS("Take the latest step back"),
              "Z Ctrl+Z", "undo"},
    ActionRow{ActionId::InterveneMessage, ActionGroup::Interventions, "interveneMessage",
              WORDS("Message to the contact…"), WORDS("Write to the contact through the gateway"), "M", "message"},
    ActionRow{ActionId::DeleteForEveryone, ActionGroup::Interventions, "deleteForEveryone",
              WORDS("Delete for everyone…"), WORDS("Delete the marked message on both phones; Atalaia keeps it"), "",
              "delete"},
    ActionRow{ActionId::SuspendLine, ActionGroup::Interventions, "suspendLine", WORDS("Suspend the line…"),
              WORDS("Stop the line at the gateway until somebody resumes it"), "", "pause"},
    ActionRow{ActionId::ResumeLine, ActionGroup::Interventions, "resumeLine", WORDS("Resume the line"),
              WORDS("Start the suspended line again"), "", "resume"},
    ActionRow{ActionId::ShowInbox, ActionGroup::Lists, "showInbox", WORDS("Inbox"),
              WORDS("Threads that nobody has decided"), "Ctrl+1", "inbox"},
    ActionRow{ActionId::ShowEscalated, ActionGroup::Lists, "showEscalated", WORDS("Escalated"),
              WORDS("Threads handed up to the data-protection manager"), "Ctrl+2", "escalate"},
    ActionRow{ActionId::ShowDecided, ActionGroup::Lists, "showDecided", WORDS("Decided"),
              WORDS("Threads that were confirmed or dismissed"), "Ctrl+3", "calm"},
    ActionRow{ActionId::ShowNewest, ActionGroup::Lists, "showNewestThreads", WORDS("Show the newest"),
              WORDS("Put the threads that wait into the list"), "Ctrl+R", "arrow-down"},
    ActionRow{ActionId::FocusSearch, ActionGroup::Lists, "focusSearch", WORDS("Search"),
              WORDS("Narrow the list by agent, contact, category or line"), "/ Ctrl+F", "search"},
    ActionRow{ActionId::Palette, ActionGroup::Program, "palette", WORDS("All commands…"),
              WORDS("Find a command by its name"), "Ctrl+K", "palette"},
    ActionRow{ActionId::ImportList, ActionGroup::Program, "importList", WORDS("Import a keyword list…"),
              WORDS("Bring in a keyword list from a CSV or text file"), "Ctrl+I", "import"},
    ActionRow{ActionId::GatewaySettings, ActionGroup::Program, "gatewaySettings", WORDS("Gateway…"),
              WORDS("Address and key of the WhatsApp gateway"), "Ctrl+,", "gateway"},
    ActionRow{ActionId::ToggleTheme, ActionGroup::Program, "toggleTheme", WORDS("Light or dark"),
              WORDS("Switch between the light and the dark look"), "", "theme"},
    ActionRow{ActionId::Language, ActionGroup::Program, "language", WORDS("Language"),
              WORDS("Choose the language of the screens"), "", "language"},
    ActionRow{ActionId::Help, ActionGroup::Program, "help", WORDS("Keys"), WORDS("Show all keys"), "? F1", "help"},
    ActionRow{ActionId::Quit, ActionGroup::Program, "quit", WORDS("Quit"), WORDS("Close Atalaia"), "Ctrl+Q", "quit"},
};
#undef WORDS
static_assert(kRows.size() == kActionCount);

QList<QKeySequence> sequences(const char *keys)
{
    QList<QKeySequence> list;
    for (const QString &key : QString::fromLatin1(keys).split(u' ', Qt::SkipEmptyParts))
        list.append(QKeySequence(key, QKeySequence::PortableText));
    return list;
}

} // namespace

ActionSet::ActionSet(Theme &theme, QObject *parent) : QObject(parent), m_theme(theme)
{
    for (const ActionRow &row : kRows) {
        auto *action = new QAction(this);
        action->setObjectName(QLatin1StringView(row.objectName));
        action->setText(tr(row.text));
        action->setStatusTip(tr(row.tip));
        action->setShortcuts(sequences(row.keys));
        const QString keys = keysOf(*action);
        action->setToolTip(keys.isEmpty() ? tr(row.tip) : tr("%1 (%2)").arg(tr(row.tip), keys));
        action->setMenuRole(row.id == ActionId::Quit ? QAction::QuitRole : QAction::NoRole);
        m_actions[size_t(row.id)] = action;
    }
    // Held down, these must not decide one thread after another.
    for (const ActionId id : {ActionId::Confirm, ActionId::Dismiss, ActionId::Escalate, ActionId::Take, ActionId::Undo,
                              ActionId::InterveneMessage, ActionId::Palette, ActionId::Help})
        action(id).setAutoRepeat(false);
    action(ActionId::Language).setIconText(QLocale().name());
    setThreadActionsEnabled(false);
    action(ActionId::Undo).setEnabled(false);
    action(ActionId::ShowNewest).setEnabled(false);

    connect(&m_theme, &Theme::changed, this, &ActionSet::refreshIcons);
    refreshIcons();
}

QList<QAction *> ActionSet::all() const
{
    return {m_actions.cbegin(), m_actions.cend()};
}

QList<QAction *> ActionSet::inGroup(ActionGroup group) const
{
    QList<QAction *> actions;
    for (const ActionRow &row : kRows) {
        if (row.group == group)
            actions.append(m_actions[size_t(row.id)]);
    }
    return actions;
}

QString ActionSet::groupWords(ActionGroup group)
{
    switch (group) {
    case ActionGroup::Threads:
        return tr("Threads");
    case ActionGroup::Decisions:
        return tr("Decide");
    case ActionGroup::Interventions:
        return tr("Intervene");
    case ActionGroup::Lists:
        return tr("Lists");
    case ActionGroup::Program:
        break;
    }
    return tr("Atalaia");
}

void ActionSet::setThreadActionsEnabled(bool isEnabled)
{
    for (const ActionId id :
         {ActionId::OpenThread, ActionId::NextHit, ActionId::PreviousHit, ActionId::Confirm, ActionId::Dismiss, ActionId::Escalate, ActionId::Take,
          ActionId::InterveneMessage, ActionId::DeleteForEveryone, ActionId::SuspendLine, ActionId::ResumeLine})
        action(id).setEnabled(isEnabled);
}

void ActionSet::refreshIcons()
{
    for (const ActionRow &row : kRows)
        action(row.id).setIcon(m_theme.icon(QLatin1StringView(row.icon)));
}

QString keysOf(const QAction &action)
{
    QStringList keys;
    for (const QKeySequence &sequence : action.shortcuts())
        keys.append(sequence.toString(QKeySequence::NativeText));
    return keys.join(u"  "_s);
}

} // namespace atalaia

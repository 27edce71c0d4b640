// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/actionset.h"

#include "theme/theme.h"

#include <QKeySequence>

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

constexpr std::array kRows{
        ActionRow{ActionId::NextThread, ActionGroup::Threads, "nextThread",
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Next thread"),
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Go to the next row of the list"), "J", "next"},
        ActionRow{ActionId::PreviousThread, ActionGroup::Threads, "previousThread",
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Previous thread"),
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Go to the previous row of the list"), "K", "previous"},
        ActionRow{ActionId::OpenThread, ActionGroup::Threads, "openThread",
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Read the thread"),
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Move to the conversation of the selected row"), "O",
                  "message"},
        ActionRow{ActionId::NextHit, ActionGroup::Threads, "nextHit",
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Next hit"),
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Go to the next marked place of the conversation"), "N",
                  "arrow-down"},
        ActionRow{ActionId::PreviousHit, ActionGroup::Threads, "previousHit",
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Previous hit"),
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Go to the previous marked place of the conversation"),
                  "Shift+N", "arrow-up"},
        ActionRow{ActionId::Confirm, ActionGroup::Decisions, "confirm",
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Confirm"),
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "The flag is right: this breaks the policy"), "1", "confirm"},
        ActionRow{ActionId::Dismiss, ActionGroup::Decisions, "dismiss",
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Dismiss…"),
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "The flag is wrong or does not matter; give a reason"), "2",
                  "dismiss"},
        ActionRow{ActionId::Escalate, ActionGroup::Decisions, "escalate",
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Escalate"),
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Hand the thread up to the data-protection manager"), "S",
                  "escalate"},
        ActionRow{ActionId::Take, ActionGroup::Decisions, "take",
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Take or release"),
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Say that you work on this thread, or that you stopped"), "A",
                  "take"},
        ActionRow{ActionId::Undo, ActionGroup::Decisions, "undo", QT_TRANSLATE_NOOP("atalaia::ActionSet", "Undo"),
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Take the latest step back"), "Z Ctrl+Z", "undo"},
        ActionRow{ActionId::InterveneMessage, ActionGroup::Interventions, "interveneMessage",
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Message to the contact…"),
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Write to the contact through the gateway"), "M", "message"},
        ActionRow{ActionId::DeleteForEveryone, ActionGroup::Interventions, "deleteForEveryone",
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Delete for everyone…"),
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Delete the marked message on both phones; Atalaia keeps it"),
                  "", "delete"},
        ActionRow{ActionId::SuspendLine, ActionGroup::Interventions, "suspendLine",
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Suspend the line…"),
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Stop the line at the gateway until somebody resumes it"), "",
                  "pause"},
        ActionRow{ActionId::ResumeLine, ActionGroup::Interventions, "resumeLine",
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Resume the line"),
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Start the suspended line again"), "", "resume"},
        ActionRow{ActionId::BlockContact, ActionGroup::Interventions, "blockContact",
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Block the contact…"),
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "The contact can no longer write to this line"), "",
                  "dismiss"},
        ActionRow{ActionId::UnblockContact, ActionGroup::Interventions, "unblockContact",
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Unblock the contact…"),
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Let the contact write to this line again"), "", "resume"},
        ActionRow{ActionId::ShowInbox, ActionGroup::Lists, "showInbox",
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Inbox"),
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Threads that nobody has decided"), "Ctrl+1", "inbox"},
        ActionRow{ActionId::ShowEscalated, ActionGroup::Lists, "showEscalated",
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Escalated"),
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Threads handed up to the data-protection manager"), "Ctrl+2",
                  "escalate"},
        ActionRow{ActionId::ShowDecided, ActionGroup::Lists, "showDecided",
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Decided"),
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Threads that were confirmed or dismissed"), "Ctrl+3",
                  "calm"},
        ActionRow{ActionId::ShowNewest, ActionGroup::Lists, "showNewestThreads",
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Show the newest"),
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Put the threads that wait into the list"), "Ctrl+R",
                  "arrow-down"},
        ActionRow{ActionId::FocusSearch, ActionGroup::Lists, "focusSearch",
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Search"),
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Narrow the list by agent, contact, category or line"),
                  "/ Ctrl+F", "search"},
        ActionRow{ActionId::Palette, ActionGroup::Program, "palette",
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "All commands…"),
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Find a command by its name"), "Ctrl+K", "palette"},
        ActionRow{ActionId::ImportList, ActionGroup::Program, "importList",
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Import a keyword list…"),
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Bring in a keyword list from a CSV or text file"), "Ctrl+I",
                  "import"},
        ActionRow{ActionId::ImportChat, ActionGroup::Program, "importChat",
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Import exported chats…"),
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Bring in chats that a phone exported, as .txt or .zip"),
                  "Ctrl+Shift+I", "import"},
        ActionRow{ActionId::GatewaySettings, ActionGroup::Program, "gatewaySettings",
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Gateway…"),
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Address and key of the WhatsApp gateway"), "Ctrl+,",
                  "gateway"},
        ActionRow{ActionId::LinesAndGaps, ActionGroup::Program, "linesAndGaps",
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Lines and gaps…"),
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "How each line is, and what was or may have been missed"),
                  "Ctrl+L", "warning"},
        ActionRow{ActionId::ToggleTheme, ActionGroup::Program, "toggleTheme",
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Light or dark"),
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Switch between the light and the dark look"), "", "theme"},
        ActionRow{ActionId::Language, ActionGroup::Program, "language",
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Language"),
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Choose the language of the screens"), "", "language"},
        ActionRow{ActionId::Help, ActionGroup::Program, "help", QT_TRANSLATE_NOOP("atalaia::ActionSet", "Keys"),
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Show all keys"), "? F1", "help"},
        ActionRow{ActionId::Quit, ActionGroup::Program, "quit", QT_TRANSLATE_NOOP("atalaia::ActionSet", "Quit"),
                  QT_TRANSLATE_NOOP("atalaia::ActionSet", "Close Atalaia"), "Ctrl+Q", "quit"},
};
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
        action->setMenuRole(row.id == ActionId::Quit ? QAction::QuitRole : QAction::NoRole);
        m_actions[size_t(row.id)] = action;
    }
    for (const ActionRow &row : kRows)
        setNote(row.id, {});
    // Held down, these must not decide one thread after another.
    for (const ActionId id : {ActionId::Confirm, ActionId::Dismiss, ActionId::Escalate, ActionId::Take, ActionId::Undo,
                              ActionId::InterveneMessage, ActionId::Palette, ActionId::Help})
        action(id).setAutoRepeat(false);
    //: The language of these texts, short, as it stands on the button that changes it: en, pt_BR
    action(ActionId::Language).setIconText(tr("en"));
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
         {ActionId::OpenThread, ActionId::NextHit, ActionId::PreviousHit, ActionId::Confirm, ActionId::Dismiss,
          ActionId::Escalate, ActionId::Take, ActionId::InterveneMessage, ActionId::DeleteForEveryone,
          ActionId::SuspendLine, ActionId::ResumeLine, ActionId::BlockContact, ActionId::UnblockContact})
        action(id).setEnabled(isEnabled);
}

void ActionSet::setNote(ActionId id, const QString &note)
{
    QAction &its = action(id);
    const QString tip = tr(kRows[size_t(id)].tip);
    const QString keys = keysOf(its);
    const QString both = keys.isEmpty() ? tip : tr("%1 (%2)").arg(tip, keys);
    // A sentence of its own: it begins a line.
    its.setToolTip(note.isEmpty() ? both : both + u'\n' + note);
    its.setStatusTip(note.isEmpty() ? tip : note);
    its.setWhatsThis(note);
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

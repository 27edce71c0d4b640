// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversation/actionbar.h"

#include "conversation/reasonpopup.h"
#include "text/reviewwords.h"
#include "widgets/keybutton.h"

#include <QAction>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>

#include <algorithm>

namespace atalaia {

namespace {

KeyButton *boundButton(const Theme &theme, KeyButton::Look look, QAction &action, const QString &name, QWidget *parent)
{
    auto *button = new KeyButton(theme, look, parent);
    button->setObjectName(name);
    button->bind(action);
    return button;
}

} // namespace

ActionBar::ActionBar(const Theme &theme, const ReviewActions &actions, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_actions(actions),
      m_reasons(new ReasonPopup(theme, this)),
      m_menu(new QMenu(this))
{
    setObjectName(QStringLiteral("actionBar"));
    setAccessibleName(tr("Actions on this thread"));
    setFixedHeight(kHeight);
    using Look = KeyButton::Look;
    auto *confirm = boundButton(theme, Look::Primary, *actions.confirm, QStringLiteral("confirmButton"), this);
    m_dismiss = boundButton(theme, Look::Plain, *actions.dismiss, QStringLiteral("dismissButton"), this);
    m_dismiss->setHasMenu(true);
    auto *escalate = boundButton(theme, Look::Plain, *actions.escalate, QStringLiteral("escalateButton"), this);
    auto *take = boundButton(theme, Look::Plain, *actions.take, QStringLiteral("takeButton"), this);
    m_intervene = new KeyButton(theme, Look::Plain, this);
    m_intervene->setObjectName(QStringLiteral("interveneButton"));
    m_intervene->setText(tr("Intervene"));
    m_intervene->setAccessibleName(tr("Intervene"));
    m_intervene->setHasMenu(true);
    auto *undo = boundButton(theme, Look::Quiet, *actions.undo, QStringLiteral("undoButton"), this);
    undo->setGivesWay(true); // its text names what it takes back, and that changes
    actions.undo->setIconText(tr("Undo")); // what it says where room is short
    undo->setMinimumWidth(undo->sizeHint().width());

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::kL, 1, space::kM, 0);
    row->setSpacing(space::kS);
    for (QWidget *button : {confirm, m_dismiss, escalate, take})
        row->addWidget(button);
    row->addSpacing(space::kS);
    row->addWidget(m_intervene);
    row->addStretch();
    row->addWidget(undo);

    m_menu->addAction(actions.messageContact);
    m_menu->setToolTipsVisible(true); // why something cannot be done here
    m_menu->addSeparator();
    m_menu->addAction(actions.deleteForEveryone);
    m_menu->addAction(actions.blockContact);
    m_menu->addAction(actions.unblockContact);
    m_menu->addSeparator();
    m_menu->addAction(actions.suspendLine);
    m_menu->addAction(actions.resumeLine);

    for (QAction *action : m_menu->actions())
        connect(action, &QAction::changed, this, &ActionBar::followInterventions);
    connect(actions.confirm, &QAction::changed, this, &ActionBar::followInterventions);
    followInterventions();
    connect(actions.dismiss, &QAction::triggered, this, &ActionBar::openReasons);
    connect(m_reasons, &ReasonPopup::reasonChosen, this, &ActionBar::dismissChosen);
    connect(m_intervene, &KeyButton::clicked, this, &ActionBar::openMenu);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void ActionBar::setNextUndo(const std::optional<UndoStep> &step)
{
    m_actions.undo->setEnabled(step.has_value());
    m_actions.undo->setText(step ? undoWords(*step) : tr("Undo"));
}

void ActionBar::setTaken(bool isMine)
{
    m_actions.take->setText(isMine ? tr("Release") : tr("Assign to me"));
}

void ActionBar::followInterventions()
{
    // While a thread is open the menu opens even if nothing in it can be done: it says why.
    const QList<QAction *> actions = m_menu->actions();
    const bool isAnyEnabled = std::any_of(actions.cbegin(), actions.cend(), [](const QAction *action) {
        return !action->isSeparator() && action->isEnabled();
    });
    m_intervene->setEnabled(isAnyEnabled || m_actions.confirm->isEnabled());
    m_intervene->setAccessibleDescription(m_actions.messageContact->isEnabled() ? QString()
                                                                                : m_actions.messageContact->toolTip());
}

void ActionBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(ColorRole::Surface));
    painter.fillRect(QRect(0, 0, width(), 1), m_theme.color(ColorRole::Line));
}

void ActionBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_reasons->hide();
}

void ActionBar::openReasons()
{
    if (isVisible())
        m_reasons->openAbove({m_dismiss->mapToGlobal(QPoint(0, 0)), m_dismiss->size()});
}

void ActionBar::openMenu()
{
    const QPoint top = m_intervene->mapToGlobal(QPoint(0, 0));
    m_menu->popup(top - QPoint(0, m_menu->sizeHint().height() + space::kXs));
}

} // namespace atalaia

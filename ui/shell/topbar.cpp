// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/topbar.h"

#include "shell/actionset.h"
#include "shell/listtab.h"
#include "shell/phasedot.h"
#include "text/words.h"
#include "theme/textcolor.h"
#include "theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr int kHeight = 48;
constexpr int kMarkSize = 20;
constexpr int kSearchWidth = 320;

} // namespace

TopBar::TopBar(Theme &theme, const ActionSet &actions, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_mark(new QLabel(this)),
      m_name(new QLabel(u"Atalaia"_s, this)),
      m_inbox(new ListTab(theme, actions.action(ActionId::ShowInbox), this)),
      m_escalated(new ListTab(theme, actions.action(ActionId::ShowEscalated), this)),
      m_decided(new ListTab(theme, actions.action(ActionId::ShowDecided), this)),
      m_dot(new PhaseDot(theme, this)),
      m_phase(new QLabel(this)),
      m_search(new QLineEdit(this)),
      m_menu(makeMenuButton(actions))
{
    setObjectName(u"topBar"_s);
    setFixedHeight(kHeight);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_phase->setObjectName(u"livePhase"_s);
    makeSearch();

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::kL, 0, space::kS, 0);
    row->setSpacing(space::kS);
    row->addWidget(m_mark);
    row->addWidget(m_name);
    row->addSpacing(space::kL);
    for (ListTab *tab : {m_inbox, m_escalated, m_decided}) {
        tab->setFixedHeight(kHeight);
        row->addWidget(tab);
    }
    row->addStretch(1);
    row->addWidget(m_dot);
    row->addWidget(m_phase);
    row->addSpacing(space::kL);
    row->addWidget(m_search);
    row->addWidget(m_menu);

    connect(&m_theme, &Theme::changed, this, &TopBar::refresh);
    refresh();
}

QToolButton *TopBar::makeMenuButton(const ActionSet &actions)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(u"mainMenu"_s);
    for (const ActionGroup group : kActionGroups) {
        QMenu *part = menu->addMenu(ActionSet::groupWords(group));
        part->addActions(actions.inGroup(group));
    }
    auto *button = new QToolButton(this);
    button->setObjectName(u"menuButton"_s);
    button->setAccessibleName(tr("Menu"));
    button->setToolTip(tr("All commands by group"));
    button->setProperty("kind", u"quiet"_s);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setMenu(menu);
    return button;
}

void TopBar::makeSearch()
{
    m_search->setObjectName(u"searchField"_s);
    m_search->setAccessibleName(tr("Search the list"));
    m_search->setPlaceholderText(tr("Search (/), all commands Ctrl+K"));
    m_search->setClearButtonEnabled(true);
    m_search->setMaxLength(200);
    m_search->setFixedWidth(kSearchWidth);
    connect(m_search, &QLineEdit::textChanged, this, &TopBar::searchChanged);
}

void TopBar::showCounts(const FlagCounts &counts)
{
    m_inbox->setCount(counts.inbox);
    m_escalated->setCount(counts.escalated);
    m_decided->setCount(counts.decided);
}

void TopBar::showConnection(const ConnectionState &state)
{
    m_dot->setPhase(state.phase);
    m_dot->show();
    m_phase->setText(connectionBrief(state.phase));
}

void TopBar::showGatewayCount(int count)
{
    if (count > 0)
        return;
    m_dot->setPhase(ConnectionPhase::Disabled);
    m_phase->setText(tr("Not connected"));
}

void TopBar::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void TopBar::clearSearch()
{
    m_search->clear();
}

void TopBar::refresh()
{
    m_mark->setPixmap(
            m_theme.icon(u"mark"_s, ColorRole::Accent).pixmap(QSize(kMarkSize, kMarkSize), devicePixelRatioF()));
    m_name->setFont(m_theme.font(FontRole::Thread, true));
    m_phase->setFont(m_theme.font(FontRole::Caption));
    setTextColor(*m_phase, m_theme.color(ColorRole::Muted));
    m_menu->setIcon(m_theme.icon(u"menu"_s));
    m_menu->setIconSize({kMarkSize, kMarkSize});
}

} // namespace atalaia

// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/keyhelp.h"

#include "shell/actionset.h"
#include "theme/textcolor.h"
#include "theme/theme.h"

#include <QFrame>
#include <QGridLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

QLabel *label(const QString &text, const QFont &font, const QColor &color)
{
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setFont(font);
    setTextColor(*label, color);
    return label;
}

} // namespace

KeyHelp::KeyHelp(Theme &theme, const ActionSet &actions, QWidget *covered) : Overlay(theme, covered), m_actions(actions)
{
    setObjectName(u"keyHelp"_s);
    setAccessibleName(tr("Keys"));
    column()->setContentsMargins(space::kXl, space::kL, space::kXl, space::kXl);
}

void KeyHelp::open()
{
    fill();
    Overlay::open();
}

void KeyHelp::fill()
{
    delete m_content;
    m_content = new QWidget(card());
    auto *rows = new QVBoxLayout(m_content);
    rows->setContentsMargins({});
    rows->setSpacing(space::kL);
    auto *title = label(tr("Keys"), theme().font(FontRole::Page, true), theme().color(ColorRole::Text));
    rows->addWidget(title);

    auto *columns = new QHBoxLayout;
    columns->setSpacing(space::kXxl);
    auto *left = new QVBoxLayout;
    auto *right = new QVBoxLayout;
    for (const ActionGroup group : kActionGroups) {
        QVBoxLayout *side = group == ActionGroup::Lists || group == ActionGroup::Program ? right : left;
        side->setSpacing(space::kL);
        side->addWidget(makeGroup(group));
    }
    left->addStretch(1);
    right->addStretch(1);
    columns->addLayout(left);
    columns->addLayout(right);
    rows->addLayout(columns);
    rows->addWidget(label(tr("Esc goes back one step. Letters work while you are not typing in a field."),
                          theme().font(FontRole::Caption), theme().color(ColorRole::Muted)));
    column()->addWidget(m_content);
    m_content->show();
}

QWidget *KeyHelp::makeGroup(ActionGroup group)
{
    auto *box = new QWidget;
    auto *grid = new QGridLayout(box);
    grid->setContentsMargins({});
    grid->setVerticalSpacing(space::kXs + 2);
    grid->setHorizontalSpacing(space::kL);
    grid->addWidget(label(ActionSet::groupWords(group), theme().font(FontRole::Caption, true),
                          theme().color(ColorRole::Accent)),
                    0, 0, 1, 2);
    int row = 1;
    for (const QAction *action : m_actions.inGroup(group)) {
        const QString keys = keysOf(*action);
        if (keys.isEmpty())
            continue;
        grid->addWidget(
                label(action->text().remove(u'&'), theme().font(FontRole::Body), theme().color(ColorRole::Text)), row,
                0);
        grid->addWidget(label(keys, theme().font(FontRole::Body, true), theme().color(ColorRole::Muted)), row, 1,
                        Qt::AlignRight);
        ++row;
    }
    grid->setColumnMinimumWidth(0, 200);
    if (row == 1)
        box->hide();
    return box;
}

} // namespace atalaia

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/emptystate.h"

#include "widgets/keybutton.h"
#include "widgets/plainlabel.h"

#include <QVBoxLayout>

namespace atalaia {

namespace {

constexpr int kWidth = 360;

} // namespace

EmptyState::EmptyState(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_title(new PlainLabel(theme, FontRole::Thread, ColorRole::Text, this)),
      m_sentence(new PlainLabel(theme, FontRole::Body, ColorRole::Muted, this)),
      m_step(new KeyButton(theme, KeyButton::Look::Plain, this))
{
    setObjectName(QStringLiteral("emptyState"));
    m_title->setSemibold(true);
    m_title->setFixedWidth(kWidth);
    m_sentence->setFixedWidth(kWidth);
    m_step->setObjectName(QStringLiteral("emptyStateStep"));
    auto *column = new QVBoxLayout(this);
    column->setSpacing(space::kS);
    column->addStretch(2);
    column->addWidget(m_title, 0, Qt::AlignHCenter);
    column->addWidget(m_sentence, 0, Qt::AlignHCenter);
    auto *indent = new QHBoxLayout;
    indent->addStretch();
    auto *step = new QWidget(this);
    step->setFixedWidth(kWidth);
    auto *row = new QHBoxLayout(step);
    row->setContentsMargins(0, space::kS, 0, 0);
    row->addWidget(m_step);
    row->addStretch();
    indent->addWidget(step);
    indent->addStretch();
    column->addLayout(indent);
    column->addStretch(3);
    connect(m_step, &KeyButton::clicked, this, &EmptyState::stepChosen);
}

void EmptyState::setWords(const QString &title, const QString &sentence, const QString &step)
{
    m_title->setText(title);
    m_sentence->setText(sentence);
    m_step->setText(step);
    m_step->setVisible(!step.isEmpty());
}

} // namespace atalaia

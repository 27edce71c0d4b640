// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/emptystate.h"

#include "widgets/keybutton.h"
#include "widgets/plainlabel.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace atalaia {

namespace {

constexpr int kWidth = 360;

} // namespace

EmptyState::EmptyState(const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_title(new PlainLabel(theme, FontRole::Thread, ColorRole::Text, this)),
      m_sentence(new PlainLabel(theme, FontRole::Body, ColorRole::Muted, this)),
      m_step(new KeyButton(theme, KeyButton::Look::Plain, this))
{
    setObjectName(QStringLiteral("emptyState"));
    m_title->setSemibold(true);
    m_step->setObjectName(QStringLiteral("emptyStateStep"));
    // A column of its own: the height of a wrapped sentence is asked for at the column's width.
    auto *words = new QWidget(this);
    words->setFixedWidth(kWidth);
    auto *column = new QVBoxLayout(words);
    column->setContentsMargins({});
    column->setSpacing(space::kS);
    column->addWidget(m_title);
    column->addWidget(m_sentence);
    column->addSpacing(space::kS);
    column->addWidget(m_step, 0, Qt::AlignLeft);
    auto *middle = new QHBoxLayout;
    middle->addStretch();
    middle->addWidget(words);
    middle->addStretch();
    auto *rows = new QVBoxLayout(this);
    rows->addStretch(2);
    rows->addLayout(middle);
    rows->addStretch(3);
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

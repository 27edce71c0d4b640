// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/forelsewhere.h"

#include "settings/copybutton.h"
#include "widgets/plainlabel.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace atalaia {

ForElsewhere::ForElsewhere(const Theme &theme, const QString &objectName, const QString &title, QWidget *parent)
    : QWidget(parent), m_lines(new PlainLabel(theme, FontRole::Caption, ColorRole::Text, this))
{
    setObjectName(objectName);
    auto *words = new PlainLabel(theme, FontRole::Body, ColorRole::Text, this);
    words->setText(title);
    m_lines->setObjectName(objectName + u"Lines"_s);
    m_lines->setAccessibleName(title);
    auto *copy = new CopyButton(
            theme, [this] { return m_lines->text(); }, this);
    copy->setObjectName(objectName + u"Copy"_s);
    copy->setAccessibleName(tr("Copy: %1").arg(title));
    auto *row = new QHBoxLayout;
    row->setContentsMargins(space::kM, 0, 0, 0);
    row->setSpacing(space::kS);
    row->addWidget(m_lines, 1);
    row->addWidget(copy, 0, Qt::AlignTop);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(space::kXs);
    column->addWidget(words);
    column->addLayout(row);
}

void ForElsewhere::setLines(const QString &lines)
{
    if (m_lines->text() != lines)
        m_lines->setText(lines);
}

} // namespace atalaia

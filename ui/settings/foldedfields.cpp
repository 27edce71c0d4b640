// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/foldedfields.h"

#include "widgets/keybutton.h"

#include <QVBoxLayout>

namespace atalaia {

FoldedFields::FoldedFields(const Theme &theme, const QString &objectName, const QString &title, QWidget *parent)
    : QWidget(parent),
      m_title(title),
      m_toggle(new KeyButton(theme, KeyButton::Look::Link, this)),
      m_body(new QWidget(this)),
      m_fields(new QVBoxLayout(m_body))
{
    m_toggle->setObjectName(objectName);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(space::kS);
    column->addWidget(m_toggle);
    column->addWidget(m_body);
    m_fields->setContentsMargins({});
    m_fields->setSpacing(space::kL);
    connect(m_toggle, &KeyButton::clicked, this, [this] { setOpen(!isOpen()); });
    setOpen(false);
}

void FoldedFields::add(QWidget *field)
{
    m_fields->addWidget(field);
}

void FoldedFields::setOpen(bool isOpen)
{
    m_body->setVisible(isOpen);
    m_toggle->setText((isOpen ? QStringLiteral("▾ ") : QStringLiteral("▸ ")) + m_title);
    m_toggle->setAccessibleName(m_title);
    m_toggle->setAccessibleDescription(isOpen ? tr("open") : tr("closed"));
}

bool FoldedFields::isOpen() const
{
    return !m_body->isHidden();
}

} // namespace atalaia

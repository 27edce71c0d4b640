// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/gatewayfield.h"

#include "settings/copybutton.h"
#include "widgets/keybutton.h"
#include "widgets/plainlabel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

QString withoutMnemonic(QString text)
{
    return text.remove(u'&');
}

} // namespace

GatewayField::GatewayField(const Theme &theme, const QString &objectName, const QString &label, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_column(new QVBoxLayout(this)),
      m_row(new QHBoxLayout),
      m_label(new QLabel(label, this)),
      m_edit(new QLineEdit(this)),
      m_note(new PlainLabel(theme, FontRole::Caption, ColorRole::Danger, this)),
      m_help(new PlainLabel(theme, FontRole::Caption, ColorRole::Muted, this))
{
    m_edit->setObjectName(objectName);
    m_edit->setAccessibleName(withoutMnemonic(label));
    m_note->setObjectName(objectName + u"Note"_s);
    m_help->setObjectName(objectName + u"Help"_s);
    m_label->setTextFormat(Qt::PlainText);
    m_label->setBuddy(m_edit);
    m_note->hide();
    m_help->hide();

    m_row->setSpacing(space::kS);
    m_row->addWidget(m_edit, 1);
    m_column->setContentsMargins({});
    m_column->setSpacing(space::kXs);
    m_column->addWidget(m_label);
    m_column->addLayout(m_row);
    m_column->addWidget(m_note);
    m_column->addWidget(m_help);
    connect(m_edit, &QLineEdit::textChanged, this, &GatewayField::changed);
}

void GatewayField::setHelp(const QString &help)
{
    m_help->setText(help);
    m_help->setVisible(!help.isEmpty());
    describe();
}

void GatewayField::setProblem(const QString &problem)
{
    m_note->setColorRole(ColorRole::Danger);
    showNote(problem);
}

void GatewayField::setWarning(const QString &warning)
{
    m_note->setSeverity(3);
    showNote(warning);
}

void GatewayField::setValue(const QString &value)
{
    m_edit->setText(value);
    m_edit->setCursorPosition(0);
}

void GatewayField::setPlaceholder(const QString &placeholder)
{
    m_edit->setPlaceholderText(placeholder);
}

void GatewayField::setSecret()
{
    m_edit->setEchoMode(QLineEdit::Password);
    m_edit->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
}

void GatewayField::setRemovable(bool isRemovable)
{
    if (isRemovable && !m_remove)
        addRemoveButton();
    if (!m_remove)
        return;
    m_remove->setVisible(isRemovable);
    if (!isRemovable)
        setRemoved(false);
}

void GatewayField::addRemoveButton()
{
    m_remove = new KeyButton(m_theme, KeyButton::Look::Plain, this);
    m_remove->setObjectName(m_edit->objectName() + u"Remove"_s);
    m_remove->setAutoDefault(false);
    addButton(m_remove);
    setTabOrder(m_edit, m_remove); // it came after all the others
    setRemoved(false);
    connect(m_remove, &KeyButton::clicked, this, [this] {
        const QSignalBlocker blocker(m_edit); // one change, not two
        m_edit->clear();
        setRemoved(!m_isRemoved);
        emit changed();
    });
}

void GatewayField::setRemoved(bool isRemoved)
{
    m_isRemoved = isRemoved;
    m_edit->setEnabled(!isRemoved);
    //: A stored secret: removes it when the form is saved, or keeps it after all
    m_remove->setText(isRemoved ? tr("Keep") : tr("Remove"));
    m_remove->setAccessibleName((isRemoved ? tr("Keep: %1") : tr("Remove: %1")).arg(m_edit->accessibleName()));
}

void GatewayField::addButton(QWidget *button)
{
    m_row->addWidget(button);
}

void GatewayField::addCopyButton()
{
    auto *copy = new CopyButton(
            m_theme, [this] { return value(); }, this);
    copy->setObjectName(m_edit->objectName() + u"Copy"_s);
    copy->setAccessibleName(tr("Copy: %1").arg(m_edit->accessibleName()));
    copy->setEnabled(!value().isEmpty());
    connect(this, &GatewayField::changed, copy, [this, copy] { copy->setEnabled(!value().isEmpty()); });
    addButton(copy);
}

QString GatewayField::value() const
{
    return m_edit->text().trimmed();
}

void GatewayField::showNote(const QString &note)
{
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    describe();
}

void GatewayField::describe()
{
    QStringList sentences{m_note->text(), m_help->text()};
    sentences.removeAll(QString());
    m_edit->setAccessibleDescription(sentences.join(u' '));
}

} // namespace atalaia

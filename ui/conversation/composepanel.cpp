// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversation/composepanel.h"

#include "review/interventionservice.h"
#include "widgets/keybutton.h"
#include "widgets/plainlabel.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace atalaia {

namespace {

constexpr int kTextHeight = 84;
constexpr int kWarnWithin = 200; // characters left from which the counter is worth a colour

} // namespace

ComposePanel::ComposePanel(const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_title(new PlainLabel(theme, FontRole::Body, ColorRole::Text, this)),
      m_text(new QPlainTextEdit(this)),
      m_counter(new PlainLabel(theme, FontRole::Caption, ColorRole::Muted, this)),
      m_error(new PlainLabel(theme, FontRole::Body, ColorRole::Danger, this)),
      m_send(new KeyButton(theme, KeyButton::Look::Primary, this))
{
    setObjectName(QStringLiteral("composePanel"));
    m_title->setSemibold(true);
    m_text->setObjectName(QStringLiteral("composeText"));
    m_text->setAccessibleName(tr("Message to the contact"));
    m_text->setPlaceholderText(tr("What the contact will read, from this line's number"));
    m_text->setTabChangesFocus(true);
    m_text->setFixedHeight(kTextHeight);
    m_text->installEventFilter(this);
    m_counter->setObjectName(QStringLiteral("composeCounter"));
    m_counter->setWordWrap(false);
    m_error->setObjectName(QStringLiteral("composeError"));
    m_send->setObjectName(QStringLiteral("composeSend"));
    m_send->setText(tr("Send in %1 s").arg(InterventionService::kTakeBackMs / 1000));
    m_send->setKeyCap(tr("Ctrl+Enter"));
    auto *close = new KeyButton(theme, KeyButton::Look::Quiet, this);
    close->setObjectName(QStringLiteral("composeClose"));
    close->setText(tr("Close, keep draft"));
    close->setKeyCap(tr("Esc"));

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::kL, space::kM, space::kL, space::kM);
    column->setSpacing(space::kS);
    column->addWidget(m_title);
    column->addWidget(m_text);
    column->addWidget(m_error);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::kS);
    row->addWidget(m_send);
    row->addWidget(close);
    row->addStretch();
    row->addWidget(m_counter);
    column->addLayout(row);

    connect(m_text, &QPlainTextEdit::textChanged, this, &ComposePanel::noteTextChanged);
    connect(m_send, &KeyButton::clicked, this, &ComposePanel::order);
    connect(close, &KeyButton::clicked, this, &ComposePanel::closed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    noteTextChanged();
    hide();
}

void ComposePanel::open(const QString &to, const QString &draft)
{
    m_title->setText(tr("Message to %1").arg(to));
    if (m_text->toPlainText() != draft)
        m_text->setPlainText(draft);
    m_text->setFont(m_theme.font(FontRole::Thread));
    m_text->moveCursor(QTextCursor::End);
    m_error->hide();
    show();
    m_text->setFocus(Qt::OtherFocusReason);
}

QString ComposePanel::draft() const
{
    return m_text->toPlainText();
}

void ComposePanel::setWaiting(bool isWaiting)
{
    m_isWaiting = isWaiting;
    m_text->setReadOnly(isWaiting);
    refreshSend();
}

void ComposePanel::showError(const QString &sentence)
{
    m_error->setText(sentence);
    m_error->show();
}

void ComposePanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        emit closed();
    else
        QWidget::keyPressEvent(event);
}

bool ComposePanel::eventFilter(QObject *watched, QEvent *event)
{
    // A text that cannot be changed does not take letters, and the window would take them as commands.
    if (watched == m_text && m_isWaiting && event->type() == QEvent::ShortcutOverride) {
        event->accept();
        return true;
    }
    if (watched == m_text && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (isEnter && key->modifiers().testFlag(Qt::ControlModifier)) {
            if (!key->isAutoRepeat())
                order();
            return true;
        }
        if (key->key() == Qt::Key_Escape) {
            emit closed();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void ComposePanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(ColorRole::Surface));
    painter.fillRect(QRect(0, 0, width(), 1), m_theme.color(ColorRole::Line));
}

void ComposePanel::noteTextChanged()
{
    const qsizetype length = m_text->toPlainText().trimmed().size();
    const qsizetype left = InterventionService::kMaxTextLength - length;
    const QLocale locale;
    m_counter->setText(
            left >= 0
                    ? tr("%1 of %2").arg(locale.toString(length), locale.toString(InterventionService::kMaxTextLength))
                    : tr("%1 too many").arg(locale.toString(-left)));
    m_counter->setColorRole(left < kWarnWithin ? ColorRole::Danger : ColorRole::Muted);
    refreshSend();
    m_error->hide();
}

void ComposePanel::refreshSend()
{
    const qsizetype length = m_text->toPlainText().trimmed().size();
    m_send->setEnabled(!m_isWaiting && length > 0 && length <= InterventionService::kMaxTextLength);
}

void ComposePanel::order()
{
    if (!m_send->isEnabled())
        return;
    setWaiting(true);
    emit ordered(m_text->toPlainText().trimmed());
}

} // namespace atalaia

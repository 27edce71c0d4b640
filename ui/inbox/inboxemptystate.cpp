// SPDX-License-Identifier: GPL-3.0-or-later
#include "inbox/inboxemptystate.h"

#include "theme/textcolor.h"
#include "theme/theme.h"

#include <QFocusEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPictureSize = 40;

struct EmptyWords
{
    QString icon;
    QString title;
    QString sentence;
    QString button; // empty = no step
    EmptyStep step = EmptyStep::None;
};

EmptyWords wordsFor(EmptyReason reason)
{
    switch (reason) {
    case EmptyReason::Loading:
        return {u"clock"_s, InboxEmptyState::tr("Reading the list…"), {}, {}, EmptyStep::None};
    case EmptyReason::NoGateway:
        return {u"gateway"_s, InboxEmptyState::tr("No gateway connected"),
                InboxEmptyState::tr("Conversations appear here once Atalaia is connected to your WhatsApp gateway."),
                InboxEmptyState::tr("Connect a gateway…"), EmptyStep::GatewaySettings};
    case EmptyReason::Connecting:
        return {u"clock"_s,
                InboxEmptyState::tr("Connecting to the gateway…"),
                InboxEmptyState::tr("Flagged threads appear here as soon as messages arrive."),
                {},
                EmptyStep::None};
    case EmptyReason::Unreachable:
        return {u"offline"_s, InboxEmptyState::tr("The gateway does not answer"),
                InboxEmptyState::tr("Atalaia keeps trying and fetches what it missed."),
                InboxEmptyState::tr("Check the gateway…"), EmptyStep::GatewaySettings};
    case EmptyReason::KeyProblem:
        return {u"key"_s, InboxEmptyState::tr("The gateway's key does not work"),
                InboxEmptyState::tr("Nothing is received until the key is right."),
                InboxEmptyState::tr("Enter the key…"), EmptyStep::GatewaySettings};
    case EmptyReason::NotAllowed:
        return {u"key"_s, InboxEmptyState::tr("The gateway is not connected"),
                InboxEmptyState::tr("Its address is not encrypted, and the key would be readable on the way. Use an "
                                    "encrypted address, or allow this one in the gateway's settings."),
                InboxEmptyState::tr("Open gateway settings…"), EmptyStep::GatewaySettings};
    case EmptyReason::SwitchedOff:
        return {u"pause"_s, InboxEmptyState::tr("The gateway is switched off"),
                InboxEmptyState::tr("Nothing is received while it is off."),
                InboxEmptyState::tr("Open gateway settings…"), EmptyStep::GatewaySettings};
    case EmptyReason::NothingFlagged:
        return {u"calm"_s, InboxEmptyState::tr("Nothing waits for you"),
                InboxEmptyState::tr("Messages are arriving and none of them matches a keyword list that opens a flag."),
                InboxEmptyState::tr("Import a keyword list…"), EmptyStep::ImportList};
    case EmptyReason::NothingEscalated:
        return {u"calm"_s, InboxEmptyState::tr("Nothing is escalated"),
                InboxEmptyState::tr("Threads that a supervisor hands up appear here."),
                InboxEmptyState::tr("Go to the inbox"), EmptyStep::ShowInbox};
    case EmptyReason::NothingDecided:
        return {u"calm"_s, InboxEmptyState::tr("Nothing is decided yet"),
                InboxEmptyState::tr("Threads that were confirmed or dismissed appear here."),
                InboxEmptyState::tr("Go to the inbox"), EmptyStep::ShowInbox};
    case EmptyReason::NothingFound:
        break;
    }
    return {u"search"_s, InboxEmptyState::tr("No thread matches the search"),
            InboxEmptyState::tr(
                    "The search looks in agent, contact, category and line of the threads that are loaded."),
            InboxEmptyState::tr("Clear the search"), EmptyStep::ClearSearch};
}

QLabel *centredLabel(const QString &name, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setAlignment(Qt::AlignHCenter);
    label->setWordWrap(true);
    return label;
}

} // namespace

InboxEmptyState::InboxEmptyState(Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_picture(centredLabel(u"emptyPicture"_s, this)),
      m_title(centredLabel(u"emptyTitle"_s, this)),
      m_sentence(centredLabel(u"emptySentence"_s, this)),
      m_button(new QPushButton(this))
{
    setObjectName(u"emptyState"_s);
    setFocusPolicy(Qt::StrongFocus); // so that a screen reader can be led to the reason
    m_button->setObjectName(u"emptyStep"_s);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::kXl, space::kXxl, space::kXl, space::kXxl);
    column->setSpacing(space::kS);
    column->addStretch(2);
    column->addWidget(m_picture);
    column->addWidget(m_title);
    column->addWidget(m_sentence);
    column->addSpacing(space::kS);
    column->addWidget(m_button, 0, Qt::AlignHCenter);
    column->addStretch(3);

    connect(m_button, &QPushButton::clicked, this, &InboxEmptyState::chooseStep);
    connect(&m_theme, &Theme::changed, this, &InboxEmptyState::refresh);
    refresh();
}

void InboxEmptyState::explain(EmptyReason reason)
{
    if (m_reason == reason)
        return;
    m_reason = reason;
    refresh();
}

void InboxEmptyState::refresh()
{
    const EmptyWords words = wordsFor(m_reason);
    m_picture->setPixmap(
            m_theme.icon(words.icon, ColorRole::Muted).pixmap(QSize(kPictureSize, kPictureSize), devicePixelRatioF()));
    m_title->setFont(m_theme.font(FontRole::Thread, true));
    m_title->setText(words.title);
    setAccessibleName(words.title);
    setAccessibleDescription(words.sentence);
    m_sentence->setText(words.sentence);
    m_sentence->setVisible(!words.sentence.isEmpty());
    setTextColor(*m_sentence, m_theme.color(ColorRole::Muted));
    m_button->setText(words.button);
    m_button->setVisible(words.step != EmptyStep::None);
    if (hasFocus() && m_button->isVisible())
        m_button->setFocus(Qt::OtherFocusReason);
}

void InboxEmptyState::paintEvent(QPaintEvent *)
{
    if (!hasFocus())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.color(ColorRole::Accent), 2));
    const QRect title = m_title->fontMetrics().boundingRect(m_title->geometry(), Qt::AlignCenter | Qt::TextWordWrap,
                                                            m_title->text());
    painter.drawRoundedRect(title.adjusted(-space::kS, -space::kXs, space::kS, space::kXs), space::kRadius,
                            space::kRadius);
}

void InboxEmptyState::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    if (m_button->isVisible() && event->reason() != Qt::BacktabFocusReason)
        m_button->setFocus(event->reason());
    update();
}

void InboxEmptyState::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    update();
}

void InboxEmptyState::chooseStep()
{
    emit stepChosen(wordsFor(m_reason).step);
}

} // namespace atalaia

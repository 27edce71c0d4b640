// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/toast.h"

#include "widgets/keybutton.h"
#include "widgets/plainlabel.h"

#include <QHBoxLayout>
#include <QPainter>

#include <algorithm>

namespace atalaia {

namespace {

constexpr int kTickMs = 100;

} // namespace

Toast::Toast(const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_label(new PlainLabel(theme, FontRole::Body, ColorRole::Text, this)),
      m_takeBack(new KeyButton(theme, KeyButton::Look::Plain, this))
{
    setObjectName(QStringLiteral("toast"));
    m_label->setObjectName(QStringLiteral("toastText"));
    m_takeBack->setObjectName(QStringLiteral("toastTakeBack"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::kL, space::kS, space::kL, space::kS);
    row->setSpacing(space::kM);
    row->addWidget(m_label, 1, Qt::AlignVCenter);
    row->addWidget(m_takeBack, 0, Qt::AlignVCenter);
    m_timer.setInterval(kTickMs);
    connect(&m_timer, &QTimer::timeout, this, &Toast::tick);
    connect(m_takeBack, &KeyButton::clicked, this, &Toast::takeBackRequested);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    hide();
}

void Toast::showCountdown(const QString &sentence, qint64 remainingMs, const QString &takeBackText)
{
    m_isCountdown = true;
    m_takeBack->setText(takeBackText);
    m_takeBack->show();
    start(sentence, remainingMs);
}

void Toast::showSentence(const QString &sentence, qint64 forMs)
{
    m_isCountdown = false;
    m_takeBack->hide();
    start(sentence, forMs);
}

void Toast::dismiss()
{
    m_timer.stop();
    m_isCountdown = false;
    hide();
}

QString Toast::text() const
{
    return m_label->text();
}

void Toast::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(ColorRole::Selection));
    painter.fillRect(QRect(0, 0, width(), 1), m_theme.color(ColorRole::Line));
    if (!m_isCountdown)
        return;
    const qreal share = qreal(std::max<qint64>(0, m_deadline.remainingTime())) / qreal(m_totalMs);
    painter.fillRect(QRectF(0, height() - 2, width() * share, 2), m_theme.color(ColorRole::Accent));
}

void Toast::tick()
{
    if (m_deadline.hasExpired()) {
        const bool wasCountdown = m_isCountdown;
        dismiss();
        if (wasCountdown)
            emit expired();
        return;
    }
    if (m_isCountdown) {
        const QString words = m_sentence.arg((m_deadline.remainingTime() + 999) / 1000);
        if (words != m_label->text())
            m_label->setText(words);
    }
    update();
}

void Toast::start(const QString &sentence, qint64 ms)
{
    m_sentence = sentence;
    m_totalMs = std::max<qint64>(ms, 1);
    m_deadline = QDeadlineTimer(ms);
    if (!m_isCountdown)
        m_label->setText(sentence);
    show();
    m_timer.start();
    tick();
}

} // namespace atalaia

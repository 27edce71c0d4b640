// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/statusstrip.h"

#include "base/clock.h"
#include "shell/phasedot.h"
#include "text/linewords.h"
#include "text/safetext.h"
#include "text/words.h"
#include "theme/textcolor.h"
#include "theme/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMouseEvent>
#include <QToolButton>

#include <algorithm>
#include <limits>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr int kHeight = 28; // two more than drawn, so that its buttons can be hit
constexpr int kSecondMs = 1'000;
constexpr int kMaxDetail = 200;
constexpr int kAlarmIcon = 14;

int forPlural(qint64 count)
{
    return int(std::min<qint64>(count, std::numeric_limits<int>::max()));
}

/// Sets only what differs: an unchanged line is neither laid out nor announced again.
void setWords(QLabel *label, const QString &words)
{
    if (label->text() != words)
        label->setText(words);
    label->setVisible(!words.isEmpty());
}

} // namespace

StatusStrip::StatusStrip(Theme &theme, const Clock &clock, QAction &language, QAction &toggleTheme, QAction &lines,
                         QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_clock(clock),
      m_linesAction(lines),
      m_dot(new PhaseDot(theme, this)),
      m_connection(makeLabel(u"connectionWords"_s)),
      m_alarm(new QToolButton(this)),
      m_lastMessage(makeLabel(u"lastMessageAge"_s)),
      m_today(makeLabel(u"messagesToday"_s)),
      m_conversations(makeLabel(u"conversationCount"_s)),
      m_rejected(makeLabel(u"rejectedFrames"_s)),
      m_company(makeLabel(u"companyKnowledge"_s))
{
    setObjectName(u"statusStrip"_s);
    setFixedHeight(kHeight);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::kL, 0, space::kS, 0);
    row->setSpacing(space::kS);
    row->addWidget(m_dot);
    row->addWidget(m_connection);
    for (QWidget *way : {static_cast<QWidget *>(m_dot), static_cast<QWidget *>(m_connection)}) {
        way->setCursor(Qt::PointingHandCursor); // with the keyboard: the action's own keys
        way->installEventFilter(this);
    }
    m_alarm->setObjectName(u"lineAlarm"_s);
    m_alarm->setProperty("kind", u"quiet"_s);
    m_alarm->setAutoRaise(true);
    m_alarm->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_alarm->setIconSize(QSize(kAlarmIcon, kAlarmIcon));
    m_alarm->setFixedHeight(kHeight);
    m_alarm->setFocusPolicy(Qt::TabFocus);
    m_alarm->hide();
    row->addWidget(m_alarm);
    connect(m_alarm, &QToolButton::clicked, &m_linesAction, &QAction::trigger);
    for (QLabel *label : {m_lastMessage, m_today, m_conversations, m_rejected}) {
        row->addSpacing(space::kM);
        row->addWidget(label);
    }
    // The longest words, and the only ones that may be cut where the window is narrow.
    m_company->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addSpacing(space::kM);
    row->addWidget(m_company, 1);
    row->addStretch(0);
    QToolButton *languageButton = makeButton(u"languageButton"_s, language);
    languageButton->setToolButtonStyle(Qt::ToolButtonTextOnly); // which one it is: the action's icon text
    languageButton->setFont(m_theme.font(FontRole::Caption));
    row->addWidget(languageButton);
    row->addWidget(makeButton(u"themeButton"_s, toggleTheme));

    connect(&m_theme, &Theme::changed, this, &StatusStrip::refreshColors);
    connect(&m_second, &QTimer::timeout, this, &StatusStrip::refreshWords);
    refreshColors();
    refreshWords();
}

QLabel *StatusStrip::makeLabel(const QString &name)
{
    auto *label = new QLabel(this);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    return label;
}

QToolButton *StatusStrip::makeButton(const QString &name, QAction &action)
{
    auto *button = new QToolButton(this);
    button->setObjectName(name);
    button->setDefaultAction(&action);
    button->setProperty("kind", u"quiet"_s);
    button->setAutoRaise(true);
    button->setAccessibleName(action.text());
    button->setFixedHeight(kHeight);
    return button;
}

void StatusStrip::showConnection(const ConnectionState &state)
{
    m_state = state;
    m_dot->setPhase(state.phase);
    m_connection->setToolTip(toolTipText(safeLine(state.detail, kMaxDetail)));
    refreshWords();
}

void StatusStrip::showGatewayCount(int count)
{
    m_gatewayCount = count;
    refreshWords();
}

void StatusStrip::showTotals(const StoreTotals &totals)
{
    m_totals = totals;
    refreshWords();
}

void StatusStrip::showCompany(const CompanyKnowledge &knowledge)
{
    m_companyKnowledge = knowledge;
    refreshWords();
    const QString problem = safeLine(knowledge.problem, kMaxDetail);
    m_company->setToolTip(toolTipText(problem.isEmpty() ? m_company->text() : problem));
}

void StatusStrip::showLines(const QVector<LineHealth> &lines)
{
    m_lines = lines;
    refreshAlarm();
    refreshWords();
}

void StatusStrip::refreshAlarm()
{
    QString first;
    int count = 0;
    qint64 newest = 0;
    for (const LineHealth &health : m_lines) {
        for (const LineAlarm &alarm : health.alarms) {
            ++count;
            if (alarm.raisedAtMs < newest)
                continue;
            newest = alarm.raisedAtMs;
            first = alarmSentence(health, alarm);
        }
    }
    const QString words = count > 1 ? tr("%1 (and %Ln more alarms)", nullptr, count - 1).arg(first) : first;
    if (m_alarm->text() != words) {
        m_alarm->setText(words);
        m_alarm->setAccessibleName(words);
        m_alarm->setToolTip(toolTipText(words));
    }
    m_alarm->setVisible(count > 0);
}

bool StatusStrip::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::MouseButtonRelease && static_cast<QMouseEvent *>(event)->button() == Qt::LeftButton) {
        m_linesAction.trigger();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void StatusStrip::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refreshWords();
    m_second.start(kSecondMs);
}

void StatusStrip::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_second.stop();
}

void StatusStrip::refreshColors()
{
    for (QLabel *label : {m_connection, m_lastMessage, m_today, m_conversations, m_rejected, m_company}) {
        label->setFont(m_theme.font(FontRole::Caption));
        setTextColor(*label, m_theme.color(ColorRole::Muted));
    }
    m_alarm->setFont(m_theme.font(FontRole::Caption, true));
    m_alarm->setIcon(m_theme.icon(u"warning"_s, ColorRole::Danger));
    // The application's style sheet colours tool buttons, and a palette does not win against it.
    const QString color = u"QToolButton { color: %1; }"_s.arg(m_theme.color(ColorRole::Danger).name());
    if (m_alarm->styleSheet() != color)
        m_alarm->setStyleSheet(color);
    for (QLabel *label : {m_connection, m_rejected, m_company})
        setTextColor(*label, m_theme.color(ColorRole::Text));
}

void StatusStrip::refreshWords()
{
    const qint64 nowMs = m_clock.nowMs();
    if (m_gatewayCount == 0)
        setWords(m_connection, tr("No gateway connected"));
    else
        setWords(m_connection, m_state ? connectionWords(*m_state, nowMs) : tr("Starting…"));

    const qint64 lastMs = m_state ? m_state->lastEventAtMs : 0;
    setWords(m_lastMessage, lastMs > 0 ? tr("last message %1").arg(fineAge(lastMs, nowMs)) : QString());
    const qint64 rejected = m_state ? m_state->rejectedFrames : 0;
    setWords(m_rejected,
             rejected > 0 ? tr("%Ln frames put aside as unreadable", nullptr, forPlural(rejected)) : QString());
    // What can be read elsewhere gives way to an alarm: its sentence is long.
    const bool isCalm = m_alarm->isHidden();
    setWords(m_today,
             isCalm && m_totals ? tr("%Ln messages today", nullptr, forPlural(m_totals->messagesSince)) : QString());
    setWords(m_conversations,
             isCalm && m_totals ? tr("%Ln conversations", nullptr, forPlural(m_totals->conversations)) : QString());
    setWords(m_company, companyWords());
}

QString StatusStrip::companyWords() const
{
    if (!m_companyKnowledge || m_companyKnowledge->state == CompanyKnowledge::State::Read)
        return {};
    if (!m_companyKnowledge->hasProfile && m_companyKnowledge->state == CompanyKnowledge::State::Unknown)
        return tr("Working hours unknown: nothing counts as out of hours");
    return m_companyKnowledge->hasProfile ? tr("Company profile unreadable: the last good one counts")
                                          : tr("Company profile unreadable: working hours unknown");
}

} // namespace atalaia

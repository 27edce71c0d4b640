// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/keybutton.h"

#include <QAction>
#include <QFontMetrics>
#include <QPainter>

#include <algorithm>

namespace atalaia {

namespace {

constexpr int kArrowWidth = 14;
constexpr int kLinkPadding = 2; // a link lines up with the text above it

QString withoutMnemonic(const QString &text)
{
    QString plain = text;
    plain.replace(QStringLiteral("&&"), QStringLiteral("\u0001"));
    plain.remove(u'&');
    return plain.replace(u'\u0001', u'&');
}

QColor blend(const QColor &under, const QColor &over, qreal share)
{
    return QColor::fromRgbF(float(under.redF() + (over.redF() - under.redF()) * share),
                            float(under.greenF() + (over.greenF() - under.greenF()) * share),
                            float(under.blueF() + (over.blueF() - under.blueF()) * share));
}

} // namespace

KeyButton::KeyButton(const Theme &theme, Look look, QWidget *parent) : QPushButton(parent), m_theme(theme), m_look(look)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAutoDefault(false);
    setAttribute(Qt::WA_Hover);
    setCursor(look == Look::Link ? Qt::PointingHandCursor : Qt::ArrowCursor);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void KeyButton::bind(QAction &action)
{
    m_action = &action;
    connect(&action, &QAction::changed, this, &KeyButton::followAction);
    connect(this, &QPushButton::clicked, &action, &QAction::trigger);
    followAction();
}

void KeyButton::setLook(Look look)
{
    m_look = look;
    updateGeometry();
    update();
}

void KeyButton::setKeyCap(const QString &key)
{
    m_keyCap = key;
    updateGeometry();
    update();
}

void KeyButton::setHasMenu(bool hasMenu)
{
    m_hasMenu = hasMenu;
    updateGeometry();
}

QSize KeyButton::sizeHint() const
{
    const QFontMetrics metrics(m_theme.font(FontRole::Body, m_look == Look::Primary));
    const int padding = m_look == Look::Link ? kLinkPadding : space::kM;
    int width = metrics.horizontalAdvance(shownText()) + 2 * padding;
    if (keyCapWidth() > 0)
        width += keyCapWidth() + space::kS - 2;
    if (m_hasMenu)
        width += kArrowWidth;
    return {width, std::max(m_look == Look::Link ? 24 : 32, metrics.height() + space::kM)};
}

void KeyButton::setGivesWay(bool givesWay)
{
    m_givesWay = givesWay;
    setSizePolicy(givesWay ? QSizePolicy::Maximum : QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize KeyButton::minimumSizeHint() const
{
    const QSize hint = sizeHint();
    constexpr int kLeastWidth = 72; // the key and a few letters
    return m_givesWay ? QSize(std::min(kLeastWidth, hint.width()), hint.height()) : hint;
}

void KeyButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool isFilled = m_look == Look::Primary && isEnabled();
    const QColor surface = m_theme.color(ColorRole::Surface);
    QColor ink = m_theme.color(m_look == Look::Danger ? ColorRole::Danger
                               : m_look == Look::Link ? ColorRole::Accent
                               : isFilled             ? ColorRole::OnAccent
                                                      : ColorRole::Text);
    QColor fill = isFilled ? m_theme.color(ColorRole::Accent) : surface;
    if (!isEnabled())
        ink = blend(surface, m_theme.color(ColorRole::Muted), 0.65);
    else if (isDown())
        fill = blend(fill, ink, 0.14);
    else if (underMouse())
        fill = blend(fill, ink, 0.07);

    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    const bool isBare = (m_look == Look::Link || m_look == Look::Quiet) && !(underMouse() && isEnabled()) && !isDown();
    const bool hasOutline = m_look == Look::Plain || m_look == Look::Danger || (m_look == Look::Primary && !isFilled);
    painter.setPen(hasOutline ? QPen(m_theme.color(ColorRole::Line), 1) : QPen(Qt::NoPen));
    painter.setBrush(isBare || (m_look == Look::Link) ? QBrush(Qt::NoBrush) : QBrush(fill));
    painter.drawRoundedRect(box, space::kRadius, space::kRadius);
    if (hasFocus()) {
        painter.setPen(QPen(m_theme.color(isFilled ? ColorRole::Text : ColorRole::Accent), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), space::kRadius, space::kRadius);
    }

    int x = m_look == Look::Link ? kLinkPadding : space::kM;
    if (const int cap = keyCapWidth(); cap > 0) {
        const QRectF key(x, (height() - 18) / 2.0, cap, 18);
        painter.setPen(Qt::NoPen);
        painter.setBrush(blend(isBare ? m_theme.color(ColorRole::Window) : fill, ink, 0.13));
        painter.drawRoundedRect(key, 4, 4);
        painter.setPen(ink);
        painter.setFont(m_theme.font(FontRole::Caption, true));
        painter.drawText(key, Qt::AlignCenter, m_keyCap);
        x += cap + space::kS - 2;
    }
    QFont font = m_theme.font(FontRole::Body, m_look == Look::Primary);
    font.setUnderline(m_look == Look::Link && underMouse() && isEnabled());
    painter.setFont(font);
    painter.setPen(ink);
    const QRect textBox(x, 0, width() - x, height());
    const bool isShort = m_givesWay && m_action && width() < sizeHint().width();
    const QString text =
            isShort ? QFontMetrics(font).elidedText(m_action->iconText(), Qt::ElideRight, textBox.width() - space::kXs)
                    : shownText();
    painter.drawText(textBox, Qt::AlignLeft | Qt::AlignVCenter, text);
    if (m_hasMenu) {
        const QPointF at(width() - space::kM - 4, height() / 2.0);
        painter.setPen(QPen(ink, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPolyline(QVector<QPointF>{at + QPointF(-4, -2), at + QPointF(0, 2), at + QPointF(4, -2)});
    }
}

void KeyButton::followAction()
{
    setText(m_action->text());
    setEnabled(m_action->isEnabled());
    setVisible(m_action->isVisible());
    setToolTip(m_action->toolTip() == withoutMnemonic(m_action->text()) ? QString() : m_action->toolTip());
    const QString key = m_action->shortcut().toString(QKeySequence::NativeText);
    setKeyCap(key.size() == 1 ? key.toLower() : key);
    setAccessibleName(withoutMnemonic(m_action->text()));
    setAccessibleDescription(key.isEmpty() ? QString() : tr("Key %1").arg(key));
}

QString KeyButton::shownText() const
{
    QString plain = withoutMnemonic(text());
    if (m_hasMenu && plain.endsWith(u'…'))
        plain.chop(1); // the arrow says it
    return plain;
}

int KeyButton::keyCapWidth() const
{
    if (m_keyCap.isEmpty())
        return 0;
    return std::max(18, QFontMetrics(m_theme.font(FontRole::Caption, true)).horizontalAdvance(m_keyCap) + 10);
}

} // namespace atalaia

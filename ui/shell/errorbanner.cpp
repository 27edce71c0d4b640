// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/errorbanner.h"

#include "text/errorwords.h"
#include "text/safetext.h"
#include "theme/textcolor.h"
#include "theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMaxDetails = 500;
constexpr int kPictureSize = 20;

} // namespace

ErrorBanner::ErrorBanner(Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_picture(new QLabel(this)),
      m_sentence(new QLabel(this)),
      m_details(new QLabel(this)),
      m_toggle(new QPushButton(tr("Details"), this))
{
    setObjectName(u"errorBanner"_s);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_sentence->setObjectName(u"errorSentence"_s);
    m_details->setObjectName(u"errorDetails"_s);
    m_toggle->setObjectName(u"errorToggle"_s);
    m_toggle->setProperty("kind", u"quiet"_s);
    m_toggle->setCheckable(true);
    for (QLabel *label : {m_sentence, m_details}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_details->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_details->hide();

    auto *words = new QVBoxLayout;
    words->setSpacing(space::kXs);
    words->addWidget(m_sentence);
    words->addWidget(m_details);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::kL, space::kS, space::kS, space::kS);
    row->setSpacing(space::kM);
    row->addWidget(m_picture, 0, Qt::AlignVCenter);
    row->addLayout(words, 1);
    row->addWidget(m_toggle, 0, Qt::AlignVCenter);

    connect(m_toggle, &QPushButton::toggled, m_details, &QLabel::setVisible);
    connect(&m_theme, &Theme::changed, this, &ErrorBanner::refresh);
    refresh();
    hide();
}

void ErrorBanner::explain(const Error &error)
{
    m_sentence->setText(errorSentence(error.kind));
    m_details->setText(safeLine(error.context, kMaxDetails));
    m_toggle->setVisible(!error.context.isEmpty());
    show();
}

void ErrorBanner::clear()
{
    m_toggle->setChecked(false);
    hide();
}

void ErrorBanner::refresh()
{
    m_picture->setPixmap(m_theme.icon(u"warning"_s, ColorRole::Danger)
                                 .pixmap(QSize(kPictureSize, kPictureSize), devicePixelRatioF()));
    setTextColor(*m_sentence, m_theme.color(ColorRole::Danger));
    m_sentence->setFont(m_theme.font(FontRole::Body, true));
    m_details->setFont(m_theme.font(FontRole::Caption));
}

} // namespace atalaia

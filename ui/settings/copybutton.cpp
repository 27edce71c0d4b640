// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/copybutton.h"

#include <QClipboard>
#include <QGuiApplication>

#include <algorithm>

namespace atalaia {

namespace {

constexpr int kToldMs = 2'000;

} // namespace

CopyButton::CopyButton(const Theme &theme, std::function<QString()> text, QWidget *parent)
    : KeyButton(theme, Look::Plain, parent), m_textToCopy(std::move(text))
{
    setAutoDefault(false);
    m_told.setSingleShot(true);
    m_told.setInterval(kToldMs);
    connect(&m_told, &QTimer::timeout, this, &CopyButton::showWords);
    connect(this, &QPushButton::clicked, this, &CopyButton::copy);
    m_told.start(); // for the width of both texts
    showWords();
    const int width = sizeHint().width();
    m_told.stop();
    showWords();
    setMinimumWidth(std::max(width, sizeHint().width()));
}

void CopyButton::copy()
{
    QGuiApplication::clipboard()->setText(m_textToCopy());
    m_told.start();
    showWords();
}

void CopyButton::showWords()
{
    setText(m_told.isActive() ? tr("Copied") : tr("Copy"));
}

} // namespace atalaia

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme/theme.h"

#include <QDeadlineTimer>
#include <QTimer>
#include <QWidget>

namespace atalaia {

class KeyButton;
class PlainLabel;

/// A strip that says what is about to happen, counts down, and offers to take it back.
class Toast final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Toast)

public:
    /// `theme` must outlive this.
    explicit Toast(const Theme &theme, QWidget *parent = nullptr);

    /// `sentence` holds %1 for the seconds left ("Message leaves in %1 s").
    void showCountdown(const QString &sentence, qint64 remainingMs, const QString &takeBackText);
    /// Something that happened; hides by itself after `forMs`.
    void showSentence(const QString &sentence, qint64 forMs = 6'000);
    void dismiss();

    [[nodiscard]] bool isCountingDown() const { return m_isCountdown && isVisibleTo(parentWidget()); }
    [[nodiscard]] QString text() const;

signals:
    void takeBackRequested();
    void expired();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void tick();
    void start(const QString &sentence, qint64 ms);

    const Theme &m_theme;
    PlainLabel *m_label;
    KeyButton *m_takeBack;
    QTimer m_timer;
    QDeadlineTimer m_deadline;
    QString m_sentence;
    qint64 m_totalMs = 1;
    bool m_isCountdown = false;
};

} // namespace atalaia

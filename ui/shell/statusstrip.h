// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/gatewayconfig.h"
#include "domain/linehealth.h"
#include "policy/companyfile.h"
#include "store/statistics.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QAction;
class QLabel;
class QToolButton;

namespace atalaia {

class Clock;
class PhaseDot;
class Theme;

/// The line at the foot of the window: how the connection is, how old the last message is, how much
/// came. Always visible. Counts down and ages by itself, once a second while it is on screen.
class StatusStrip final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StatusStrip)

public:
    /// References must outlive this.
    StatusStrip(Theme &theme, const Clock &clock, QAction &language, QAction &toggleTheme, QAction &lines,
                QWidget *parent = nullptr);

    void showConnection(const ConnectionState &state);
    void showGatewayCount(int count);
    void showTotals(const StoreTotals &totals);
    void showCompany(const CompanyKnowledge &knowledge);
    /// An open alarm stands first and leads to the lines, as the words of the connection do.
    void showLines(const QVector<LineHealth> &lines);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] QLabel *makeLabel(const QString &name);
    [[nodiscard]] QToolButton *makeButton(const QString &name, QAction &action);
    void refreshColors();
    void refreshWords();
    [[nodiscard]] QString companyWords() const;
    void refreshAlarm();

    Theme &m_theme;
    const Clock &m_clock;
    QAction &m_linesAction;
    PhaseDot *m_dot;
    QLabel *m_connection;
    QToolButton *m_alarm;
    QLabel *m_lastMessage;
    QLabel *m_today;
    QLabel *m_conversations;
    QLabel *m_rejected;
    QLabel *m_company;
    QTimer m_second;
    std::optional<ConnectionState> m_state;
    std::optional<int> m_gatewayCount;
    std::optional<StoreTotals> m_totals;
    std::optional<CompanyKnowledge> m_companyKnowledge;
    QVector<LineHealth> m_lines;
};

} // namespace atalaia

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "ingest/gatewayservice.h"
#include "models/gapsmodel.h"
#include "models/linesmodel.h"
#include "theme/theme.h"

#include <QDialog>
#include <QFuture>

#include <functional>

class QTableView;

namespace atalaia {

class EmptyState;
class KeyButton;
class PlainLabel;

/// What the dialog of lines and gaps asks for; each can be replaced in a test. All are set.
struct LinesCalls
{
    std::function<QFuture<Result<QVector<LineHealth>>>()> health;
    std::function<QFuture<Result<LineLedgerView>>(LineId)> ledger;
    std::function<QFuture<Result<ReadAgainOutcome>>(GatewayId)> readAgain;
};

/// How each line is, and what was or may have been missed on the one that is chosen: its alarms, its gaps
/// and what was put aside, which can be read again from here.
class LinesDialog final : public QDialog
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LinesDialog)

public:
    /// `theme` and `clock` must outlive this.
    LinesDialog(const Theme &theme, const Clock &clock, LinesCalls calls, QWidget *parent = nullptr);

    /// Something may have changed.
    void refresh();

signals:
    /// There is no line yet, and somebody wants to see why.
    void gatewaysWanted();

private:
    [[nodiscard]] QWidget *buildLines();
    [[nodiscard]] QWidget *buildGaps();
    [[nodiscard]] QWidget *buildContents();
    [[nodiscard]] QWidget *buildPutAside();
    void showHealth(const Result<QVector<LineHealth>> &health);
    void showLedger(LineId line, const Result<LineLedgerView> &ledger);
    void showPutAside(const LineHealth &health, const LineLedgerView &ledger);
    void showContents(const LineContents &contents);
    void askLedger();
    void readAgain();
    void showReadAgain(const Result<ReadAgainOutcome> &outcome);
    [[nodiscard]] const LineHealth *chosen() const;

    const Theme &m_theme;
    const Clock &m_clock;
    const LinesCalls m_calls;
    LinesModel m_lines;
    GapsModel m_gaps;
    EmptyState *m_empty;
    QWidget *m_body;
    QWidget *m_gapsBox = nullptr;
    QTableView *m_linesTable = nullptr;
    QTableView *m_gapsTable = nullptr;
    PlainLabel *m_alarms = nullptr;
    PlainLabel *m_gapsHeading = nullptr;
    PlainLabel *m_noGaps = nullptr;
    QWidget *m_contentsBox = nullptr;
    PlainLabel *m_contents = nullptr;
    PlainLabel *m_putAside = nullptr;
    PlainLabel *m_result = nullptr;
    KeyButton *m_readAgain = nullptr;
    LineId m_line; // the chosen one; survives a new order of the rows
    bool m_isReading = false;
};

} // namespace atalaia

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/flag.h"
#include "review/reviewqueries.h"
#include "theme/theme.h"

#include <QScrollArea>

#include <optional>

namespace atalaia {

/// Beside a thread: why it is flagged, lamps that lead to their proof, interventions and decisions.
class FactsPane final : public QScrollArea
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FactsPane)

public:
    /// `theme` must outlive this.
    explicit FactsPane(const Theme &theme, QWidget *parent = nullptr);

    /// Built anew only where something changed, so that a live update moves neither focus nor scroll.
    void setThread(const ThreadView &view, const FlagRow &flag);
    void clear();

signals:
    void hitActivated(atalaia::MessageId message);
    void takeBackRequested(atalaia::InterventionId id);
    void separationRequested(atalaia::ContactMergeId merge);
    void joiningRequested(atalaia::ContactMergeId merge);
    void mediaRequested(const QVector<atalaia::MessageId> &messages);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void rebuild();

    const Theme &m_theme;
    std::optional<ThreadView> m_view;
    FlagRow m_flag;
};

} // namespace atalaia

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "conversation/reviewactions.h"
#include "domain/flag.h"
#include "models/threadmodel.h"
#include "theme/theme.h"

#include <QHash>
#include <QSet>
#include <QWidget>

class QStackedWidget;

namespace atalaia {

class BubbleView;
class ComposePanel;
class ConfirmStrip;
class EmptyState;
class KeyButton;
class PlainLabel;
class Toast;

/// One conversation: heading, bubbles and, below them, what is being written, asked or counted down.
/// Shows values and says what the person wants; acts on nothing by itself.
class ThreadPane final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ThreadPane)

public:
    /// `theme` must outlive this.
    explicit ThreadPane(const Theme &theme, QWidget *parent = nullptr);
    ~ThreadPane() override;

    /// The interventions among the actions open the panel or the question here.
    void connectActions(const ReviewActions &actions);

    /// Opens at the latest hit of the flag's category. The same flag again is a live update and
    /// keeps the place.
    void setThread(const ThreadView &view, const FlagRow &flag);
    void prependEarlier(const QVector<Message> &messages, bool hasEarlier);
    /// Nothing is open. `title` and `sentence` say why.
    void showEmpty(const QString &title, const QString &sentence);

    /// Scrolls to a message, fetching earlier pages as long as it is not there.
    void showMessage(MessageId id);
    void showNextHit();
    void showPreviousHit();

    void openCompose();
    void askDelete();
    void askSuspend();
    void askResume();
    void askBlock();
    void askUnblock();
    /// The order was stored: closes the panel, forgets the draft, counts down to dueAtMs.
    void showOrdered(const Intervention &intervention, qint64 nowMs);
    /// The order was refused: a sentence where it was given; the text stays. `messageTo`: of whose
    /// message, if it was one.
    void showOrderFailed(const QString &sentence, ConversationId messageTo = {});
    /// It was taken back or has left.
    void showInterventionEnded(const QString &sentence);

    /// Texts to contacts that were begun and not ordered, by conversation.
    using Drafts = QHash<ConversationId, QString>;
    /// Includes what is being written.
    [[nodiscard]] Drafts drafts() const;
    void setDrafts(const Drafts &drafts) { m_drafts = drafts; }

    [[nodiscard]] ThreadModel &model() { return *m_model; }
    [[nodiscard]] MessageId selectedMessage() const;
    [[nodiscard]] LineId line() const { return m_head.line.id; }
    /// What can be done in the open thread.
    [[nodiscard]] const InterventionTarget &target() const { return m_target; }
    /// Whether the selected message may be deleted for everyone.
    [[nodiscard]] bool canDeleteSelected() const;

signals:
    void messageSelected(atalaia::MessageId id);
    void earlierWanted(qint64 beforeAtMs, atalaia::MessageId beforeId);
    /// From the context menu; asks here first, so connect deleteConfirmed() to act.
    void deleteRequested(atalaia::MessageId id);
    void deleteConfirmed(atalaia::MessageId id);
    /// `to`: whose name was above the text. Once until showOrdered() or showOrderFailed() for it.
    void messageOrdered(atalaia::ConversationId to, const QString &text);
    void suspendConfirmed();
    void resumeConfirmed();
    void blockConfirmed(atalaia::ConversationId conversation);
    void unblockConfirmed(atalaia::ConversationId conversation);
    void takeBackRequested(atalaia::InterventionId id);

private:
    static constexpr int kMaxPagesSought = 25;

    void build();
    void updateHeading();
    void openContextMenu(const QPoint &position);
    void orderMessage(const QString &text);
    void closeCompose();
    void hideCompose();
    void keepDraft();
    void stepHit(int direction);
    void openAtHit();
    void noteSelected(MessageId id);
    [[nodiscard]] QString agentAndLine() const;

    const Theme &m_theme;
    ThreadModel *m_model;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    BubbleView *m_bubbles;
    PlainLabel *m_heading;
    PlainLabel *m_lineName;
    PlainLabel *m_hitCount;
    KeyButton *m_previousHit;
    KeyButton *m_nextHit;
    ConfirmStrip *m_confirm;
    ComposePanel *m_compose;
    Toast *m_toast;
    ConversationHead m_head;
    InterventionTarget m_target;
    FlagRow m_flag;
    QVector<Hit> m_hits;
    Drafts m_drafts; // only those not empty; at most kMaxDrafts
    ConversationId m_composeTo; // valid while the panel is open
    QSet<ConversationId> m_ordering; // a message to it is on its way to the store
    MessageId m_sought;
    int m_pagesSought = 0;
    InterventionId m_counting;
};

} // namespace atalaia

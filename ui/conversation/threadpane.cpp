// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversation/threadpane.h"

#include "conversation/bubbleview.h"
#include "conversation/composepanel.h"
#include "conversation/confirmstrip.h"
#include "text/limitwords.h"
#include "text/reviewwords.h"
#include "text/safetext.h"
#include "widgets/emptystate.h"
#include "widgets/keybutton.h"
#include "widgets/plainlabel.h"
#include "widgets/toast.h"

#include <QAction>
#include <QHBoxLayout>
#include <QMenu>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr int kHeadingHeight = 48;
constexpr qsizetype kMaxDrafts = 500;

QWidget *separator(const Theme &theme, QWidget *parent)
{
    auto *line = new QWidget(parent);
    line->setFixedHeight(1);
    line->setAutoFillBackground(true);
    const auto paint = [line, &theme] {
        QPalette palette = line->palette();
        palette.setColor(QPalette::Window, theme.color(ColorRole::Line));
        line->setPalette(palette);
    };
    paint();
    QObject::connect(&theme, &Theme::changed, line, paint);
    return line;
}

} // namespace

ThreadPane::ThreadPane(const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_model(new ThreadModel(QTimeZone::systemTimeZone(), this)),
      m_stack(new QStackedWidget(this)),
      m_empty(new EmptyState(theme, this)),
      m_bubbles(new BubbleView(*m_model, theme, this)),
      m_heading(new PlainLabel(theme, FontRole::Thread, ColorRole::Text, this)),
      m_lineName(new PlainLabel(theme, FontRole::Body, ColorRole::Muted, this)),
      m_hitCount(new PlainLabel(theme, FontRole::Caption, ColorRole::Muted, this)),
      m_previousHit(new KeyButton(theme, KeyButton::Look::Quiet, this)),
      m_nextHit(new KeyButton(theme, KeyButton::Look::Quiet, this)),
      m_confirm(new ConfirmStrip(theme, this)),
      m_compose(new ComposePanel(theme, this)),
      m_toast(new Toast(theme, this))
{
    setObjectName(u"threadPane"_s);
    build();
    connect(m_bubbles, &BubbleView::messageSelected, this, &ThreadPane::noteSelected);
    connect(m_bubbles, &BubbleView::earlierWanted, this, &ThreadPane::earlierWanted);
    connect(m_bubbles, &QWidget::customContextMenuRequested, this, &ThreadPane::openContextMenu);
    connect(m_nextHit, &KeyButton::clicked, this, &ThreadPane::showNextHit);
    connect(m_previousHit, &KeyButton::clicked, this, &ThreadPane::showPreviousHit);
    connect(m_compose, &ComposePanel::ordered, this, &ThreadPane::orderMessage);
    connect(m_compose, &ComposePanel::closed, this, &ThreadPane::closeCompose);
    connect(m_confirm, &ConfirmStrip::closed, m_bubbles, qOverload<>(&QWidget::setFocus));
    connect(m_toast, &Toast::takeBackRequested, this, [this] { emit takeBackRequested(m_counting); });
    showEmpty(tr("No thread is open"), tr("Choose one in the list to read it here."));
}

ThreadPane::~ThreadPane() = default;

void ThreadPane::build()
{
    m_heading->setObjectName(u"threadHeading"_s);
    m_heading->setSemibold(true);
    m_heading->setWordWrap(false);
    m_lineName->setObjectName(u"threadLine"_s);
    m_lineName->setWordWrap(false);
    m_lineName->setMinimumWidth(2 * space::kXl); // a long name must not push the panes
    m_hitCount->setObjectName(u"threadHitCount"_s);
    m_hitCount->setWordWrap(false);
    m_previousHit->setObjectName(u"previousHitButton"_s);
    m_previousHit->setText(tr("Previous"));
    m_previousHit->setAccessibleName(tr("Previous hit"));
    m_previousHit->setKeyCap(u"N"_s);
    m_nextHit->setObjectName(u"nextHitButton"_s);
    m_nextHit->setText(tr("Next"));
    m_nextHit->setAccessibleName(tr("Next hit"));
    m_nextHit->setKeyCap(u"n"_s);

    auto *bar = new QWidget(this);
    bar->setFixedHeight(kHeadingHeight);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(space::kL, 0, space::kM, 0);
    row->setSpacing(space::kS);
    row->addWidget(m_heading, 0, Qt::AlignVCenter);
    row->addWidget(m_lineName, 0, Qt::AlignVCenter);
    row->addStretch();
    row->addWidget(m_hitCount, 0, Qt::AlignVCenter);
    row->addWidget(m_previousHit);
    row->addWidget(m_nextHit);

    auto *open = new QWidget(this);
    auto *inner = new QVBoxLayout(open);
    inner->setContentsMargins({});
    inner->setSpacing(0);
    inner->addWidget(bar);
    inner->addWidget(separator(m_theme, open));
    inner->addWidget(m_bubbles, 1);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(open);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_stack, 1);
    column->addWidget(m_confirm);
    column->addWidget(m_compose);
    column->addWidget(m_toast);
}

void ThreadPane::connectActions(const ReviewActions &actions)
{
    connect(actions.messageContact, &QAction::triggered, this, &ThreadPane::openCompose);
    connect(actions.deleteForEveryone, &QAction::triggered, this, &ThreadPane::askDelete);
    connect(actions.suspendLine, &QAction::triggered, this, &ThreadPane::askSuspend);
    connect(actions.resumeLine, &QAction::triggered, this, &ThreadPane::askResume);
    connect(actions.blockContact, &QAction::triggered, this, &ThreadPane::askBlock);
    connect(actions.unblockContact, &QAction::triggered, this, &ThreadPane::askUnblock);
}

void ThreadPane::setThread(const ThreadView &view, const FlagRow &flag)
{
    const bool isSame = m_stack->currentIndex() == 1 && view.head.id == m_head.id && flag.id == m_flag.id;
    if (!isSame) {
        hideCompose();
        m_confirm->cancel();
    }
    m_head = view.head;
    m_target = view.target;
    m_flag = flag;
    m_hits = view.hits;
    m_stack->setCurrentIndex(1);
    if (isSame) {
        m_model->updateThread(view);
    } else {
        m_model->setThread(view);
        openAtHit();
    }
    updateHeading();
}

void ThreadPane::prependEarlier(const QVector<Message> &messages, bool hasEarlier)
{
    m_model->prependEarlier(messages, hasEarlier);
    updateHeading();
    if (m_sought.isValid())
        showMessage(m_sought);
}

void ThreadPane::showEmpty(const QString &title, const QString &sentence)
{
    hideCompose();
    m_confirm->cancel();
    m_head = {};
    m_target = {};
    m_flag = {};
    m_hits.clear();
    m_sought = {};
    m_model->clear();
    m_empty->setWords(title, sentence);
    m_stack->setCurrentIndex(0);
}

void ThreadPane::showMessage(MessageId id)
{
    if (m_model->rowOf(id) >= 0) {
        m_sought = {};
        m_bubbles->showMessage(id);
        return;
    }
    const Message *first = m_model->firstMessage();
    if (m_sought != id)
        m_pagesSought = 0;
    if (!first || !m_model->hasEarlier() || ++m_pagesSought > kMaxPagesSought) {
        m_sought = {};
        return;
    }
    m_sought = id;
    emit earlierWanted(first->sentAtMs, first->id);
}

void ThreadPane::showNextHit()
{
    stepHit(1);
}

void ThreadPane::showPreviousHit()
{
    stepHit(-1);
}

void ThreadPane::openCompose()
{
    if (!m_head.id.isValid())
        return;
    keepDraft(); // it may be open
    m_composeTo = m_head.id;
    m_compose->open(m_head.contactPseudonym, m_drafts.value(m_composeTo));
    m_compose->setWaiting(m_ordering.contains(m_composeTo));
}

void ThreadPane::orderMessage(const QString &text)
{
    m_ordering.insert(m_composeTo);
    emit messageOrdered(m_composeTo, text);
}

void ThreadPane::askDelete()
{
    const MessageId id = selectedMessage();
    if (!canDeleteSelected())
        return;
    emit deleteRequested(id);
    m_confirm->ask(tr("The selected message disappears from the contact's WhatsApp. Here its text is kept."),
                   tr("Delete for everyone"), [this, id] { emit deleteConfirmed(id); });
}

void ThreadPane::askSuspend()
{
    if (!m_head.line.id.isValid())
        return;
    m_confirm->ask(suspendConsequence(m_target, agentAndLine()), tr("Suspend the line"),
                   [this] { emit suspendConfirmed(); });
}

void ThreadPane::askResume()
{
    if (!m_head.line.id.isValid())
        return;
    m_confirm->ask(resumeConsequence(m_target, agentAndLine()), tr("Resume the line"),
                   [this] { emit resumeConfirmed(); });
}

void ThreadPane::askBlock()
{
    if (!m_head.id.isValid())
        return;
    m_confirm->ask(tr("Contact %1 can neither write to nor call line %2 until somebody unblocks the contact.")
                           .arg(safeLine(m_head.contactPseudonym, 40), safeLine(m_head.line.externalId, 40)),
                   tr("Block the contact"), [this, id = m_head.id] { emit blockConfirmed(id); });
}

void ThreadPane::askUnblock()
{
    if (!m_head.id.isValid())
        return;
    m_confirm->ask(tr("Contact %1 can write to line %2 again at once.")
                           .arg(safeLine(m_head.contactPseudonym, 40), safeLine(m_head.line.externalId, 40)),
                   tr("Unblock the contact"), [this, id = m_head.id] { emit unblockConfirmed(id); });
}

void ThreadPane::showOrdered(const Intervention &intervention, qint64 nowMs)
{
    if (intervention.kind == InterventionKind::MessageToContact) {
        m_ordering.remove(intervention.conversation);
        if (m_composeTo == intervention.conversation)
            hideCompose();
        m_drafts.remove(intervention.conversation);
        m_counting = intervention.id;
        m_toast->showCountdown(tr("Message leaves in %1 s"), std::max<qint64>(0, intervention.dueAtMs - nowMs),
                               tr("Take back"));
    } else {
        // Leaves at once; what the gateway answers is said when it is there.
        m_toast->showSentence(tr("%1: asking the gateway…").arg(interventionWords(intervention.kind)));
    }
    if (!m_composeTo.isValid()) // else another message is being written
        m_bubbles->setFocus(Qt::OtherFocusReason);
}

void ThreadPane::showOrderFailed(const QString &sentence, ConversationId messageTo)
{
    m_ordering.remove(messageTo);
    if (!m_composeTo.isValid() || m_composeTo != messageTo) {
        m_toast->showSentence(sentence);
        return;
    }
    m_compose->setWaiting(false);
    m_compose->showError(sentence);
}

void ThreadPane::showInterventionEnded(const QString &sentence)
{
    m_counting = {};
    m_toast->showSentence(sentence);
}

MessageId ThreadPane::selectedMessage() const
{
    return m_bubbles->selectedMessage();
}

bool ThreadPane::canDeleteSelected() const
{
    const Message *message = m_model->message(selectedMessage());
    const bool isRefused = isRefusal(limitOf(InterventionKind::DeleteForEveryone, m_target, 0));
    return message && !isRefused && message->author == Author::Agent && message->revokedAtMs == 0;
}

void ThreadPane::updateHeading()
{
    m_heading->setText(tr("Agent %1 → Contact %2")
                               .arg(safeLine(m_head.line.agentPseudonym, 40), safeLine(m_head.contactPseudonym, 40)));
    const QString lineName = safeLine(m_head.line.externalId, 40);
    m_lineName->setText(m_head.isGroup ? tr("· line %1 · group").arg(lineName) : tr("· line %1").arg(lineName));
    const QVector<MessageId> hits = m_model->messagesWithHits();
    const qsizetype at = hits.indexOf(selectedMessage());
    m_hitCount->setText(hits.isEmpty() ? QString()
                        : at < 0       ? tr("hits: %1").arg(hits.size())
                                       : tr("hit %1 of %2").arg(at + 1).arg(hits.size()));
    m_nextHit->setEnabled(!hits.isEmpty());
    m_previousHit->setEnabled(!hits.isEmpty());
}

void ThreadPane::openContextMenu(const QPoint &position)
{
    if (const QModelIndex index = m_bubbles->indexAt(position); index.isValid())
        m_bubbles->setCurrentIndex(index);
    if (!selectedMessage().isValid())
        return;
    auto *menu = new QMenu(m_bubbles);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction *copy = menu->addAction(tr("Copy text"), m_bubbles, &BubbleView::copySelected);
    copy->setShortcut(QKeySequence::Copy);
    menu->addSeparator();
    QAction *remove = menu->addAction(tr("Delete for everyone…"), this, &ThreadPane::askDelete);
    remove->setEnabled(canDeleteSelected());
    menu->setToolTipsVisible(true);
    remove->setToolTip(limitSentence(limitOf(InterventionKind::DeleteForEveryone, m_target, 0), m_target.gateway));
    menu->popup(m_bubbles->viewport()->mapToGlobal(position));
}

void ThreadPane::closeCompose()
{
    hideCompose();
    m_bubbles->setFocus(Qt::OtherFocusReason);
}

void ThreadPane::hideCompose()
{
    keepDraft();
    m_composeTo = {};
    m_compose->hide();
}

void ThreadPane::keepDraft()
{
    m_drafts = drafts();
}

ThreadPane::Drafts ThreadPane::drafts() const
{
    Drafts drafts = m_drafts;
    if (!m_composeTo.isValid())
        return drafts;
    if (m_compose->draft().trimmed().isEmpty())
        drafts.remove(m_composeTo);
    else if (drafts.size() < kMaxDrafts || drafts.contains(m_composeTo))
        drafts.insert(m_composeTo, m_compose->draft());
    return drafts;
}

void ThreadPane::stepHit(int direction)
{
    const QVector<MessageId> hits = m_model->messagesWithHits();
    if (hits.isEmpty())
        return;
    const int here = m_model->rowOf(selectedMessage());
    const auto isAfter = [this, here](MessageId id) { return m_model->rowOf(id) > here; };
    const qsizetype next = std::find_if(hits.cbegin(), hits.cend(), isAfter) - hits.cbegin();
    qsizetype at = next;
    if (direction < 0)
        at = next - (next > 0 && hits.at(next - 1) == selectedMessage() ? 2 : 1);
    showMessage(hits.at((at + hits.size()) % hits.size()));
}

void ThreadPane::openAtHit()
{
    m_sought = {};
    // What is loaded is the newest page, so a message that is not (row -1) is older than any that is.
    const auto place = [this](const Hit &hit) {
        return std::tuple(m_model->rowOf(hit.message), hit.foundAtMs, hit.id);
    };
    const Hit *best = nullptr;
    for (const Hit &hit : std::as_const(m_hits)) {
        const bool isOfFlag = hit.flag == m_flag.id || hit.what.category == m_flag.category;
        if (m_flag.id.isValid() && isOfFlag && !hit.what.isBackground && (!best || place(hit) > place(*best)))
            best = &hit;
    }
    if (best)
        showMessage(best->message);
    else
        m_bubbles->scrollToEnd();
}

void ThreadPane::noteSelected(MessageId id)
{
    updateHeading();
    emit messageSelected(id);
}

QString ThreadPane::agentAndLine() const
{
    return tr("Agent %1 on line %2")
            .arg(safeLine(m_head.line.agentPseudonym, 40), safeLine(m_head.line.externalId, 40));
}

} // namespace atalaia

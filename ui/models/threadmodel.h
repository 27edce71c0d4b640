// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "review/reviewqueries.h"

#include <QAbstractListModel>
#include <QDate>
#include <QHash>
#include <QTimeZone>
#include <QVector>

#include <optional>

namespace atalaia {

/// A row of a conversation: a day separator or a bubble.
struct ThreadRow
{
    QDate day; ///< of the message too
    Message message; ///< message.id is invalid for a day separator

    [[nodiscard]] bool isDay() const { return !message.id.isValid(); }
};

/// The bubbles of one conversation in reading order, with day separators. Messages are found by id in
/// O(1). Speaks values; the view makes the picture.
class ThreadModel final : public QAbstractListModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ThreadModel)

public:
    /// Most bubbles held: scrolling further back stops here, and of what is appended the oldest leave.
    static constexpr int kMaxMessages = 50'000;

    enum Role { MessageIdRole = Qt::UserRole + 1, IsDayRole, HitCountRole };

    explicit ThreadModel(const QTimeZone &zone, QObject *parent = nullptr);

    /// A newly opened conversation.
    void setThread(const ThreadView &view);
    /// The same conversation read again: changes what changed and adds what is new, so that a view
    /// keeps its place. Falls back to setThread() when the page does not reach back to what is held.
    void updateThread(const ThreadView &view);
    /// `messages`: the page before the first one held, oldest first.
    void prependEarlier(const QVector<Message> &messages, bool hasEarlier);
    void clear();

    [[nodiscard]] ConversationId conversation() const { return m_conversation; }
    [[nodiscard]] bool hasEarlier() const { return m_hasEarlier; }
    [[nodiscard]] const QTimeZone &zone() const { return m_zone; }
    /// -1 when it is not loaded.
    [[nodiscard]] int rowOf(MessageId id) const { return m_rowById.value(id, -1); }
    /// Precondition: 0 <= row < rowCount().
    [[nodiscard]] const ThreadRow &row(int row) const { return m_rows.at(row); }
    [[nodiscard]] const Message *message(MessageId id) const;
    /// By the gateway's id, for replies; null when it is not loaded.
    [[nodiscard]] const Message *messageByExternalId(const QString &externalId) const;
    [[nodiscard]] const Message *firstMessage() const;
    /// Completed by the message, or with words in it.
    [[nodiscard]] QVector<Hit> hitsOf(MessageId id) const { return m_hits.value(id); }
    /// What is kept of its picture or file; nothing where it has none.
    [[nodiscard]] std::optional<MessageMedia> mediaOf(MessageId id) const;
    /// Messages with a hit that counts for review, in reading order; those not loaded yet are not among them.
    [[nodiscard]] QVector<MessageId> messagesWithHits() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    [[nodiscard]] QDate dayOf(const Message &message) const;
    [[nodiscard]] QVector<ThreadRow> rowsFor(const QVector<Message> &messages, const QDate &dayBefore) const;
    void insertMessage(const Message &message);
    void appendMessages(const QVector<Message> &messages);
    void dropOldest();
    /// Rows [first, end).
    void removeRowsOf(int first, int end);
    void applyHits(const QVector<Hit> &hits);
    void applyMedia(const QVector<MessageMedia> &media);
    void reindexFrom(int row);

    const QTimeZone m_zone;
    ConversationId m_conversation;
    bool m_hasEarlier = false;
    QVector<ThreadRow> m_rows;
    QHash<MessageId, int> m_rowById;
    QHash<QString, MessageId> m_idByExternal;
    QHash<MessageId, QVector<Hit>> m_hits;
    QHash<MessageId, MessageMedia> m_media;
};

} // namespace atalaia

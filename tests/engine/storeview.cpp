// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/storeview.h"

#include "detection/detector.h"
#include "detection/policyengine.h"
#include "ingest/conversationwatch.h"
#include "policy/listincludes.h"
#include "policy/policyreader.h"
#include "store/connection.h"
#include "store/lexiconrepository.h"
#include "store/messagerepository.h"
#include "store/textcodec.h"

#include <QFileInfo>
#include <QMap>
#include <QRegularExpression>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QTemporaryDir>
#include <QUuid>

#include <limits>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr qsizetype kShortestTellingWord = 6;

/// Everything that is live in a store, compiled once: it takes its time.
std::shared_ptr<const PolicyEngine> liveEngine(Database &database)
{
    static const QVector<Policy> policies = [] {
        QVector<Policy> read;
        for (const PolicyReading &reading : readShippedPolicies()) {
            if (reading.policy)
                read.append(*reading.policy);
        }
        static_cast<void>(resolveIncludes(read));
        return read;
    }();
    const auto live = LexiconRepository(database).live();
    if (!live)
        return nullptr;
    // What came with the product counts where a policy asks for it, and not by itself.
    QVector<Lexicon> lexicons = *live;
    for (Lexicon &lexicon : lexicons)
        lexicon.isLive = lexicon.version > 1;
    return PolicyEngine::compile(policies, lexicons).engine;
}

/// As it is now, with what is still in the log. Not over a connection that only reads: it cannot write the copy.
bool copyStore(const QString &from, const QString &to)
{
    const QString name = QUuid::createUuid().toString(QUuid::WithoutBraces);
    bool isCopied = false;
    {
        QSqlDatabase source = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
        source.setDatabaseName(from);
        source.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=10000"_s);
        isCopied = source.open() && QSqlQuery(source).exec(u"VACUUM INTO '%1'"_s.arg(to));
    }
    QSqlDatabase::removeDatabase(name);
    return isCopied;
}

/// What waits to be read is read, as the next start of the program would.
Result<> readWaiting(Database &database)
{
    Detector detector(liveEngine(database));
    if (detector.scanner() == nullptr)
        return Error{Error::Kind::Internal, u"nothing is live"_s};
    return database.inTransaction([&]() -> Result<> {
        ConversationWatch watch(detector, database, 0);
        const auto read = watch.readWaiting(std::numeric_limits<qint64>::max());
        return read ? Result<>() : Result<>(read.error());
    });
}

/// Plays all messages of a store from nothing, in the order of time.
Result<> playAgain(Database &database, const QVector<MessageId> &messages)
{
    Detector detector(liveEngine(database));
    if (detector.scanner() == nullptr)
        return Error{Error::Kind::Internal, u"nothing is live"_s};
    return database.inTransaction([&]() -> Result<> {
        ConversationWatch watch(detector, database, 0);
        for (const MessageId id : messages) {
            const auto message = MessageRepository(database).find(id);
            if (!message)
                return message.error();
            MessageChange change;
            change.message = id;
            change.conversation = message->conversation;
            change.isNewMessage = true;
            watch.note(change);
        }
        const auto played = watch.finish();
        return played ? Result<>() : Result<>(played.error());
    });
}

} // namespace

StoreView::StoreView(const QString &filePath)
    : m_filePath(filePath), m_connectionName(QUuid::createUuid().toString(QUuid::WithoutBraces))
{}

StoreView::~StoreView()
{
    if (QSqlDatabase::contains(m_connectionName))
        QSqlDatabase::removeDatabase(m_connectionName);
}

QVector<QVariantList> StoreView::rows(const QString &sql) const
{
    if (!QFileInfo::exists(m_filePath))
        return {};
    if (!QSqlDatabase::contains(m_connectionName)) {
        QSqlDatabase added = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connectionName);
        added.setDatabaseName(m_filePath);
        added.setConnectOptions(u"QSQLITE_OPEN_READONLY;QSQLITE_BUSY_TIMEOUT=10000"_s);
    }
    QSqlDatabase database = QSqlDatabase::database(m_connectionName);
    QSqlQuery query(database);
    query.setForwardOnly(true);
    QVector<QVariantList> rows;
    if (!query.exec(sql))
        return rows;
    while (query.next()) {
        QVariantList row;
        for (int column = 0; column < query.record().count(); ++column)
            row.append(query.value(column));
        rows.append(row);
    }
    return rows;
}

qint64 StoreView::number(const QString &sql) const
{
    const QVector<QVariantList> found = rows(sql);
    return found.isEmpty() ? 0 : found.constFirst().constFirst().toLongLong();
}

qint64 StoreView::messageCount() const
{
    return number(u"SELECT count(*) FROM messages"_s);
}

QStringList StoreView::messageKeys(GatewayId gateway) const
{
    const QString which = gateway.isValid() ? u"WHERE l.gateway_id = %1"_s.arg(gateway.value) : QString();
    QStringList keys;
    for (const QVariantList &row : rows(u"SELECT l.external_id, m.external_id FROM messages m JOIN lines l "
                                        "ON l.id = m.line_id "_s
                                        + which))
        keys.append(row[0].toString() + u'/' + row[1].toString());
    keys.sort();
    return keys;
}

QStringList StoreView::versions(const QString &externalId) const
{
    QStringList texts;
    for (const QVariantList &row : rows(u"SELECT v.text FROM message_versions v JOIN messages m ON m.id = v.message_id "
                                        "WHERE m.external_id = '%1' ORDER BY v.version"_s.arg(externalId)))
        texts.append(QString::fromUtf8(row[0].toByteArray()));
    return texts;
}

QStringList StoreView::hitDifferences() const
{
    const QTemporaryDir folder;
    const QString copy = folder.filePath(u"copy.db"_s);
    QMap<QString, int> balance;
    const auto count = [&balance](const StoreView &view, int step) {
        // What was found by words; conduct also depends on what was known when.
        for (const QVariantList &row : view.rows(u"SELECT message_id, version, rule FROM hits WHERE spans <> '[]'"_s))
            balance[u"%1.%2 %3"_s.arg(row[0].toString(), row[1].toString(), row[2].toString())] += step;
    };
    QVector<MessageId> messages;
    for (const QVariantList &row : rows(u"SELECT id FROM messages"_s))
        messages.append(MessageId{row[0].toLongLong()});
    if (!copyStore(m_filePath, copy))
        return {u"the store cannot be copied"_s};
    {
        const PlainTextCodec codec;
        const auto database = Database::open(copy, Database::Access::ReadWrite, codec);
        if (!database)
            return {u"the store cannot be copied: "_s + database.error().context};
        if (const auto read = readWaiting(**database); !read)
            return {read.error().context};
        count(StoreView(copy), -1);
        for (const QString &table : {u"hits"_s, u"conversation_states"_s, u"contact_states"_s, u"agent_states"_s,
                                     u"contacts_to_read"_s, u"messages_to_read"_s}) {
            if (const auto emptied = (*database)->connection().execute(u"DELETE FROM "_s + table); !emptied)
                return {emptied.error().context};
        }
        if (const auto played = playAgain(**database, messages); !played)
            return {played.error().context};
    }
    count(StoreView(copy), 1);
    QStringList differences;
    for (auto entry = balance.cbegin(); entry != balance.cend(); ++entry) {
        if (entry.value() != 0)
            differences.append((entry.value() > 0 ? u"missing "_s : u"too many "_s) + entry.key());
    }
    return differences;
}

QStringList StoreView::confidentialWords() const
{
    QStringList words;
    const auto add = [this, &words](const QString &sql) {
        for (const QVariantList &row : rows(sql)) {
            const QString word = QString::fromUtf8(row[0].toByteArray());
            if (word.size() >= kShortestTellingWord)
                words.append(word.left(200));
        }
    };
    add(u"SELECT DISTINCT text FROM message_versions"_s);
    add(u"SELECT name FROM contacts"_s);
    add(u"SELECT display_name FROM lines"_s);
    add(u"SELECT text FROM outbox"_s);
    add(u"SELECT address FROM contact_addresses"_s);
    add(u"SELECT own_address FROM lines"_s);
    static const QRegularExpression digits(u"^\\d{8,}(?=@)"_s);
    for (qsizetype i = words.size(); i-- > 0;) {
        if (const auto number = digits.match(words.at(i)); number.hasMatch())
            words.append(number.captured());
    }
    return words;
}

} // namespace atalaia

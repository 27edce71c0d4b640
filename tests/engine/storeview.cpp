// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/storeview.h"

#include "detection/detector.h"
#include "detection/matcher.h"
#include "store/database.h"
#include "store/lexiconrepository.h"
#include "store/textcodec.h"

#include <QFileInfo>
#include <QMap>
#include <QRegularExpression>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr qsizetype kShortestTellingWord = 6;

std::shared_ptr<const Matcher> liveMatcher(const QString &filePath)
{
    const PlainTextCodec codec;
    const auto database = Database::open(filePath, Database::Access::ReadOnly, codec);
    if (!database)
        return nullptr;
    const auto lexicons = LexiconRepository(**database).live();
    if (!lexicons)
        return nullptr;
    const auto compiled = Matcher::compile(*lexicons);
    return compiled ? compiled->matcher : nullptr;
}

QString hitKey(qint64 message, int version, const QString &lexicon, int line, int start)
{
    return u"%1.%2 %3:%4 at %5"_s.arg(message).arg(version).arg(lexicon).arg(line).arg(start);
}

Author authorOf(const QString &word)
{
    return word == u"agent" ? Author::Agent : word == u"contact" ? Author::Contact : Author::System;
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
    const std::shared_ptr<const Matcher> matcher = liveMatcher(m_filePath);
    if (!matcher)
        return {u"the lexicons cannot be read"_s};
    Detector detector(matcher);
    QMap<QString, int> balance;
    for (const QVariantList &row : rows(u"SELECT v.message_id, v.version, v.text, m.author FROM message_versions v "
                                        "JOIN messages m ON m.id = v.message_id"_s)) {
        const QString text = QString::fromUtf8(row[2].toByteArray());
        for (const TermHit &hit : detector.detect(text, authorOf(row[3].toString())))
            ++balance[hitKey(row[0].toLongLong(), row[1].toInt(), hit.lexiconName, hit.term.line,
                             hit.spans.first().start)];
    }
    for (const QVariantList &row : rows(u"SELECT h.message_id, h.version, t.lexicon_name, t.line, h.first_start "
                                        "FROM hits h JOIN fired_terms t ON t.id = h.term_id"_s))
        --balance[hitKey(row[0].toLongLong(), row[1].toInt(), row[2].toString(), row[3].toInt(), row[4].toInt())];
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

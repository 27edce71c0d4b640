// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/statement.h"

#include <QSqlError>
#include <QVariant>

namespace atalaia {

using namespace Qt::StringLiterals;

Statement::Statement(Database &database, const QString &sql) : m_connection(database.connection())
{
    auto cached = m_connection.statements.find(sql);
    if (cached == m_connection.statements.end()) {
        QSqlQuery query(m_connection.database);
        query.setForwardOnly(true);
        if (!query.prepare(sql)) {
            m_error = m_connection.failed(query.lastError(), sql);
            return;
        }
        cached = m_connection.statements.emplace(sql, std::move(query)).first;
    }
    Q_ASSERT_X(!cached->second.isActive(), "Statement", "a statement was used again while its rows are read");
    m_query = &cached->second;
}

Statement::~Statement()
{
    if (m_query)
        m_query->finish();
}

Result<> Statement::done() const
{
    if (m_error)
        return *m_error;
    return {};
}

Result<qint64> Statement::insertedId() const
{
    if (m_error)
        return *m_error;
    return m_query->lastInsertId().toLongLong();
}

Result<int> Statement::changedRows() const
{
    if (m_error)
        return *m_error;
    return m_query->numRowsAffected();
}

qint64 Statement::integer(int column) const
{
    return m_query->value(column).toLongLong();
}

bool Statement::isNull(int column) const
{
    return m_query->isNull(column);
}

QString Statement::plain(int column) const
{
    return m_query->value(column).toString();
}

QByteArray Statement::bytes(int column) const
{
    return m_query->value(column).toByteArray();
}

QString Statement::opened(int column)
{
    auto text = m_connection.codec.open(m_query->value(column).toByteArray());
    if (text)
        return std::move(text).value();
    if (!m_error)
        m_error = text.error();
    return {};
}

void Statement::bind(int position, const QString &text)
{
    // A null string would be stored as NULL.
    if (m_query)
        m_query->bindValue(position, text.isNull() ? u""_s : text);
}

void Statement::bind(int position, const QByteArray &bytes)
{
    if (m_query)
        m_query->bindValue(position, bytes.isNull() ? QByteArray("") : bytes);
}

void Statement::bind(int position, qint64 value)
{
    if (m_query)
        m_query->bindValue(position, value);
}

void Statement::bindNull(int position)
{
    if (m_query)
        m_query->bindValue(position, QVariant(QMetaType(QMetaType::LongLong)));
}

void Statement::execute()
{
    if (m_query && !m_query->exec())
        m_error = m_connection.failed(m_query->lastError(), m_query->lastQuery());
}

bool Statement::next()
{
    if (m_error)
        return false;
    if (m_query->next())
        return true;
    if (m_query->lastError().isValid())
        m_error = m_connection.failed(m_query->lastError(), m_query->lastQuery());
    return false;
}

void Statement::noteUnreadable(int column)
{
    if (!m_error)
        m_error = Error{Error::Kind::Storage, u"column %1 of a row holds an unknown word"_s.arg(column)};
}

} // namespace atalaia

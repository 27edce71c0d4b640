// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"
#include "base/result.h"
#include "store/connection.h"
#include "store/database.h"
#include "store/storedwords.h"

#include <QByteArray>
#include <QSqlQuery>
#include <QString>
#include <QVector>

#include <optional>
#include <type_traits>

namespace atalaia {

/// A use of one prepared statement, for core/store only: prepared at its first use on a connection,
/// finished when the use ends. Placeholders are plain `?`: Qt does not bind numbered ones. Errors
/// stick and come out at the end:
///
///     return Statement(m_database, kSelect).with(line, since).all(readMessage);
class Statement
{
public:
    Statement(Database &database, const QString &sql);
    ~Statement();
    Q_DISABLE_COPY_MOVE(Statement)

    /// Binds the values in order and executes. Texts that need sealing come as codec().seal(text).
    template <typename... Values> Statement &with(const Values &...values)
    {
        int position = 0;
        (bind(position++, values), ...);
        execute();
        return *this;
    }

    [[nodiscard]] Result<> done() const;
    [[nodiscard]] Result<qint64> insertedId() const;
    [[nodiscard]] Result<int> changedRows() const;

    /// Every row through `read(Statement &)`.
    template <typename Read>
    [[nodiscard]] auto all(Read read) -> Result<QVector<std::invoke_result_t<Read, Statement &>>>
    {
        QVector<std::invoke_result_t<Read, Statement &>> rows;
        while (next())
            rows.append(read(*this));
        if (m_error)
            return *m_error;
        return rows;
    }

    /// The first row through `read(Statement &)`, if there is one.
    template <typename Read>
    [[nodiscard]] auto first(Read read) -> Result<std::optional<std::invoke_result_t<Read, Statement &>>>
    {
        std::optional<std::invoke_result_t<Read, Statement &>> row;
        if (next())
            row = read(*this);
        if (m_error)
            return *m_error;
        return row;
    }

    // Columns of the current row.
    [[nodiscard]] qint64 integer(int column) const;
    [[nodiscard]] int number(int column) const { return int(integer(column)); }
    [[nodiscard]] bool isTrue(int column) const { return integer(column) != 0; }
    [[nodiscard]] bool isNull(int column) const;
    [[nodiscard]] QString plain(int column) const;
    [[nodiscard]] QByteArray bytes(int column) const;
    [[nodiscard]] QString opened(int column);

    template <typename IdType> [[nodiscard]] IdType id(int column) const { return IdType{integer(column)}; }

    template <typename Enum> [[nodiscard]] Enum word(int column)
    {
        if (const auto value = storedValue<Enum>(plain(column)))
            return *value;
        noteUnreadable(column);
        return Enum{};
    }

private:
    void bind(int position, const QString &text);
    void bind(int position, const QByteArray &bytes);
    void bind(int position, qint64 value);
    void bind(int position, int value) { bind(position, qint64(value)); }
    void bind(int position, bool value) { bind(position, qint64(value)); }
    template <typename Tag> void bind(int position, Id<Tag> id) // none = NULL
    {
        id.isValid() ? bind(position, id.value) : bindNull(position);
    }
    template <typename Enum>
    requires std::is_enum_v<Enum>
    void bind(int position, Enum value) { bind(position, storedWord(value)); }
    void bindNull(int position);
    void execute();
    [[nodiscard]] bool next();
    void noteUnreadable(int column);

    Database::Connection &m_connection;
    QSqlQuery *m_query = nullptr; // in the connection's cache
    std::optional<Error> m_error;
};

} // namespace atalaia

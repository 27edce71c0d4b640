// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/fakewaha.h"

#include <QHash>
#include <QJsonObject>
#include <QVector>

#include <functional>

namespace atalaia {

/// REST of an Evolution API 2.3 that does what the test says, with its way of paging.
class FakeEvolution final
{
    Q_DISABLE_COPY_MOVE(FakeEvolution)

public:
    using Request = FakeWaha::Request;
    using Reply = FakeWaha::Reply;

    FakeEvolution();

    [[nodiscard]] QUrl address() const { return m_server.address(); }
    /// Called before the built-in answers; nothing = the built-in one.
    void setScript(const FakeWaha::Script &script) { m_script = script; }
    void setServerTime(qint64 ms) { m_server.setServerTime(ms); }
    void setIgnoresWindow(bool isIgnoring) { m_ignoresWindow = isIgnoring; }
    void setIgnoresPage(bool isIgnoring) { m_ignoresPage = isIgnoring; }

    void addInstance(const QString &name, const QString &state);
    void setState(const QString &name, const QString &state) { m_states.insert(name, state); }
    /// A message of the contact in the database; the answer pages newest first by its time.
    void addRecord(const QString &instance, const QString &id, qint64 seconds, const QString &text,
                   bool isFromMe = false);
    void addRecord(const QString &instance, const QJsonObject &record) { m_records[instance].append(record); }
    void removeRecord(const QString &instance, const QString &id);

    [[nodiscard]] const QVector<Request> &requests() const { return m_server.requests(); }
    [[nodiscard]] QVector<QJsonObject> bodiesOf(const QString &pathPart) const;
    [[nodiscard]] int count(const QString &method, const QString &pathPart) const
    {
        return m_server.count(method, pathPart);
    }

private:
    [[nodiscard]] Reply builtIn(const Request &request) const;
    [[nodiscard]] Reply instances() const;
    [[nodiscard]] Reply page(const QString &instance, const QJsonObject &body) const;

    FakeWaha m_server;
    FakeWaha::Script m_script;
    QVector<QString> m_names;
    QHash<QString, QString> m_states;
    QHash<QString, QVector<QJsonObject>> m_records;
    bool m_ignoresWindow = false;
    bool m_ignoresPage = false;
};

} // namespace atalaia

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"

#include <QString>
#include <QStringList>
#include <QVariantList>

namespace atalaia {

/// Looks into a store file beside the program that writes it.
class StoreView
{
public:
    explicit StoreView(const QString &filePath);
    ~StoreView();
    Q_DISABLE_COPY_MOVE(StoreView)

    /// Rows of a SELECT; empty when the store cannot be read (yet).
    [[nodiscard]] QVector<QVariantList> rows(const QString &sql) const;
    /// The first value of the first row; 0 when there is none.
    [[nodiscard]] qint64 number(const QString &sql) const;

    [[nodiscard]] qint64 messageCount() const;
    /// "LINE/MESSAGE" of all messages of a gateway (an invalid id: of all), sorted.
    [[nodiscard]] QStringList messageKeys(GatewayId gateway = {}) const;
    /// Texts of a message, the first version first.
    [[nodiscard]] QStringList versions(const QString &externalId) const;
    /// What differs between the stored hits by words and those that the live policies and lexicons find when
    /// all stored messages are played in order; empty when each is there once.
    [[nodiscard]] QStringList hitDifferences() const;
    /// Texts, names, numbers: what must never be in a log. Words too short to tell anything are left out.
    [[nodiscard]] QStringList confidentialWords() const;

private:
    const QString m_filePath;
    const QString m_connectionName;
};

} // namespace atalaia

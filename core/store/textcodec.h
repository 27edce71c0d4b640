// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QString>

namespace atalaia {

/// The one place through which every text, name, number and address passes on its way into and out
/// of the store. Today it stores UTF-8 as it is; sealing enters here and nowhere else.
/// Thread-safe, immutable.
class TextCodec
{
public:
    TextCodec() = default;
    virtual ~TextCodec() = default;
    Q_DISABLE_COPY_MOVE(TextCodec)

    [[nodiscard]] virtual QByteArray seal(QStringView text) const = 0;
    /// InvalidInput when the bytes were not made by this codec.
    [[nodiscard]] virtual Result<QString> open(const QByteArray &sealed) const = 0;
    /// A value that is equal for equal texts, for unique columns and look-ups by value.
    [[nodiscard]] virtual QByteArray lookupKey(QStringView text) const = 0;
};

class PlainTextCodec final : public TextCodec
{
public:
    [[nodiscard]] QByteArray seal(QStringView text) const override;
    [[nodiscard]] Result<QString> open(const QByteArray &sealed) const override;
    [[nodiscard]] QByteArray lookupKey(QStringView text) const override;
};

} // namespace atalaia

// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to the connectors: include it from .cpp files only, it brings simdjson along.
#pragma once

#include "base/result.h"
#include "gateway/json/jsonfields.h"

#include <QByteArray>

namespace atalaia::json {

/// Reads JSON that a gateway sent; keeps its buffers between calls, so use one per thread. What
/// parse() returned is valid until the next call.
class Document
{
    Q_DISABLE_COPY_MOVE(Document)

public:
    /// Longer input is refused unread.
    explicit Document(size_t largestBytes);
    ~Document() = default;

    /// InvalidInput when it is no JSON, too long or too deep.
    [[nodiscard]] Result<Element> parse(const QByteArray &bytes);
    /// Of the last one: bytes that are no UTF-8 were read as U+FFFD, also where they stood in names.
    [[nodiscard]] bool isMended() const { return m_isMended; }
    /// The same, and an error when it is no list.
    [[nodiscard]] Result<simdjson::dom::array> parseList(const QByteArray &bytes);

private:
    const size_t m_largestBytes;
    simdjson::dom::parser m_parser;
    bool m_isMended = false;
    QByteArray m_mended;
};

} // namespace atalaia::json

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detection/identifiers/identifier.h"

#include <QByteArrayView>
#include <QString>
#include <QStringView>
#include <QVector>

namespace atalaia {

/// Where a text stands: what was said shortly before and in which country numbers are read.
struct IdentifierContext
{
    QString country = QStringLiteral("BR"); ///< ISO 3166 alpha-2: national phone numbers are read for it
    QStringView before; ///< up to two bubbles within 60 s before, by either party, newest last
};

/// Finds identifiers in a text: candidates first, then grammar, check digits, context, one score for all.
/// Has no state; any thread.
class IdentifierFinder
{
public:
    /// Ordered by span; overlapping readings of the same characters are decided (phone first, then the
    /// strictest scheme). Only those with a confidence above zero; see kSureIdentifier and isDoubtful.
    [[nodiscard]] QVector<Identifier> find(QStringView text, const IdentifierContext &context) const;
};

/// False: find() finds nothing in this text, whatever was said before. Costs a few nanoseconds.
[[nodiscard]] bool mayHoldIdentifiers(QByteArrayView utf8);

} // namespace atalaia

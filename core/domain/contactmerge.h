// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"

#include <QString>

namespace atalaia {

using ContactMergeId = Id<struct ContactMergeTag>;

/// Why two contacts are one person.
enum class MergeKind {
    SamePerson, ///< the hidden id and the phone number behind it
    NumberChanged ///< the old number and the new one
};

/// Two contacts that are shown as one person; a person can take that back.
struct ContactMerge
{
    ContactMergeId id;
    ContactId kept; ///< was known first
    ContactId joined;
    MergeKind kind = MergeKind::SamePerson;
    qint64 atMs = 0;
    qint64 undoneAtMs = 0; ///< 0 = it holds
    QString undoneBy;

    friend bool operator==(const ContactMerge &, const ContactMerge &) = default;
};

} // namespace atalaia

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace atalaia {

/// Why something did not work, as a value.
///
/// `kind` is what callers switch on and what ui/text turns into a sentence for people.
/// `context` is technical English, lower case, without full stop, with the values that matter
/// ("schema 9 is newer than 3"). It goes to logs and to "details", so it never holds message text,
/// names, numbers or secrets.
struct Error
{
    enum class Kind {
        InvalidInput, ///< a file, a frame or a field that does not follow its format
        NotFound, ///< what was asked for does not exist
        Conflict, ///< somebody else was faster, or the state does not allow it
        Unauthorized, ///< the gateway or the store refused the key or the role
        Unreachable, ///< no answer from a gateway or server
        Rejected, ///< the gateway understood and said no
        Unsupported, ///< this gateway or platform cannot do it
        Storage, ///< the store failed: SQL error, corrupt file
        StorageFull, ///< the disk or a quota is full
        StoreTooNew, ///< the store was made by a newer version of Atalaia
        StoreLocked, ///< another process holds the store
        Pattern, ///< a term, regex or expression that cannot be used
        SecretStoreMissing, ///< no Secret Service or keychain on this machine
        SecretStoreLocked, ///< the keychain is there but refuses
        Cancelled, ///< somebody took it back in time
        Internal ///< our own mistake
    };

    Kind kind = Kind::Internal;
    QString context;

    friend bool operator==(const Error &, const Error &) = default;
};

} // namespace atalaia

// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/errorwords.h"

#include <QCoreApplication>

namespace atalaia {

namespace {

struct ErrorWords
{
    Q_DECLARE_TR_FUNCTIONS(atalaia::ErrorWords)
};

} // namespace

QString errorSentence(Error::Kind kind)
{
    switch (kind) {
    case Error::Kind::InvalidInput:
        return ErrorWords::tr("This does not have the expected form.");
    case Error::Kind::NotFound:
        return ErrorWords::tr("This does not exist any more.");
    case Error::Kind::Conflict:
        return ErrorWords::tr("Somebody else was faster. Look at the thread again before you decide.");
    case Error::Kind::Unauthorized:
        return ErrorWords::tr("The gateway refused the key. Check it in the gateway's settings.");
    case Error::Kind::Unreachable:
        return ErrorWords::tr("The gateway does not answer. Atalaia keeps trying.");
    case Error::Kind::Rejected:
        return ErrorWords::tr("The gateway refused.");
    case Error::Kind::Unsupported:
        return ErrorWords::tr("This gateway cannot do that.");
    case Error::Kind::Storage:
        return ErrorWords::tr("The store could not be read or written. Nothing that was saved is lost.");
    case Error::Kind::StorageFull:
        return ErrorWords::tr(
                "The disk is full. Free some space; Atalaia continues by itself and fetches what it missed.");
    case Error::Kind::StoreTooNew:
        return ErrorWords::tr(
                "This store was made by a newer version of Atalaia. Update Atalaia to open it; nothing was changed.");
    case Error::Kind::StoreLocked:
        return ErrorWords::tr("Another Atalaia is using this store. Close it first.");
    case Error::Kind::Pattern:
        return ErrorWords::tr("This term cannot be used.");
    case Error::Kind::SecretStoreMissing:
        return ErrorWords::tr("This computer has no keyring service. The key is kept until Atalaia closes.");
    case Error::Kind::SecretStoreLocked:
        return ErrorWords::tr("The keyring is locked. Unlock it and try again.");
    case Error::Kind::Cancelled:
        return ErrorWords::tr("Taken back.");
    case Error::Kind::Internal:
        break;
    }
    return ErrorWords::tr("Something went wrong inside Atalaia.");
}

} // namespace atalaia

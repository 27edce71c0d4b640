// SPDX-License-Identifier: GPL-3.0-or-later
#include "storesession.h"

#include "base/storepaths.h"
#include "output.h"

#include <QFileInfo>

namespace atalaia {

using namespace Qt::StringLiterals;

std::unique_ptr<StoreSession> StoreSession::open(const CommonOptions &common, Database::Access access)
{
    const QString path = common.storePath.isEmpty() ? defaultStorePath(common.profile) : common.storePath;
    if (!QFileInfo::exists(path)) {
        writeMessage(u"no store at %1"_s.arg(path));
        return nullptr;
    }
    std::unique_ptr<StoreSession> session(new StoreSession(path, access));
    const auto opened = session->m_thread.open().result();
    if (!opened) {
        writeMessage(u"the store at %1 cannot be opened: %2"_s.arg(path, opened.error().context));
        return nullptr;
    }
    return session;
}

ExitStatus reportStoreError(const Error &error)
{
    writeMessage(error.context);
    return error.kind == Error::Kind::NotFound ? ExitStatus::WrongUse : ExitStatus::MissingPart;
}

} // namespace atalaia

// SPDX-License-Identifier: GPL-3.0-or-later
#include "storesession.h"

#include "base/storepaths.h"
#include "output.h"

#include <QFileInfo>

namespace atalaia {

using namespace Qt::StringLiterals;

QString StoreSession::pathOf(const CommonOptions &common)
{
    return common.storePath.isEmpty() ? defaultStorePath(common.profile) : common.storePath;
}

std::unique_ptr<StoreSession> StoreSession::open(const CommonOptions &common, Database::Access access)
{
    const QString path = pathOf(common);
    if (!QFileInfo::exists(path)) {
        writeMessage(u"no store at %1"_s.arg(path));
        return nullptr;
    }
    return openAt(path, access);
}

std::unique_ptr<StoreSession> StoreSession::openOrMake(const CommonOptions &common)
{
    const QString path = pathOf(common);
    const bool isNew = !QFileInfo::exists(path);
    auto session = openAt(path, Database::Access::ReadWrite);
    if (session && isNew && !common.isQuiet)
        writeMessage(u"made a store at %1"_s.arg(path));
    return session;
}

std::unique_ptr<StoreSession> StoreSession::openAt(const QString &path, Database::Access access)
{
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

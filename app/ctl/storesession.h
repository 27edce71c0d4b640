// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commandline.h"
#include "store/storethread.h"
#include "store/textcodec.h"

namespace atalaia {

/// The store, open for the time of one command.
class StoreSession
{
public:
    /// Writes why it cannot be opened and returns nothing; the command then ends with MissingPart.
    /// Never makes a store.
    [[nodiscard]] static std::unique_ptr<StoreSession> open(const CommonOptions &common, Database::Access access);

    /// Makes the store where there is none and says so.
    [[nodiscard]] static std::unique_ptr<StoreSession> openOrMake(const CommonOptions &common);

    /// Where the store lies, or will.
    [[nodiscard]] static QString pathOf(const CommonOptions &common);
    [[nodiscard]] StoreThread &thread() { return m_thread; }

    /// Runs `job(Database &)` and waits for it: a command has nothing else to do.
    template <typename Job> [[nodiscard]] auto run(Job job) { return m_thread.submit(std::move(job)).result(); }

private:
    [[nodiscard]] static std::unique_ptr<StoreSession> openAt(const QString &path, Database::Access access);

    StoreSession(const QString &path, Database::Access access) : m_thread(path, access, m_codec) {}

    PlainTextCodec m_codec;
    StoreThread m_thread;
};

/// Writes what the store answered; NotFound is a wrong name or number, the rest a missing part.
[[nodiscard]] ExitStatus reportStoreError(const Error &error);

} // namespace atalaia

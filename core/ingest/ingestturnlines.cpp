// SPDX-License-Identifier: GPL-3.0-or-later
// Of what is about lines and about who is who.
#include "base/logging.h"
#include "domain/identity.h"
#include "ingest/aliasreading.h"
#include "ingest/ingestturn.h"
#include "store/identityrepository.h"

namespace atalaia {

Result<> IngestTurn::write(const Line &line, const LineChanged &body)
{
    m_outcome.change.haveLinesChanged = true;
    if (body.capabilities) {
        if (const Result<> noted = m_lines.noteCapabilities(line.id, *body.capabilities); !noted)
            return noted;
    }
    return m_lines.noteState(line.id, body.state, body.changedAtMs > 0 ? body.changedAtMs : m_nowMs, body.displayName,
                             body.ownAddress);
}

Result<> IngestTurn::write(const Line &line, const GapChanged &body)
{
    if (body.fromMs <= 0)
        return putAside("gap without a beginning");
    return m_ledger.note(m_gateway, line.id, body);
}

Result<> IngestTurn::write(const Line &line, const LineAlarmChanged &body)
{
    return m_ledger.note(line.id, body);
}

Result<> IngestTurn::write(const Line &line, const AliasFound &body)
{
    const auto own = m_lines.ownAddress(line.id);
    if (!own)
        return own.error();
    const char *reason = nullptr;
    auto alias = readAlias(body, own->isEmpty() ? QString() : identityKey(*own), reason);
    if (!alias) {
        qCWarning(lcIngest) << "alias not used:" << reason;
        return {};
    }
    if (alias->firstKey == alias->secondKey) {
        ++m_outcome.duplicates;
        return {};
    }
    if (alias->atMs <= 0)
        alias->atMs = m_nowMs;
    const auto noted = IdentityRepository(m_database).noteAlias(*alias);
    if (!noted)
        return noted.error();
    switch (noted->verdict) {
    case IdentityRepository::Verdict::Joined:
        m_watch.noteRegrouped(noted->regrouping);
        for (const ConversationId conversation : noted->regrouping.conversations)
            m_touched.insert(conversation);
        break;
    case IdentityRepository::Verdict::Remembered:
        break;
    case IdentityRepository::Verdict::Known:
        ++m_outcome.duplicates;
        break;
    case IdentityRepository::Verdict::Refused:
        qCWarning(lcIngest) << "alias not used: one of the two has another partner";
        break;
    }
    return {};
}

} // namespace atalaia

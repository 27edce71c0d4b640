// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "detection/policyengine.h"
#include "domain/lexicon.h"
#include "policy/lexiconimporter.h"
#include "policy/policyreader.h"

#include <QFuture>
#include <QObject>
#include <QVector>

#include <functional>

namespace atalaia {

class Detector;
class StoreThread;

/// Keeps what is live in the store and what the detector scans with the same. A change is stored,
/// compiled aside and swapped in; when it cannot be compiled, the last good set stays live.
class LexiconService final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LexiconService)

public:
    /// The policies that stand over the lexicons; called on a pool thread.
    using PolicySource = std::function<QVector<PolicyReading>()>;

    /// References must outlive this.
    LexiconService(StoreThread &writer, Detector &detector, const Clock &clock, QString actor,
                   MatcherAids aids = {}, PolicySource policies = readShippedPolicies, QObject *parent = nullptr);

    /// First start: stores the shipped lexicons as version 1. Always: compiles and swaps in what is
    /// live. Finishes with the number of terms in use.
    [[nodiscard]] QFuture<Result<int>> start();

    /// Reads a file without applying anything; runs on a pool thread.
    [[nodiscard]] static QFuture<Result<ImportPreview>> preview(const QByteArray &bytes, const QString &fileName,
                                                                const ImportOptions &options);

    /// Stores the terms as the next version of `name` and makes them live. Returns the new version.
    [[nodiscard]] QFuture<Result<Lexicon>> import(const QString &name, const QVector<Term> &terms,
                                                  const QString &sourceName);
    /// Makes another version the live one (0 = none): the undo of an import.
    [[nodiscard]] QFuture<Result<>> setLive(const QString &name, int version);

    /// The newest version of each lexicon, without terms.
    [[nodiscard]] QFuture<Result<QVector<Lexicon>>> lexicons();

signals:
    /// A new set is scanning. `problems`: terms and policies that were left out, each with its reason.
    void liveChanged(int termCount, const QVector<atalaia::PolicyProblem> &problems);
    /// The new set could not be built; the last good one stays.
    void liveFailed(const atalaia::Error &error);

private:
    struct Change; // a version that was made live, and what was live before

    [[nodiscard]] QFuture<Result<Lexicon>> applied(const Result<Change> &change);
    [[nodiscard]] QFuture<Result<int>> recompile();
    [[nodiscard]] Result<int> adopt(quint64 request, const Result<PolicyEngine::Compiled> &compiled);

    StoreThread &m_writer;
    Detector &m_detector;
    const Clock &m_clock;
    const QString m_actor;
    const MatcherAids m_aids;
    const PolicySource m_policies;
    // Compiles overlap; a set that was asked for earlier never replaces one asked for later.
    quint64 m_lastRequest = 0;
    quint64 m_adoptedRequest = 0;
};

} // namespace atalaia

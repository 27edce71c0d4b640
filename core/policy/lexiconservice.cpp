// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/lexiconservice.h"

#include "base/continuation.h"
#include "base/futures.h"
#include "base/logging.h"
#include "detection/detector.h"
#include "policy/listincludes.h"
#include "policy/policyreader.h"
#include "policy/shippedlexicon.h"
#include "store/lexiconrepository.h"
#include "store/storethread.h"

#include <QPromise>
#include <QThreadPool>

#include <memory>
#include <utility>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

Result<int> liveVersion(LexiconRepository &repository, const QString &name)
{
    const auto live = repository.live();
    if (!live)
        return live.error();
    for (const Lexicon &lexicon : *live) {
        if (lexicon.name == name)
            return lexicon.version;
    }
    return 0;
}

Result<> storeEachShipped(LexiconRepository &repository, const QString &actor, qint64 nowMs)
{
    for (const QString &fileName : shippedLexiconFiles()) {
        auto lexicon = shippedLexicon(fileName);
        if (!lexicon)
            return lexicon.error();
        lexicon->importedBy = actor;
        lexicon->importedAtMs = nowMs;
        if (const auto stored = repository.addVersion(*lexicon); !stored)
            return stored.error();
    }
    return {};
}

/// Fills a store without lexicons: all or none, since a store with some is left alone.
Result<> storeShipped(Database &database, const QString &actor, qint64 nowMs)
{
    LexiconRepository repository(database);
    const auto known = repository.newest();
    if (!known)
        return known.error();
    if (!known->isEmpty())
        return {};
    return database.inTransaction([&repository, &actor, nowMs] { return storeEachShipped(repository, actor, nowMs); });
}

/// A list that came with the product counts where a policy asks for it and not by itself, until somebody
/// imports a version of their own.
QVector<Lexicon> withShippedAtRest(QVector<Lexicon> lexicons)
{
    const QStringList shipped = shippedLexiconFiles();
    for (Lexicon &lexicon : lexicons) {
        if (lexicon.version == 1 && shipped.contains(lexicon.name + u".csv"_s))
            lexicon.isLive = false;
    }
    return lexicons;
}

/// The policies over the lexicons that are live. A policy that cannot be used stays out.
Result<PolicyEngine::Compiled> compiled(const Result<QVector<Lexicon>> &lexicons, const QVector<PolicyReading> &readings,
                                        const MatcherAids &aids)
{
    if (!lexicons)
        return lexicons.error();
    QVector<PolicyProblem> problems;
    QVector<Policy> policies;
    for (const PolicyReading &reading : readings) {
        problems += reading.problems;
        if (reading.policy)
            policies.append(*reading.policy);
    }
    problems += resolveIncludes(policies);
    PolicyEngine::Compiled compiled =
            PolicyEngine::compile(policies, policies.isEmpty() ? *lexicons : withShippedAtRest(*lexicons), aids);
    if (!compiled.engine)
        return Error{Error::Kind::Pattern, u"no set of policies can be built"_s};
    compiled.problems = problems + compiled.problems;
    return compiled;
}

} // namespace

struct LexiconService::Change
{
    Lexicon lexicon; ///< without terms when no version of it is live now
    int liveBefore = 0;
};

LexiconService::LexiconService(StoreThread &writer, Detector &detector, const Clock &clock, QString actor,
                               MatcherAids aids, PolicySource policies, QObject *parent)
    : QObject(parent),
      m_writer(writer),
      m_detector(detector),
      m_clock(clock),
      m_actor(std::move(actor)),
      m_aids(std::move(aids)),
      m_policies(std::move(policies))
{}

QFuture<Result<int>> LexiconService::start()
{
    const auto filled = m_writer.submit([actor = m_actor, nowMs = m_clock.nowMs()](Database &database) {
        return storeShipped(database, actor, nowMs);
    });
    return continueOn(this, filled,
                      [this](const Result<> &stored) {
                          return stored ? recompile() : finishedFuture(Result<int>(stored.error()));
                      })
            .unwrap();
}

QFuture<Result<ImportPreview>> LexiconService::preview(const QByteArray &bytes, const QString &fileName,
                                                       const ImportOptions &options)
{
    auto promise = std::make_shared<QPromise<Result<ImportPreview>>>();
    auto future = promise->future();
    promise->start();
    QThreadPool::globalInstance()->start([promise, bytes, fileName, options] {
        promise->addResult(LexiconImporter::preview(bytes, fileName, options));
        promise->finish();
    });
    return future;
}

QFuture<Result<Lexicon>> LexiconService::import(const QString &name, const QVector<Term> &terms,
                                                const QString &sourceName)
{
    Lexicon lexicon;
    lexicon.name = name;
    lexicon.sourceName = sourceName;
    lexicon.importedBy = m_actor;
    lexicon.importedAtMs = m_clock.nowMs();
    lexicon.terms = terms;
    const auto added = m_writer.submit([lexicon](Database &database) -> Result<Change> {
        LexiconRepository repository(database);
        const auto before = liveVersion(repository, lexicon.name);
        if (!before)
            return before.error();
        auto stored = repository.addVersion(lexicon);
        if (!stored)
            return stored.error();
        return Change{std::move(stored).value(), *before};
    });
    return continueOn(this, added, [this](const Result<Change> &change) { return applied(change); }).unwrap();
}

QFuture<Result<>> LexiconService::setLive(const QString &name, int version)
{
    const auto switched = m_writer.submit([name, version](Database &database) -> Result<Change> {
        LexiconRepository repository(database);
        const auto before = liveVersion(repository, name);
        if (!before)
            return before.error();
        if (const auto changed = repository.setLive(name, version); !changed)
            return changed.error();
        Change change;
        change.lexicon.name = name;
        change.lexicon.version = version;
        change.liveBefore = *before;
        return change;
    });
    const auto used =
            continueOn(this, switched, [this](const Result<Change> &change) { return applied(change); }).unwrap();
    return continueOn(this, used,
                      [](const Result<Lexicon> &lexicon) { return lexicon ? Result<>() : Result<>(lexicon.error()); });
}

QFuture<Result<QVector<Lexicon>>> LexiconService::lexicons()
{
    return m_writer.submit([](Database &database) { return LexiconRepository(database).newest(); });
}

/// Scans with what was just made live; when that cannot be built, the store goes back to what is
/// still scanning, so that a restart finds a set that works.
QFuture<Result<Lexicon>> LexiconService::applied(const Result<Change> &change)
{
    if (!change)
        return finishedFuture(Result<Lexicon>(change.error()));
    return continueOn(this, recompile(),
                      [this, made = *change](const Result<int> &used) {
                          if (used)
                              return finishedFuture(Result<Lexicon>(made.lexicon));
                          const auto undone = m_writer.submit(
                                  [name = made.lexicon.name, before = made.liveBefore](Database &database) {
                                      return LexiconRepository(database).setLive(name, before);
                                  });
                          return continueOn(this, undone, [error = used.error()](const Result<> &) {
                              return Result<Lexicon>(error);
                          });
                      })
            .unwrap();
}

QFuture<Result<int>> LexiconService::recompile()
{
    const quint64 request = ++m_lastRequest;
    const auto set = m_writer.submit([](Database &database) { return LexiconRepository(database).live(); })
                             .then(QThreadPool::globalInstance(),
                                   [aids = m_aids, policies = m_policies](const Result<QVector<Lexicon>> &lexicons) {
                                       return compiled(lexicons, policies(), aids);
                                   });
    return continueOn(this, set,
                      [this, request](const Result<PolicyEngine::Compiled> &built) { return adopt(request, built); });
}

Result<int> LexiconService::adopt(quint64 request, const Result<PolicyEngine::Compiled> &compiled)
{
    if (!compiled) {
        qCWarning(lcDetection) << "no new set of terms:" << compiled.error().context;
        emit liveFailed(compiled.error());
        return compiled.error();
    }
    for (const PolicyProblem &problem : compiled->problems)
        qCWarning(lcDetection) << "left out:" << problem.policy << problem.rule << "line" << problem.line; // the reason may quote an example
    const int termCount = compiled->engine->termCount();
    if (request > m_adoptedRequest) {
        m_adoptedRequest = request;
        m_detector.setEngine(compiled->engine);
        emit liveChanged(termCount, compiled->problems);
    }
    return termCount;
}

} // namespace atalaia

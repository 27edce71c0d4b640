// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/engine.h"

#include "base/continuation.h"
#include "base/futures.h"
#include "crypto/keychainstore.h"
#include "detection/matcher.h"
#include "detection/matcheraids.h"
#include "engine/gatewaymaker.h"
#include "policy/policyfolder.h"
#include "store/mediafolder.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QPromise>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr const char kGatewayUrlVariable[] = "ATALAIA_GATEWAY_URL";
constexpr const char kGatewayKeyVariable[] = "ATALAIA_GATEWAY_KEY";

QString companyBeside(const QString &storePath)
{
    return QFileInfo(storePath).absoluteDir().filePath(u"company.json"_s);
}

QString policiesBeside(const QString &storePath)
{
    return QFileInfo(storePath).absoluteDir().filePath(u"policies"_s);
}

} // namespace

Engine::Engine(const QString &storePath, const QString &actor, const WahaTimings &timings, QObject *parent,
               const QString &companyPath)
    : QObject(parent),
      m_actor(actor),
      m_writer(storePath, Database::Access::ReadWrite, m_codec),
      m_reader(storePath, Database::Access::ReadOnly, m_codec),
      m_detector(nullptr, companyOfUnknownHours()),
      m_company(companyPath.isEmpty() ? companyBeside(storePath) : QFileInfo(companyPath).absoluteFilePath(),
                m_detector),
      m_isCompanyRequired(!companyPath.isEmpty()),
      m_keychain(std::make_unique<KeychainStore>()),
      m_secrets(*m_keychain),
      m_lexicons(m_writer, m_detector, m_clock, actor, usersMatcherAids(),
                 [folder = policiesBeside(storePath)] { return readPolicies(folder); }),
      m_triage(m_writer, m_feed, m_clock, actor),
      m_interventions(m_writer, m_feed, m_clock, actor),
      m_identities(m_writer, m_feed, m_clock, actor),
      m_queries(m_reader),
      m_windowCloser(m_writer, m_detector, m_feed, m_clock),
      m_chatImport(std::make_unique<ChatImport>(m_writer, m_detector, m_feed, m_clock, actor)),
      m_silenceWatch(m_writer, m_detector, m_feed, m_clock),
      m_gateways(std::make_unique<GatewayService>(m_writer, m_detector, m_secrets, m_feed, m_clock,
                                                  gatewayMaker(m_clock, timings), nullptr,
                                                  MediaFolder::besideStore(QFileInfo(storePath).absoluteFilePath())))
{
    connect(m_gateways.get(), &GatewayService::stateChanged, this,
            [this](const ConnectionState &state) { m_states.insert(state.gateway, state); });
    connect(m_gateways.get(), &GatewayService::stateChanged, &m_silenceWatch, &SilenceWatch::noteConnection);
    connect(m_gateways.get(), &GatewayService::storeFailed, this, [this](const Error &error) { m_storeError = error; });
    connect(m_gateways.get(), &GatewayService::storeRecovered, this, [this] { m_storeError.reset(); });
    connect(m_gateways.get(), &GatewayService::historyCompleted, &m_windowCloser, &WindowCloser::lookNow);
    connect(&m_interventions, &InterventionService::undoableOrdered, &m_triage, &TriageService::noteIntervention);
    connect(&m_identities, &IdentityService::regrouped, &m_windowCloser, &WindowCloser::lookNow);
}

Engine::~Engine()
{
    m_chatImport.reset();
    m_gateways.reset();
    m_windowCloser.stop();
    m_silenceWatch.stop();
    m_reader.close();
    m_writer.close();
}

Result<> Engine::readCompany()
{
    return m_company.start(m_isCompanyRequired);
}

QFuture<Result<>> Engine::start()
{
    // The reader opens only after the writer has made the file and brought its schema up to date.
    const auto written = m_writer.open();
    const auto opened = continueOn(this, written, [this](const Result<> &done) {
                            return done ? m_reader.open() : finishedFuture(done);
                        }).unwrap();
    const auto loaded = continueOn(this, opened, [this](const Result<> &done) -> QFuture<Result<int>> {
                            if (!done)
                                return finishedFuture(Result<int>(done.error()));
                            m_company.readAgain(); // its folder may be there only now
                            emit storeOpened();
                            return m_lexicons.start();
                        }).unwrap();
    return continueOn(this, loaded,
                      [this](const Result<int> &terms) {
                          if (terms) {
                              m_windowCloser.start();
                              m_silenceWatch.start();
                          }
                          return terms ? connectGateways() : finishedFuture(Result<>(terms.error()));
                      })
            .unwrap();
}

void Engine::takeGivenFromEnvironment()
{
    GivenGateway given;
    given.config.address = QUrl(qEnvironmentVariable(kGatewayUrlVariable));
    given.secrets.key = qgetenv(kGatewayKeyVariable);
    qunsetenv(kGatewayUrlVariable);
    qunsetenv(kGatewayKeyVariable);
    if (!given.config.address.isEmpty())
        m_given.append(given);
}

QFuture<Result<>> Engine::connectGateways()
{
    takeGivenFromEnvironment();
    return continueOn(this, m_gateways->start(m_given),
                      [this](const Result<QVector<GatewayConfig>> &configs) {
                          return configs ? connectGiven(0) : finishedFuture(Result<>(configs.error()));
                      })
            .unwrap();
}

QFuture<Result<>> Engine::connectGiven(qsizetype next)
{
    if (next == m_given.size())
        return finishedFuture(Result<>());
    const GivenGateway given = m_given.at(next);
    return continueOn(this, m_gateways->connectForThisRun(given),
                      [this, given, next](const Result<SavedGateway> &saved) {
                          if (!saved)
                              return finishedFuture(Result<>(saved.error()));
                          // So that the settings dialog can test and save it without the key being typed again.
                          m_secrets.keepForThisRun(gatewaySecretName(saved->config.id), packed(given.secrets));
                          return connectGiven(next + 1);
                      })
            .unwrap();
}

} // namespace atalaia

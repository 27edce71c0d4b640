// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "crypto/secretstore.h"
#include "crypto/sessionsecretstore.h"
#include "detection/detector.h"
#include "gateway/waha/wahatimings.h"
#include "ingest/chatimport.h"
#include "ingest/gatewayservice.h"
#include "ingest/silencewatch.h"
#include "ingest/windowcloser.h"
#include "policy/companyfile.h"
#include "policy/lexiconservice.h"
#include "review/changefeed.h"
#include "review/identityservice.h"
#include "review/interventionservice.h"
#include "review/reviewqueries.h"
#include "review/triageservice.h"
#include "store/storethread.h"
#include "store/textcodec.h"

#include <QFuture>
#include <QHash>
#include <QList>
#include <QObject>
#include <QString>

#include <memory>
#include <optional>

namespace atalaia {

/// The composition root of everything below the screens, shared by the console and the collector:
/// builds the parts in the order in which they need each other and takes them down in the reverse
/// order (intake first, the store last).
class Engine final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Engine)

public:
    /// `companyPath`: the company's profile; empty = company.json beside the store, which may be missing.
    /// `timings`: how patient the connectors are; tests shorten them.
    Engine(const QString &storePath, const QString &actor, const WahaTimings &timings = {}, QObject *parent = nullptr,
           const QString &companyPath = {});
    ~Engine() override;

    /// Before start(): reads the company's profile. Error: the file, the place in it and the reason; what is
    /// known is that of an unknown company then.
    [[nodiscard]] Result<> readCompany();
    /// Before start(): more gateways for this run, with secrets that no keychain has.
    void give(const QVector<GivenGateway> &gateways) { m_given += gateways; }
    /// Opens the store, loads the lexicons, connects the configured gateways, in this order. The
    /// gateway named by ATALAIA_GATEWAY_URL and ATALAIA_GATEWAY_KEY is added for this run; both are
    /// removed from the environment, so that no child process inherits the key.
    [[nodiscard]] QFuture<Result<>> start();

    [[nodiscard]] const Clock &clock() const { return m_clock; }
    /// In whose name this session decides.
    [[nodiscard]] const QString &actor() const { return m_actor; }
    [[nodiscard]] ChangeFeed &feed() { return m_feed; }
    [[nodiscard]] ReviewQueries &queries() { return m_queries; }
    [[nodiscard]] TriageService &triage() { return m_triage; }
    [[nodiscard]] IdentityService &identities() { return m_identities; }
    [[nodiscard]] InterventionService &interventions() { return m_interventions; }
    [[nodiscard]] LexiconService &lexicons() { return m_lexicons; }
    [[nodiscard]] ChatImport &chatImport() { return *m_chatImport; }
    [[nodiscard]] GatewayService &gateways() { return *m_gateways; }
    [[nodiscard]] const CompanyFile &company() const { return m_company; }
    /// The latest state of each gateway, for a screen that comes later.
    [[nodiscard]] QList<ConnectionState> connectionStates() const { return m_states.values(); }
    /// Why what was received cannot be written, while that lasts; for a screen that comes later.
    [[nodiscard]] const std::optional<Error> &storeError() const { return m_storeError; }

signals:
    /// During start(): the queries answer from here on, while lexicons are still being compiled.
    void storeOpened();

private:
    [[nodiscard]] QFuture<Result<>> connectGateways();
    [[nodiscard]] QFuture<Result<>> connectGiven(qsizetype next);
    void takeGivenFromEnvironment();

    const QString m_actor;
    SystemClock m_clock;
    PlainTextCodec m_codec;
    StoreThread m_writer;
    StoreThread m_reader;
    ChangeFeed m_feed;
    Detector m_detector;
    CompanyFile m_company;
    const bool m_isCompanyRequired;
    std::unique_ptr<SecretStore> m_keychain;
    SessionSecretStore m_secrets;
    LexiconService m_lexicons;
    TriageService m_triage;
    InterventionService m_interventions;
    IdentityService m_identities;
    ReviewQueries m_queries;
    WindowCloser m_windowCloser;
    std::unique_ptr<ChatImport> m_chatImport;
    SilenceWatch m_silenceWatch;
    QHash<GatewayId, ConnectionState> m_states;
    std::optional<Error> m_storeError;
    QVector<GivenGateway> m_given;
    std::unique_ptr<GatewayService> m_gateways; // first to go: it feeds all the others
};

} // namespace atalaia

// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/evolution/evolutionprobe.h"

#include "base/continuation.h"
#include "gateway/evolution/evolutionparser.h"
#include "gateway/evolution/evolutionrest.h"

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

Error notEvolution(const QString &why)
{
    return {Error::Kind::Unsupported, u"the address answers, but not as Evolution API 2: "_s + why};
}

/// Asks for the version, then for the instances; deletes itself when it has answered.
class EvolutionProbe final : public QObject
{
public:
    EvolutionProbe(QNetworkAccessManager &network, const GatewayConfig &config, const QByteArray &key,
                   std::chrono::milliseconds timeout)
        : QObject(&network), m_rest(network, evolutionAccess(config.address, key, config.caFile), timeout)
    {
        m_promise.start();
    }

    QFuture<Result<GatewayProbe>> start()
    {
        ask("/", &EvolutionProbe::readVersion);
        return m_promise.future();
    }

private:
    void ask(const QByteArray &path, void (EvolutionProbe::*handler)(const RestResponse &))
    {
        continueOn(this, m_rest.send({RestRequest::Method::Get, path, {}}, RestClient::Priority::Order),
                   [this, handler](const RestResponse &response) { (this->*handler)(response); });
    }

    bool endIfRefused(const RestResponse &response)
    {
        if (response.status >= 200 && response.status < 300)
            return false;
        const Error error = errorOf(response, m_parser.complaint(response.body));
        const bool isPlain = error.kind == Error::Kind::Unauthorized || error.kind == Error::Kind::Unreachable;
        answer(isPlain ? error : notEvolution(QString::number(response.status)));
        return true;
    }

    void readVersion(const RestResponse &response)
    {
        if (endIfRefused(response))
            return;
        const Result<QString> version = m_parser.version(response.body);
        if (!version) {
            answer(notEvolution(version.error().context));
            return;
        }
        if (!version->startsWith(u"2.")) {
            answer(notEvolution(u"version %1"_s.arg(version->left(20))));
            return;
        }
        m_probe.product = u"Evolution API"_s;
        m_probe.version = *version;
        ask("/instance/fetchInstances", &EvolutionProbe::readLines);
    }

    void readLines(const RestResponse &response)
    {
        if (endIfRefused(response))
            return;
        const Result<EvolutionLineList> list = m_parser.lines(response.body);
        if (!list) {
            answer(notEvolution(list.error().context));
            return;
        }
        for (const EvolutionLine &line : list->lines)
            (line.state == LineState::Working ? m_probe.workingLines : m_probe.otherLines).append(line.name);
        answer(m_probe);
    }

    void answer(Result<GatewayProbe> result)
    {
        m_promise.addResult(std::move(result));
        m_promise.finish();
        deleteLater();
    }

    RestClient m_rest;
    EvolutionParser m_parser;
    QPromise<Result<GatewayProbe>> m_promise;
    GatewayProbe m_probe;
};

} // namespace

QFuture<Result<GatewayProbe>> probeEvolution(QNetworkAccessManager &network, const GatewayConfig &config,
                                             const QByteArray &key, std::chrono::milliseconds timeout)
{
    return (new EvolutionProbe(network, config, key, timeout))->start();
}

} // namespace atalaia

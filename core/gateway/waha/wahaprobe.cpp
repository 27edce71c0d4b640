// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/waha/wahaprobe.h"

#include "base/continuation.h"
#include "gateway/http/restclient.h"
#include "gateway/waha/wahaaccess.h"
#include "gateway/waha/wahaparser.h"

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

Error notWaha(const QString &why)
{
    return {Error::Kind::Unsupported, u"the address answers, but not as WAHA: "_s + why};
}

/// Asks for the version, then for the sessions; deletes itself when it has answered.
class WahaProbe final : public QObject
{
public:
    WahaProbe(QNetworkAccessManager &network, const QUrl &address, const QByteArray &key,
              std::chrono::milliseconds timeout, const QString &caFile)
        : QObject(&network), m_rest(network, wahaAccess(address, key, caFile), timeout)
    {
        m_promise.start();
    }

    QFuture<Result<GatewayProbe>> start()
    {
        ask("/api/server/version", &WahaProbe::readVersion);
        return m_promise.future();
    }

private:
    void ask(const QByteArray &path, void (WahaProbe::*handler)(const RestResponse &))
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
        answer(isPlain ? error : notWaha(QString::number(response.status)));
        return true;
    }

    void readVersion(const RestResponse &response)
    {
        if (endIfRefused(response))
            return;
        const Result<WahaVersion> version = m_parser.version(response.body);
        if (!version) {
            answer(notWaha(version.error().context));
            return;
        }
        m_probe.product = u"WAHA"_s;
        m_probe.version = version->version;
        m_probe.engine = version->engine;
        ask("/api/sessions?all=true", &WahaProbe::readSessions);
    }

    void readSessions(const RestResponse &response)
    {
        if (endIfRefused(response))
            return;
        const Result<WahaSessionList> sessions = m_parser.sessions(response.body);
        if (!sessions) {
            answer(notWaha(sessions.error().context));
            return;
        }
        for (const WahaSession &session : sessions->sessions)
            (session.state == LineState::Working ? m_probe.workingLines : m_probe.otherLines).append(session.name);
        answer(m_probe);
    }

    void answer(Result<GatewayProbe> result)
    {
        m_promise.addResult(std::move(result));
        m_promise.finish();
        deleteLater();
    }

    RestClient m_rest;
    WahaParser m_parser;
    QPromise<Result<GatewayProbe>> m_promise;
    GatewayProbe m_probe;
};

} // namespace

QFuture<Result<GatewayProbe>> probeWaha(QNetworkAccessManager &network, const QUrl &address, const QByteArray &key,
                                        std::chrono::milliseconds timeout, const QString &caFile)
{
    return (new WahaProbe(network, address, key, timeout, caFile))->start();
}

} // namespace atalaia

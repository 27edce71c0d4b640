// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/cloudapi/cloudapiprobe.h"

#include "base/continuation.h"
#include "base/futures.h"
#include "gateway/cloudapi/cloudapiaccess.h"
#include "gateway/cloudapi/cloudapinumbers.h"

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

/// Asks for the numbers; deletes itself when it has answered.
class CloudApiProbe final : public QObject
{
public:
    CloudApiProbe(QNetworkAccessManager &network, const GatewayConfig &config, const GatewaySecrets &secrets,
                  std::chrono::milliseconds timeout)
        : QObject(&network), m_rest(network, cloudApiAccess(config, secrets.key), timeout), m_numbers(m_rest, m_parser)
    {}

    QFuture<Result<GatewayProbe>> ask(const QString &businessAccount)
    {
        return continueOn(
                this, m_numbers.list(businessAccount),
                [this](const Result<QVector<CloudNumber>> &numbers) -> Result<GatewayProbe> {
                    deleteLater();
                    if (!numbers)
                        return numbers.error();
                    GatewayProbe probe;
                    probe.product = u"WhatsApp Cloud API"_s;
                    probe.version = QString::fromLatin1(kGraphVersion);
                    for (const CloudNumber &number : *numbers)
                        (number.state == LineState::Working ? probe.workingLines : probe.otherLines).append(number.id);
                    return probe;
                });
    }

private:
    RestClient m_rest;
    CloudApiParser m_parser;
    CloudApiNumbers m_numbers;
};

} // namespace

QFuture<Result<GatewayProbe>> probeCloudApi(QNetworkAccessManager &network, const GatewayConfig &config,
                                            const GatewaySecrets &secrets, std::chrono::milliseconds timeout)
{
    if (secrets.key.isEmpty() || config.businessAccount.isEmpty())
        return finishedFuture<Result<GatewayProbe>>(
                Error{Error::Kind::InvalidInput,
                      secrets.key.isEmpty() ? u"the access token is missing"_s : u"the business account is missing"_s});
    return (new CloudApiProbe(network, config, secrets, timeout))->ask(config.businessAccount);
}

} // namespace atalaia

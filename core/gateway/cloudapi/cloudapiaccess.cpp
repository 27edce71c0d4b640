// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/cloudapi/cloudapiaccess.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr qint64 kOutsideOfDay = 131'047;
constexpr qint64 kTokenRefused = 190;

// Too many calls, or Meta has a bad day: not carried out, the same may work in a minute.
constexpr std::array<qint64, 12> kLater{1, 2, 4, 17, 32, 613, 80'007, 130'429, 131'016, 131'048, 131'056, 133'004};

bool isPermission(qint64 code)
{
    return code == 3 || code == 10 || code == 102 || code == kTokenRefused || code == 131'005
           || (code >= 200 && code <= 299);
}

bool isMissing(const CloudError &problem)
{
    return problem.code == 100 && problem.subcode == 33; // no such object, or none that this token may see
}

} // namespace

RestAccess cloudApiAccess(const GatewayConfig &config, const QByteArray &token)
{
    const QUrl address = config.address.isEmpty() ? QUrl(u"https://graph.facebook.com"_s) : config.address;
    return {address, token, "Authorization", "Bearer", config.caFile};
}

QByteArray graphPath(std::initializer_list<QString> segments)
{
    QByteArray path = QByteArray("/") + kGraphVersion;
    for (const QString &segment : segments)
        path += '/' + pathSegment(segment);
    return path;
}

Error cloudApiErrorOf(const RestResponse &response, const CloudError &problem)
{
    // Meta quotes the token that it refuses.
    Error error = errorOf(response, isPermission(problem.code) ? QString() : problem.message);
    if (problem.code == 0 || response.status == 0)
        return error;
    error.context = u"code %1: %2"_s.arg(QString::number(problem.code), error.context);
    if (problem.code == kOutsideOfDay)
        return {Error::Kind::Rejected,
                u"code %1: the contact did not write within the last 24 hours, only a template may be sent"_s.arg(
                        problem.code)};
    if (isPermission(problem.code))
        error.kind = Error::Kind::Unauthorized;
    else if (isMissing(problem))
        error.kind = Error::Kind::NotFound;
    else if (std::find(kLater.begin(), kLater.end(), problem.code) != kLater.end())
        error.kind = Error::Kind::Unreachable;
    return error;
}

GatewayCapabilities cloudApiCapabilities(bool hasToken, bool hasActionToken)
{
    GatewayCapabilities capabilities;
    capabilities.fetchesMedia = hasToken;
    capabilities.sendsMessages = hasActionToken;
    capabilities.sendsOnlyWithinDay = hasActionToken;
    capabilities.blocksContacts = hasActionToken;
    return capabilities;
}

} // namespace atalaia

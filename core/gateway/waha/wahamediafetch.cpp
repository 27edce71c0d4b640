// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/waha/wahamediafetch.h"

#include "base/continuation.h"
#include "base/futures.h"
#include "gateway/waha/wahaaccess.h"
#include "gateway/waha/wahacontent.h"

#include <QHostAddress>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr qint64 kLargestFile = 256LL * 1024 * 1024; // what memory we spend on one

QFuture<Result<MediaContent>> atOnce(Result<MediaContent> result)
{
    return finishedFuture(std::move(result));
}

bool isGood(const RestResponse &response)
{
    return response.status >= 200 && response.status < 300;
}

/// The gateway deletes files; an address of S3 answers 403 when its time is over.
bool isExpired(const RestResponse &response)
{
    return response.status == 404 || response.status == 410;
}

Error tooLarge()
{
    return {Error::Kind::Rejected, u"the file is larger than allowed"_s};
}

Error gone()
{
    return {Error::Kind::NotFound, u"the gateway has no file for the message and could not fetch it again"_s};
}

qsizetype limitOf(const MediaRequest &request)
{
    return qsizetype(request.largestBytes > 0 ? std::min(request.largestBytes, kLargestFile) : kLargestFile);
}

Result<MediaContent> contentOf(const RestResponse &response)
{
    if (response.isTooLarge)
        return tooLarge();
    if (!isGood(response))
        return errorOf(response, {}); // its body is not the gateway's word
    const QByteArray type = response.contentType.left(response.contentType.indexOf(';')).trimmed();
    return MediaContent{response.body, QString::fromLatin1(type)};
}

RestRequest fileRequest(const MediaRequest &request, const QByteArray &path)
{
    RestRequest get{RestRequest::Method::Get, path, {}};
    get.largestAnswer = limitOf(request);
    return get;
}

/// Where the message is asked for: by its full id where we have it, else by its bare one, which GOWS and NOWEB take.
QByteArray messagePath(const MediaRequest &request)
{
    const QString fullId = waha::mediaPlaceOf(request.reference).fullId;
    const std::optional<waha::FullId> parts = waha::fullIdOf(fullId.toStdString());
    return "/api/" + pathSegment(request.lineExternalId) + "/chats/" + (parts ? pathSegment(parts->chat) : "all")
           + "/messages/" + pathSegment(parts ? fullId : request.messageId) + "?downloadMedia=true";
}

} // namespace

WahaMediaFetch::WahaMediaFetch(QNetworkAccessManager &network, const GatewayConfig &config, const QByteArray &key,
                               std::chrono::milliseconds timeout, WahaParser &parser, QObject *parent)
    : QObject(parent),
      m_network(network),
      m_config(config),
      m_timeout(timeout),
      m_parser(parser),
      m_rest(new RestClient(network, wahaAccess(config.address, key, config.caFile), timeout, this))
{}

WahaMediaFetch::~WahaMediaFetch() = default;

void WahaMediaFetch::cancelAll()
{
    m_rest->cancelAll();
}

QFuture<Result<MediaContent>> WahaMediaFetch::fetch(const MediaRequest &request)
{
    if (request.lineExternalId.isEmpty() || request.messageId.isEmpty())
        return atOnce(Error{Error::Kind::InvalidInput, u"the request lacks its line or message"_s});
    const QByteArray path = waha::mediaPlaceOf(request.reference).path;
    return path.isEmpty() ? askAgain(request) : fetchOwn(request, path, false);
}

QFuture<Result<MediaContent>> WahaMediaFetch::fetchOwn(const MediaRequest &request, const QByteArray &path,
                                                       bool isLastTry)
{
    return continueOn(this, m_rest->send(fileRequest(request, path), RestClient::Priority::History),
                      [this, request, isLastTry](const RestResponse &response) {
                          if (!isExpired(response))
                              return atOnce(contentOf(response));
                          return isLastTry ? atOnce(gone()) : askAgain(request);
                      })
            .unwrap();
}

QFuture<Result<MediaContent>> WahaMediaFetch::askAgain(const MediaRequest &request)
{
    const RestRequest get{RestRequest::Method::Get, messagePath(request), {}};
    return continueOn(this, m_rest->send(get, RestClient::Priority::History),
                      [this, request](const RestResponse &response) { return followUrl(request, response); })
            .unwrap();
}

QFuture<Result<MediaContent>> WahaMediaFetch::followUrl(const MediaRequest &request, const RestResponse &response)
{
    if (isExpired(response))
        return atOnce(gone());
    if (!isGood(response))
        return atOnce(errorOf(response, m_parser.complaint(response.body)));
    const Result<QString> url = m_parser.mediaUrl(response.body);
    if (!url)
        return atOnce(Error{Error::Kind::Unreachable, u"the message cannot be read: "_s + url.error().context});
    if (url->isEmpty())
        return atOnce(gone());
    if (const QByteArray path = waha::ownFilePath(*url); !path.isEmpty())
        return fetchOwn(request, path, true);
    return fetchForeign(request, QUrl(*url));
}

namespace {

/// A gateway must not make us ask around in the company's own network.
bool isPrivateHost(const QString &host)
{
    const QHostAddress address(host);
    if (address.isNull())
        return !host.contains(u'.');
    constexpr const char *kPrivate[] = {"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"};
    const auto contains = [&address](const char *network) {
        return address.isInSubnet(QHostAddress::parseSubnet(QString::fromLatin1(network)));
    };
    return address.isLoopback() || address.isLinkLocal()
           || std::any_of(std::begin(kPrivate), std::end(kPrivate), contains);
}

} // namespace

QFuture<Result<MediaContent>> WahaMediaFetch::fetchForeign(const MediaRequest &request, const QUrl &url)
{
    const bool isOwnHost = url.host() == m_config.address.host();
    const bool isSafe = isOwnHost ? mayCarrySecrets(url, m_config.allowsPlainHttp)
                                  : url.scheme() == u"https" && !isPrivateHost(url.host());
    if (!url.isValid() || !isSafe)
        return atOnce(Error{Error::Kind::Rejected, u"the gateway names an address for the file that is not safe"_s});
    const QByteArray path = url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority | QUrl::RemoveFragment);
    QUrl host = url;
    host.setPath({});
    host.setQuery(QString());
    const RestAccess access{host, {}, {}, {}, m_config.caFile};
    auto *rest = new RestClient(m_network, access, m_timeout, this);
    return continueOn(this, rest->send(fileRequest(request, path), RestClient::Priority::History),
                      [rest](const RestResponse &response) -> Result<MediaContent> {
                          rest->deleteLater();
                          if (isExpired(response) || response.status == 403)
                              return gone();
                          return contentOf(response);
                      });
}

} // namespace atalaia

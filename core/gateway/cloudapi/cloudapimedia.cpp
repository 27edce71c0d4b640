// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/cloudapi/cloudapimedia.h"

#include "base/continuation.h"
#include "base/futures.h"
#include "crypto/wipe.h"
#include "gateway/cloudapi/cloudapiaccess.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr size_t kMostHosts = 16;

using Content = Result<MediaContent>;

QString originOf(const QUrl &address)
{
    return u"%1://%2:%3"_s.arg(address.scheme(), address.host(), QString::number(address.port(-1)));
}

QByteArray pathOf(const QUrl &address)
{
    return address.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority | QUrl::RemoveFragment);
}

} // namespace

CloudApiMedia::CloudApiMedia(QNetworkAccessManager &network, RestClient &rest, CloudApiParser &parser,
                             const RestAccess &access, std::chrono::milliseconds timeout, QObject *parent)
    : QObject(parent), m_network(network), m_rest(rest), m_parser(parser), m_access(access), m_timeout(timeout)
{
    m_access.key = QByteArray(access.key.constData(), access.key.size()); // our own, so that it can be wiped
}

CloudApiMedia::~CloudApiMedia()
{
    wipe(m_access.key);
}

QFuture<Content> CloudApiMedia::fetch(const MediaRequest &request)
{
    if (request.reference.isEmpty())
        return finishedFuture<Content>(Error{Error::Kind::NotFound, u"the message names no media"_s});
    RestRequest get;
    get.path = graphPath({request.reference});
    return continueOn(this, m_rest.send(get, RestClient::Priority::History),
                      [this, request](const RestResponse &response) { return download(request, response); })
            .unwrap();
}

QFuture<Content> CloudApiMedia::download(const MediaRequest &request, const RestResponse &response)
{
    if (response.status < 200 || response.status >= 300)
        return finishedFuture<Content>(cloudApiErrorOf(response, m_parser.problem(response.body)));
    const Result<CloudMedia> media = m_parser.media(response.body);
    if (!media)
        return finishedFuture<Content>(media.error());
    if (request.largestBytes > 0 && media->size > request.largestBytes)
        return finishedFuture<Content>(Error{Error::Kind::Rejected, u"%1 bytes are too many"_s.arg(media->size)});
    const QUrl address = QUrl::fromEncoded(media->address, QUrl::StrictMode);
    if (!mayHaveToken(address))
        return finishedFuture<Content>(Error{Error::Kind::Rejected, u"the media are at a host that gets no token"_s});

    if (m_hosts.size() >= kMostHosts)
        m_hosts.clear(); // their requests end as cancelled
    std::unique_ptr<RestClient> &client = m_hosts[originOf(address)];
    if (!client) {
        RestAccess access = m_access;
        access.address = address;
        client = std::make_unique<RestClient>(m_network, access, m_timeout);
    }
    RestRequest get;
    get.path = pathOf(address);
    get.largestAnswer = request.largestBytes > 0 ? qsizetype(request.largestBytes) : get.largestAnswer;
    return continueOn(this, client->send(get, RestClient::Priority::History),
                      [type = media->mediaType](const RestResponse &answer) -> Content {
                          if (answer.isTooLarge)
                              return Error{Error::Kind::Rejected, u"more bytes than allowed"_s};
                          if (answer.status < 200 || answer.status >= 300)
                              return errorOf(answer, {});
                          return MediaContent{answer.body, type};
                      });
}

/// The token opens the company's whole account: it goes to Meta, or to the server that the admin entered.
bool CloudApiMedia::mayHaveToken(const QUrl &address) const
{
    if (!address.isValid() || address.host().isEmpty())
        return false;
    const bool isConfigured = address.scheme() == m_access.address.scheme() && address.host() == m_access.address.host()
                              && address.port() == m_access.address.port();
    if (isConfigured)
        return true;
    constexpr std::array<QStringView, 4> kMeta{u".fbsbx.com", u".facebook.com", u".whatsapp.net", u".fbcdn.net"};
    const QString host = u'.' + address.host();
    return address.scheme() == u"https"
           && std::any_of(kMeta.begin(), kMeta.end(), [&host](QStringView domain) { return host.endsWith(domain); });
}

} // namespace atalaia

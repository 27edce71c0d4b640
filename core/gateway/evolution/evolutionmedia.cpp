// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/evolution/evolutionmedia.h"

#include "base/continuation.h"
#include "base/futures.h"
#include "gateway/evolution/evolutionparser.h"
#include "gateway/evolution/evolutionrest.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr qint64 kLargestMedia = 512LL * 1024 * 1024; // base64 of more does not fit into one JSON document
constexpr qint64 kAroundMedia = 64 * 1024; // the JSON around it

/// The gateway answers 400 whatever is wrong; what WhatsApp's servers said is in its words.
Error mediaError(const RestResponse &response, const QString &complaint)
{
    static constexpr std::array<QStringView, 4> kGone{u"not found", u"status code 404", u"status code 410",
                                                      u"status code 403"};
    Error error = errorOf(response, complaint);
    const bool isGone = std::any_of(kGone.cbegin(), kGone.cend(), [&complaint](QStringView words) {
        return complaint.contains(words, Qt::CaseInsensitive);
    });
    if (isGone && error.kind != Error::Kind::Unauthorized)
        error.kind = Error::Kind::NotFound;
    return error;
}

Result<MediaContent> contentOf(const RestResponse &response, EvolutionParser &parser, qint64 largestBytes)
{
    if (response.isTooLarge)
        return Error{Error::Kind::Rejected, u"the media is too large"_s};
    if (response.status < 200 || response.status >= 300)
        return mediaError(response, parser.complaint(response.body));
    Result<EvolutionMedia> media = EvolutionParser::media(response.body);
    if (!media)
        return Error{Error::Kind::Unreachable, u"media: "_s + media.error().context};
    if (media->bytes.size() > largestBytes)
        return Error{Error::Kind::Rejected, u"the media is too large"_s};
    return MediaContent{media->bytes, media->mediaType};
}

} // namespace

QFuture<Result<MediaContent>> fetchEvolutionMedia(QObject *context, RestClient &rest, EvolutionParser &parser,
                                                  const MediaRequest &request)
{
    const QString &id = request.reference.isEmpty() ? request.messageId : request.reference;
    if (request.lineExternalId.isEmpty() || id.isEmpty())
        return finishedFuture(
                Result<MediaContent>(Error{Error::Kind::InvalidInput, u"the request lacks its line or message"_s}));
    const QJsonObject key{{u"id"_s, id}};
    const QJsonObject body{{u"message"_s, QJsonObject{{u"key"_s, key}}}, {u"convertToMp4"_s, false}};
    const qint64 largestBytes =
            request.largestBytes > 0 ? std::min(request.largestBytes, kLargestMedia) : kLargestMedia;
    RestRequest call{RestRequest::Method::Post,
                     evolutionPath("/chat/getBase64FromMediaMessage", request.lineExternalId),
                     QJsonDocument(body).toJson(QJsonDocument::Compact)};
    call.largestAnswer = qsizetype(largestBytes / 3 * 4 + kAroundMedia);
    return continueOn(context, rest.send(call, RestClient::Priority::History),
                      [&parser, largestBytes](const RestResponse &response) {
                          return contentOf(response, parser, largestBytes);
                      });
}

} // namespace atalaia

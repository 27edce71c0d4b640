// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/cloudapi/cloudapinumbers.h"

#include "base/continuation.h"
#include "base/futures.h"
#include "gateway/cloudapi/cloudapiaccess.h"

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr int kMostPages = 50;

using Numbers = Result<QVector<CloudNumber>>;

} // namespace

CloudApiNumbers::CloudApiNumbers(RestClient &rest, CloudApiParser &parser, QObject *parent)
    : QObject(parent), m_rest(rest), m_parser(parser)
{}

QFuture<Numbers> CloudApiNumbers::list(const QString &businessAccount)
{
    return listPage(businessAccount, {}, {}, 0);
}

QFuture<Numbers> CloudApiNumbers::listPage(const QString &businessAccount, const QString &after,
                                           const QVector<CloudNumber> &found, int page)
{
    RestRequest get;
    get.path = graphPath({businessAccount, u"phone_numbers"_s})
               + "?fields=id,display_phone_number,verified_name,status&limit=100"
               + (after.isEmpty() ? QByteArray() : "&after=" + pathSegment(after));
    return continueOn(
                   this, m_rest.send(get, RestClient::Priority::Order),
                   [this, businessAccount, found, page](const RestResponse &response) {
                       if (response.status < 200 || response.status >= 300)
                           return finishedFuture<Numbers>(cloudApiErrorOf(response, m_parser.problem(response.body)));
                       const auto list = m_parser.numbers(response.body);
                       if (!list)
                           return finishedFuture<Numbers>(
                                   Error{Error::Kind::Unsupported,
                                         u"the address answers, but not as the Graph API: "_s + list.error().context});
                       const QVector<CloudNumber> all = found + list->numbers;
                       if (list->after.isEmpty() || page >= kMostPages)
                           return finishedFuture<Numbers>(all);
                       return listPage(businessAccount, list->after, all, page + 1);
                   })
            .unwrap();
}

} // namespace atalaia

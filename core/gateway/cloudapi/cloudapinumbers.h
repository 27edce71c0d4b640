// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "gateway/cloudapi/cloudapiparser.h"
#include "gateway/http/restclient.h"

#include <QFuture>
#include <QObject>

namespace atalaia {

/// Lists the phone numbers of a business account, page by page.
class CloudApiNumbers final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CloudApiNumbers)

public:
    /// References must outlive this.
    CloudApiNumbers(RestClient &rest, CloudApiParser &parser, QObject *parent = nullptr);

    [[nodiscard]] QFuture<Result<QVector<CloudNumber>>> list(const QString &businessAccount);

private:
    [[nodiscard]] QFuture<Result<QVector<CloudNumber>>> listPage(const QString &businessAccount, const QString &after,
                                                                 const QVector<CloudNumber> &found, int page);

    RestClient &m_rest;
    CloudApiParser &m_parser;
};

} // namespace atalaia

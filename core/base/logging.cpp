// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/logging.h"

namespace atalaia {

Q_LOGGING_CATEGORY(lcGateway, "atalaia.gateway", QtInfoMsg)
Q_LOGGING_CATEGORY(lcIngest, "atalaia.ingest", QtInfoMsg)
Q_LOGGING_CATEGORY(lcStore, "atalaia.store", QtInfoMsg)
Q_LOGGING_CATEGORY(lcDetection, "atalaia.detection", QtInfoMsg)
Q_LOGGING_CATEGORY(lcReview, "atalaia.review", QtInfoMsg)
Q_LOGGING_CATEGORY(lcSecrets, "atalaia.secrets", QtInfoMsg)
Q_LOGGING_CATEGORY(lcUi, "atalaia.ui", QtInfoMsg)

} // namespace atalaia

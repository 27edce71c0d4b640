// SPDX-License-Identifier: GPL-3.0-or-later
#include "recordedevents.h"

#include "base/clock.h"
#include "gateway/cloudapi/cloudapiconnector.h"
#include "gateway/evolution/evolutionconnector.h"
#include "gateway/waha/wahaconnector.h"
#include "linereader.h"
#include "output.h"

#include <algorithm>
#include <memory>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

/// Never started: it only reads.
std::unique_ptr<Connector> readerOf(const QString &format, const Clock &clock)
{
    GatewayConfig config;
    config.id = GatewayId{1};
    config.address = QUrl(u"http://127.0.0.1"_s);
    if (format == u"waha"_s)
        return std::make_unique<WahaConnector>(config, GatewaySecrets(), clock);
    if (format == u"evolution"_s) {
        config.kind = GatewayKind::Evolution;
        return std::make_unique<EvolutionConnector>(config, GatewaySecrets(), clock);
    }
    config.kind = GatewayKind::CloudApi;
    return std::make_unique<CloudApiConnector>(config, GatewaySecrets(), clock);
}

} // namespace

bool isGatewayFormat(const QString &format)
{
    return format == u"waha"_s || format == u"evolution"_s || format == u"cloudapi"_s;
}

RecordedEnd readRecordedEvents(const QString &format, QFile &file, const QString &name,
                               const std::function<bool(const GatewayEvent &event)> &take)
{
    const SystemClock clock;
    const std::unique_ptr<Connector> reader = readerOf(format, clock);
    RecordedEnd end = RecordedEnd::Good;
    for (int number = 1;; ++number) {
        const QByteArray line = readLine(file);
        if (line.isEmpty())
            return end;
        const QByteArray bytes = line.trimmed();
        if (bytes.isEmpty())
            continue;
        const EventBatch batch = reader->readAgain({{}, bytes, u"it cannot be read"_s, clock.nowMs()});
        for (const RejectedEvent &rejected : batch.rejected) {
            writeMessage(u"%1:%2: %3"_s.arg(name, QString::number(number), rejected.reason));
            end = RecordedEnd::WithUnreadable;
        }
        if (!std::all_of(batch.events.cbegin(), batch.events.cend(), take))
            return RecordedEnd::Stopped;
    }
}

} // namespace atalaia

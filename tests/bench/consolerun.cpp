// SPDX-License-Identifier: GPL-3.0-or-later
#include "consolerun.h"

#include "base/continuation.h"
#include "base/systemuser.h"
#include "conversation/bubbleview.h"
#include "storedids.h"

#include <QAction>
#include <QCursor>
#include <QJsonArray>
#include <QWheelEvent>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace atalaia::bench {

namespace {

constexpr int kSelectEveryMs = 500;
constexpr int kScrollEveryMs = 50;
constexpr int kScrollStepsOneWay = 5; // then back again
constexpr int kReadingStartsMs = 3'000; // some rows are there by then
constexpr int kSettledMs = 2'000; // everything stored and painted
constexpr int kGivenUpMs = 20'000;

QStringList gatewayOptions(const RunOptions &options)
{
    return {u"--rate"_s, QString::number(options.rate), u"--count"_s, QString::number(options.count),
            u"--wait-for-client"_s};
}

QJsonObject asJson(const TimedApplication::Stretch &stretch)
{
    return {{u"ms"_s, stretch.ms},
            {u"cpuMs"_s, stretch.cpuMs},
            {u"waitedMs"_s, stretch.waitedMs},
            {u"what"_s, stretch.what}};
}

} // namespace

ConsoleRun::ConsoleRun(TimedApplication &application, QSettings &settings, const RunOptions &options)
    : m_application(application),
      m_options(options),
      m_gateway(gatewayOptions(options)),
      m_theme(ThemeMode::Light),
      m_engine(std::make_unique<Engine>(options.store, operatingSystemUser())),
      m_console(std::make_unique<Console>(*m_engine, m_theme, settings))
{
    auto *list = m_console->window().findChild<QAbstractItemView *>(u"flagList"_s);
    m_watch = std::make_unique<ListWatch>(application, m_console->inboxModel(), *list);
    connect(&m_engine->gateways(), &GatewayService::stateChanged, this, &ConsoleRun::noteState);
    connect(&m_engine->feed(), &ChangeFeed::changed, this, &ConsoleRun::noteChange);
    connect(&m_progressTimer, &QTimer::timeout, this, &ConsoleRun::watchProgress);
    connect(&m_selectTimer, &QTimer::timeout, &m_console->window().actionSet().action(ActionId::NextThread),
            &QAction::trigger);
    connect(&m_scrollTimer, &QTimer::timeout, this, &ConsoleRun::scrollThread);
}

ConsoleRun::~ConsoleRun()
{
    m_watch.reset();
    m_console.reset();
    m_engine.reset();
    m_tapThread.quit();
    m_tapThread.wait();
}

bool ConsoleRun::start()
{
    if (!m_gateway.start())
        return false;
    qputenv("ATALAIA_GATEWAY_URL", m_gateway.baseUrl().toUtf8());
    qputenv("ATALAIA_GATEWAY_KEY", m_gateway.apiKey().toUtf8());
    m_console->show();
    QCursor::setPos(m_console->window().mapToGlobal(m_console->window().rect().center())); // not over the list
    connect(m_engine.get(), &Engine::storeOpened, m_console.get(), &Console::begin);
    continueOn(this, m_engine->start(), [this](const Result<> &started) {
        if (started)
            m_console->noteStarted();
        else
            std::fprintf(stderr, "the store did not open: %s\n", qPrintable(started.error().context));
    });
    m_sinceLast.start();
    m_progressTimer.start(100);
    return true;
}

void ConsoleRun::noteState(const ConnectionState &state)
{
    if (state.phase == ConnectionPhase::Paused)
        ++m_pauses;
    // The console's socket is open and the gateway has begun to send; what it sent before the tap
    // listens has no send time and is left out of the latencies.
    if (state.phase == ConnectionPhase::CatchingUp && m_options.isTapping && !m_tap)
        startTap();
}

void ConsoleRun::startTap()
{
    m_tap = new GatewayTap(QUrl(m_gateway.streamUrl(u"session=*&events=message.any"_s)));
    m_tap->moveToThread(&m_tapThread);
    connect(&m_tapThread, &QThread::started, m_tap, &GatewayTap::start);
    connect(&m_tapThread, &QThread::finished, m_tap, [this] { m_sentAtMs = m_tap->sentAt(); });
    connect(&m_tapThread, &QThread::finished, m_tap, &QObject::deleteLater);
    m_tapThread.start();
}

void ConsoleRun::noteChange(const StoreChange &change)
{
    if (change.newMessages == 0)
        return;
    if (m_storedCount == 0) {
        m_application.restart();
        m_sinceFirst.start();
        if (m_options.isReading)
            QTimer::singleShot(kReadingStartsMs, this, &ConsoleRun::startReading);
    }
    m_storedCount += change.newMessages;
    m_seconds = double(m_sinceFirst.elapsed()) / 1e3;
    m_sinceLast.start();
}

void ConsoleRun::startReading()
{
    m_selectTimer.start(kSelectEveryMs);
    m_scrollTimer.start(kScrollEveryMs);
}

void ConsoleRun::scrollThread()
{
    auto *bubbles = m_console->window().findChild<BubbleView *>();
    if (!bubbles || !bubbles->isVisible())
        return;
    const int direction = (m_scrollSteps++ / kScrollStepsOneWay) % 2 == 0 ? 1 : -1;
    QWidget *target = bubbles->viewport();
    const QPointF middle = QRectF(target->rect()).center();
    QCoreApplication::postEvent(target, new QWheelEvent(middle, target->mapToGlobal(middle), {}, {0, 120 * direction},
                                                        Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false));
}

void ConsoleRun::watchProgress()
{
    const bool isComplete = m_storedCount >= m_options.count && m_sinceLast.elapsed() >= kSettledMs;
    if (isComplete || m_sinceLast.elapsed() >= kGivenUpMs)
        finish();
}

void ConsoleRun::finish()
{
    m_progressTimer.stop();
    m_selectTimer.stop();
    m_scrollTimer.stop();
    m_residentMib = residentMib();
    QCoreApplication::quit();
}

QJsonObject ConsoleRun::figures()
{
    QJsonObject figures{{u"seconds"_s, m_seconds},
                        {u"residentMib"_s, m_residentMib},
                        {u"pauses"_s, m_pauses},
                        {u"rows"_s, m_console->inboxModel().rowCount()},
                        {u"events"_s, m_application.stretches()},
                        {u"over16"_s, m_application.stretchesOver16Ms()}};
    QJsonArray stretches;
    for (const TimedApplication::Stretch &stretch : m_application.longest())
        stretches.append(asJson(stretch));
    figures.insert(u"busiest"_s, asJson(m_application.busiest()));
    figures.insert(u"stretches"_s, stretches);

    const QStringList sentList = m_gateway.ids();
    const QSet<QString> sent(sentList.cbegin(), sentList.cend());
    const StoredIds stored = readStoredIds(m_options.store);
    figures.insert(u"sent"_s, sent.size());
    figures.insert(u"stored"_s, stored.messages.size());
    figures.insert(u"lost"_s, (sent - stored.messages).size());
    figures.insert(u"flags"_s, stored.messageByFlag.size());
    m_tapThread.quit();
    m_tapThread.wait();
    addLatencies(figures, stored.messageByFlag);
    return figures;
}

void ConsoleRun::addLatencies(QJsonObject &figures, const QHash<FlagId, QString> &messageByFlag) const
{
    QVector<double> latencies;
    for (auto shown = m_watch->shownAtMs().cbegin(); shown != m_watch->shownAtMs().cend(); ++shown) {
        const auto sentAtMs = m_sentAtMs.constFind(messageByFlag.value(shown.key()));
        if (sentAtMs != m_sentAtMs.cend())
            latencies.append(double(shown.value() - *sentAtMs));
    }
    figures.insert(u"latencies"_s, latencies.size());
    figures.insert(u"p50"_s, percentile(latencies, 50));
    figures.insert(u"p99"_s, percentile(latencies, 99));
    figures.insert(u"longest"_s, percentile(latencies, 100));
}

} // namespace atalaia::bench

// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/threadmodel.h"
#include "support/catch.h"
#include "thread_sample.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

const QAbstractItemModelTester::FailureReportingMode kFatal = QAbstractItemModelTester::FailureReportingMode::Fatal;

QVector<int> messageIds(const ThreadModel &model)
{
    QVector<int> ids; // 0 for a day
    for (int row = 0; row < model.rowCount(); ++row)
        ids.append(int(model.row(row).message.id.value));
    return ids;
}

} // namespace

TEST_CASE("A thread model has a day in front of each day", "[ui][model]")
{
    ThreadModel model(QTimeZone::utc());
    const QAbstractItemModelTester tester(&model, kFatal);
    model.setThread(sampleThread());
    CHECK(messageIds(model) == QVector<int>{0, 1, 2, 3, 0, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14});
    CHECK(model.rowOf({4}) == 5);
    CHECK(model.rowOf({99}) == -1);
}

TEST_CASE("A live update changes and appends without a reset", "[ui][model]")
{
    ThreadModel model(QTimeZone::utc());
    const QAbstractItemModelTester tester(&model, kFatal);
    ThreadView view = sampleThread();
    model.setThread(view);
    const QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    const QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);

    view.messages[1].revokedAtMs = kSampleStartMs;
    view.messages.append(sampleMessage(15, Author::Contact, u"oi"_s, view.messages.constLast().sentAtMs + 86'400'000));
    view.hits.append(sampleHit(9, 2, {{0, 2}}, u"insult"_s, 3));
    model.updateThread(view);
    CHECK(resets.isEmpty());
    CHECK(changes.size() == 2);
    CHECK(messageIds(model).mid(14) == QVector<int>{13, 14, 0, 15});
    CHECK(model.hitsOf({2}).size() == 1);
    CHECK(model.message({2})->revokedAtMs == kSampleStartMs);
}

TEST_CASE("A message that arrives late goes to its place and day", "[ui][model]")
{
    ThreadModel model(QTimeZone::utc());
    const QAbstractItemModelTester tester(&model, kFatal);
    ThreadView view = sampleThread();
    model.setThread(view);
    view.messages.insert(3, sampleMessage(20, Author::Contact, u"a"_s, view.messages.at(2).sentAtMs + 1));
    view.messages.insert(4, sampleMessage(21, Author::Contact, u"b"_s, view.messages.at(4).sentAtMs - 1));
    view.messages.prepend(
            sampleMessage(22, Author::Contact, u"c"_s, view.messages.constFirst().sentAtMs - 3 * 86'400'000));
    model.updateThread(view);
    CHECK(messageIds(model).mid(0, 10) == QVector<int>{0, 22, 0, 1, 2, 3, 20, 0, 21, 4});
    for (int row = 0; row < model.rowCount(); ++row) {
        if (!model.row(row).isDay())
            CHECK(model.rowOf(model.row(row).message.id) == row);
    }
}

TEST_CASE("A page that does not reach back to what is held resets", "[ui][model]")
{
    ThreadModel model(QTimeZone::utc());
    const QAbstractItemModelTester tester(&model, kFatal);
    const ThreadView all = longThread(30);
    ThreadView page = all;
    page.messages = all.messages.mid(0, 10);
    model.setThread(page);
    page.messages = all.messages.mid(20);
    page.hasEarlier = true;
    model.updateThread(page);
    CHECK(model.rowOf({1}) == -1);
    CHECK(model.firstMessage()->id == MessageId{21});
}

TEST_CASE("Of a thread at its limit the oldest bubbles leave", "[ui][model]")
{
    ThreadView view;
    view.head.id = {1};
    const auto say = [&view](qint64 id) {
        Message message;
        message.id = {id};
        message.externalId = QString::number(id);
        message.sentAtMs = kSampleStartMs + id * 1000;
        message.versions = {{0, message.sentAtMs, u"oi"_s}};
        view.messages.append(message);
    };
    for (qint64 id = 1; id <= ThreadModel::kMaxMessages; ++id)
        say(id);
    ThreadModel model(QTimeZone::utc());
    model.setThread(view);
    view.messages = view.messages.mid(ThreadModel::kMaxMessages - 200);
    for (qint64 id = 1; id <= 3; ++id)
        say(ThreadModel::kMaxMessages + id);
    view.messages.removeFirst();
    view.hasEarlier = true;
    const QAbstractItemModelTester tester(&model, kFatal);
    model.updateThread(view);

    CHECK(model.rowOf({3}) == -1);
    CHECK_FALSE(model.messageByExternalId(u"3"_s));
    CHECK(model.row(0).isDay());
    CHECK(model.rowOf({4}) == 1);
    CHECK(model.row(0).day == model.row(1).day);
    CHECK(model.firstMessage()->id == MessageId{4});
    const int last = model.rowOf({ThreadModel::kMaxMessages + 3});
    CHECK(last == model.rowCount() - 1);
}

TEST_CASE("Earlier pages join the day they belong to", "[ui][model]")
{
    ThreadModel model(QTimeZone::utc());
    const QAbstractItemModelTester tester(&model, kFatal);
    const ThreadView all = longThread(20);
    ThreadView page = all;
    page.messages = all.messages.mid(10);
    page.hasEarlier = true;
    model.setThread(page);
    model.prependEarlier(all.messages.mid(0, 10), false);
    CHECK(model.rowCount() == 21);
    CHECK(model.rowOf({1}) == 1);
    CHECK_FALSE(model.hasEarlier());
}

TEST_CASE("A screen reader hears author time text and marks", "[ui][model]")
{
    ThreadModel model(QTimeZone::utc());
    model.setThread(sampleThread());
    const QString spoken = model.index(model.rowOf({6})).data(Qt::AccessibleTextRole).toString();
    CHECK(spoken.startsWith(u"Agent, "_s));
    CHECK(spoken.contains(u"só mais uma oferta"_s));
    CHECK(spoken.contains(u"marked: "_s));
    CHECK(spoken.contains(u"edited "_s));
    const QString hostile = model.index(model.rowOf({9})).data(Qt::AccessibleTextRole).toString();
    CHECK_FALSE(hostile.contains(QChar(0x202E)));
    CHECK(model.index(model.rowOf({7})).data(Qt::AccessibleTextRole).toString().contains(u"deleted by agent"_s));
}

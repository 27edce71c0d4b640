// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/messagerecall.h"
#include "support/catch.h"

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

MessageReceived message(const QString &id, qint64 sentAtMs)
{
    MessageReceived made;
    made.messageId = id;
    made.sentAtMs = sentAtMs;
    return made;
}

} // namespace

TEST_CASE("what only the history has was missed and counts once", "[core]")
{
    MessageRecall recall;
    recall.note(u"a"_s, message(u"M1"_s, 100));
    recall.compare(u"a"_s, message(u"M1"_s, 100), 50, 500);
    recall.compare(u"a"_s, message(u"M0"_s, 49), 50, 500); // before the connection
    CHECK_FALSE(recall.takeMissed(u"a"_s).has_value());
    recall.compare(u"a"_s, message(u"M2"_s, 300), 50, 500);
    recall.compare(u"a"_s, message(u"M3"_s, 200), 50, 500);
    CHECK_FALSE(recall.takeMissed(u"b"_s).has_value());
    const auto missed = recall.takeMissed(u"a"_s);
    REQUIRE(missed.has_value());
    CHECK(missed->fromMs == 200);
    CHECK(missed->toMs == 300);
    CHECK(missed->count == 2);
    recall.compare(u"a"_s, message(u"M2"_s, 300), 50, 500);
    CHECK_FALSE(recall.takeMissed(u"a"_s).has_value());
}

TEST_CASE("what may still come is looked at again when it is older", "[core]")
{
    MessageRecall recall;
    recall.compare(u"a"_s, message(u"M1"_s, 600), 50, 500);
    recall.compare(u"a"_s, message(u"M2"_s, 600), 50, 500);
    recall.note(u"a"_s, message(u"M2"_s, 600)); // late
    CHECK_FALSE(recall.takeMissed(u"a"_s).has_value());
    recall.compare(u"a"_s, message(u"M1"_s, 600), 50, 800);
    recall.compare(u"a"_s, message(u"M2"_s, 600), 50, 800);
    const auto missed = recall.takeMissed(u"a"_s);
    REQUIRE(missed.has_value());
    CHECK(missed->count == 1);
}

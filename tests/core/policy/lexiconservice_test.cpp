// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/detector.h"
#include "detection/policyengine.h"
#include "policy/lexiconservice.h"
#include "store/lexiconrepository.h"
#include "store/storethread.h"
#include "store/textcodec.h"
#include "support/catch.h"
#include "support/manualclock.h"

#include <QTemporaryDir>
#include <QTest>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

template <typename T> T answer(QFuture<T> future)
{
    REQUIRE(QTest::qWaitFor([&future] { return future.isFinished(); }, 20'000));
    REQUIRE(future.resultCount() == 1);
    return future.result();
}

Term term(const QString &text)
{
    Term made;
    made.text = text;
    made.category = u"secret_request"_s;
    return made;
}

QVector<PolicyReading> noPolicies()
{
    return {};
}

/// Fires where a word of the list "bank" stands beside one of its own.
QVector<PolicyReading> onePolicy()
{
    return {readPolicy("policy: house\nversion: 2\ntitle: House\npurpose: Test\nlegal_basis: none\nowner: Nobody\n"
                       "lists:\n  asking: {pt: [qual, diga]}\n"
                       "rules:\n  - id: secret-asked\n    category: secrets\n    title: Asks\n    severity: 4\n"
                       "    when: ['@asking NEAR/3 @bank']\n",
                       u"house.yaml"_s)};
}

/// A store without the shipped lexicons: one empty lexicon is enough for them to stay out.
class Scene
{
public:
    Scene()
    {
        REQUIRE(folder.isValid());
        REQUIRE(answer(store.open()).has_value());
        Lexicon blank;
        blank.name = u"blank"_s;
        REQUIRE(answer(store.submit([blank](Database &database) {
                    return LexiconRepository(database).addVersion(blank);
                })).has_value());
    }

    [[nodiscard]] qsizetype hits(const QString &text, const QString &policy = u"bank"_s)
    {
        PolicyScanner *const scanner = detector.scanner();
        if (!scanner)
            return 0;
        ObservedMessage message;
        message.number = 1;
        message.author = Author::Agent;
        message.text = text;
        ConversationFacts facts;
        facts.company = detector.company().get();
        ConversationState conversation;
        ContactState contact;
        AgentState agent;
        qsizetype count = 0;
        for (const RuleHit &hit : scanner->observe(message, facts, conversation, contact, agent))
            count += hit.policy == policy ? 1 : 0;
        return count;
    }

    QTemporaryDir folder;
    PlainTextCodec codec;
    ManualClock clock;
    StoreThread store{folder.filePath(u"atalaia.db"_s), Database::Access::ReadWrite, codec};
    Detector detector{nullptr};
};

} // namespace

TEST_CASE("an imported list scans at once and can be taken back", "[core]")
{
    Scene scene;
    LexiconService service(scene.store, scene.detector, scene.clock, u"tester"_s, {}, noPolicies);
    REQUIRE(answer(service.start()).value_or(-1) == 0);
    CHECK(scene.hits(u"qual a senha?"_s) == 0);

    const auto first = answer(service.import(u"bank"_s, {term(u"senha"_s)}, u"bank.csv"_s));
    REQUIRE(first.has_value());
    CHECK(first->version == 1);
    CHECK(first->importedAtMs == scene.clock.nowMs());
    CHECK(first->importedBy == u"tester"_s);
    CHECK(scene.hits(u"qual a senha?"_s) == 1);

    REQUIRE(answer(service.import(u"bank"_s, {term(u"procon"_s)}, u"bank.csv"_s)).has_value());
    CHECK(scene.hits(u"qual a senha?"_s) == 0);
    CHECK(scene.hits(u"vou ao procon"_s) == 1);

    REQUIRE(answer(service.setLive(u"bank"_s, 1)).has_value());
    CHECK(scene.hits(u"qual a senha?"_s) == 1);
    REQUIRE(answer(service.setLive(u"bank"_s, 0)).has_value());
    CHECK(scene.hits(u"qual a senha?"_s) == 0);
    CHECK_FALSE(answer(service.setLive(u"bank"_s, 9)).has_value());
}

TEST_CASE("a list that a policy refers to is part of its rule and fires no more alone", "[core]")
{
    Scene scene;
    LexiconService service(scene.store, scene.detector, scene.clock, u"tester"_s, {}, onePolicy);
    REQUIRE(answer(service.start()).has_value());
    REQUIRE(answer(service.import(u"bank"_s, {term(u"senha"_s)}, u"bank.csv"_s)).has_value());
    CHECK(scene.hits(u"a senha"_s) == 0);
    CHECK(scene.hits(u"qual a senha?"_s, u"house"_s) == 1);
    CHECK(scene.hits(u"a senha"_s, u"house"_s) == 0);
}

TEST_CASE("of overlapping imports the newest is what scans", "[core]")
{
    Scene scene;
    LexiconService service(scene.store, scene.detector, scene.clock, u"tester"_s, {}, noPolicies);
    QVector<Term> many; // takes longer to compile than what comes after it
    for (int i = 0; i < 5000; ++i)
        many.append(term(u"senha%1"_s.arg(i)));
    QVector<QFuture<Result<Lexicon>>> imports = {service.import(u"bank"_s, many, u"many.csv"_s),
                                                 service.import(u"bank"_s, {term(u"cartao"_s)}, u"few.csv"_s),
                                                 service.import(u"bank"_s, {term(u"procon"_s)}, u"last.csv"_s)};
    for (auto &import : imports)
        CHECK(answer(import).has_value());
    CHECK(scene.hits(u"procon"_s) == 1);
    CHECK(scene.hits(u"senha7 cartao"_s) == 0);
}

TEST_CASE("a lexicon service that is gone answers nothing", "[core]")
{
    Scene scene;
    int changes = 0;
    {
        LexiconService service(scene.store, scene.detector, scene.clock, u"tester"_s, {}, noPolicies);
        QObject::connect(&service, &LexiconService::liveChanged, &service, [&changes] { ++changes; });
        (void)service.import(u"bank"_s, {term(u"senha"_s)}, u"bank.csv"_s);
    }
    REQUIRE(answer(scene.store.submit([](Database &database) {
                return LexiconRepository(database).newest();
            })).has_value());
    QCoreApplication::sendPostedEvents();
    CHECK(changes == 0);
    CHECK(scene.hits(u"senha"_s) == 0);
}

TEST_CASE("a first start stores the shipped lexicons once", "[core]")
{
    QTemporaryDir folder;
    PlainTextCodec codec;
    ManualClock clock;
    StoreThread store(folder.filePath(u"atalaia.db"_s), Database::Access::ReadWrite, codec);
    REQUIRE(answer(store.open()).has_value());
    Detector detector(nullptr);
    LexiconService service(store, detector, clock, u"tester"_s, {}, noPolicies);

    const auto used = answer(service.start());
    REQUIRE(used.has_value());
    const auto lexicons = answer(service.lexicons());
    REQUIRE(lexicons.has_value());
    // The resources are linked into the programs; where they are not, there is nothing to store.
    CHECK((*used > 0) == !lexicons->isEmpty());
    REQUIRE(answer(service.start()).has_value());
    const auto again = answer(service.lexicons());
    REQUIRE(again.has_value());
    CHECK(again->size() == lexicons->size());
    for (const Lexicon &lexicon : *again)
        CHECK(lexicon.version == 1);
}

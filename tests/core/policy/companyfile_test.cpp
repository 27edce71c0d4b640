// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/detector.h"
#include "policy/companyfile.h"
#include "support/catch.h"

#include <QFile>
#include <QSaveFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

struct Folder
{
    void write(const QByteArray &json)
    {
        QSaveFile file(path); // as editors do: another file under the same name
        REQUIRE(file.open(QIODevice::WriteOnly));
        REQUIRE(file.write(json) == json.size());
        REQUIRE(file.commit());
    }
    [[nodiscard]] bool becomes(CompanyKnowledge::State state) const
    {
        return QTest::qWaitFor([this, state] { return company.knowledge().state == state; }, 5'000);
    }

    QTemporaryDir folder;
    QString path = folder.filePath(u"company.json"_s);
    Detector detector{nullptr};
    CompanyFile company{path, detector};
};

QByteArray named(const QByteArray &name)
{
    return R"({"companies": {"acme": {"name": ")" + name + R"(", "hours": {"1-5": ["09:00", "17:00"]}}}})";
}

} // namespace

TEST_CASE("A company without a file has unknown hours until there is one", "[core]")
{
    Folder folder;
    REQUIRE(folder.company.start(false));
    CHECK(folder.company.knowledge().state == CompanyKnowledge::State::Unknown);
    CHECK(folder.detector.company()->hours.first().lastDay == 7);
    folder.write(named("Acme"));
    REQUIRE(folder.becomes(CompanyKnowledge::State::Read));
    CHECK(folder.detector.company()->name == u"Acme"_s);
    CHECK(folder.detector.company()->hours.first().from == QTime(9, 0));
}

TEST_CASE("A file that was asked for must be there and right", "[core]")
{
    Folder folder;
    const auto missing = folder.company.start(true);
    REQUIRE_FALSE(missing);
    CHECK(missing.error().context.startsWith(folder.path));
    folder.write(R"({"companies": {"acme": {"hours": {"8": ["08:00", "18:00"]}}}})");
    const auto wrong = folder.company.start(true);
    REQUIRE_FALSE(wrong);
    CHECK(wrong.error().context.contains(u"companies.acme.hours.8"_s));
}

TEST_CASE("A file that breaks leaves the last good profile in place", "[core]")
{
    Folder folder;
    folder.write(named("Acme"));
    REQUIRE(folder.company.start(false));
    QSignalSpy changed(&folder.company, &CompanyFile::knowledgeChanged);
    folder.write("{\"companies\": {\"acme\": {\"nam\": 1}}}");
    REQUIRE(folder.becomes(CompanyKnowledge::State::Broken));
    CHECK(folder.company.knowledge().hasProfile);
    CHECK(folder.company.knowledge().problem.contains(u"companies.acme.nam"_s));
    CHECK(folder.detector.company()->name == u"Acme"_s);
    CHECK(changed.size() == 1);
    folder.write(named("Better"));
    REQUIRE(folder.becomes(CompanyKnowledge::State::Read));
    CHECK(folder.detector.company()->name == u"Better"_s);
}

TEST_CASE("Of several companies the default one is watched", "[core]")
{
    CHECK(readOneCompany(R"({"companies": {"a": {}, "default": {"name": "Own"}}})")->name == u"Own"_s);
    CHECK(readOneCompany(R"({"companies": {"a": {"name": "Only"}}, "R-05": {"N": 3}})")->ruleParameters.size() == 1);
    CHECK_FALSE(readOneCompany(R"({"companies": {"a": {}, "b": {}}})"));
    CHECK_FALSE(readOneCompany(R"({"R-05": {"N": 3}})"));
}

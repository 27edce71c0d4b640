// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/companyreader.h"
#include "policy/policyreader.h"
#include "support/catch.h"

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

QString errorOf(const QByteArray &json)
{
    const auto book = readCompanies(json);
    if (book)
        return {};
    CHECK(book.error().kind == Error::Kind::InvalidInput);
    return book.error().context;
}

QString errorOfCompany(const QByteArray &fields)
{
    return errorOf("{\"companies\": {\"acme\": {" + fields + "}}}");
}

} // namespace

TEST_CASE("company profiles are read with all that the file says", "[core]")
{
    const auto book = readCompanies(R"({
        "conversation": {"idle_close_h": 24, "join_s": 60, "join_max": 4},
        "R-05": {"N": 3, "require_name": true},
        "companies": {
            "acme": {"name": "Acme Net", "vertical": "telecom", "country": "CL", "tz": "America/Santiago",
                     "hours": {"1-5": ["09:00", "19:00"], "6": ["10:00", "14:00:30"]},
                     "holidays": ["2026-11-01", "2026-10-12"], "tickets_by_chat": false,
                     "email_domains": ["Acme.example.com", "@other.example.com"],
                     "pix_allow": ["00010101000143"], "phone_allow": ["0800 000-0000"]},
            "bare": {}
        }})");
    REQUIRE(book.has_value());
    CHECK(book->conversation == ConversationSettings{24, 60, 4});
    CHECK(book->profileOf(u"acme"_s).conversation == ConversationSettings{24, 60, 4});
    CHECK(book->profileOf(u"nobody"_s).conversation == ConversationSettings{24, 60, 4});
    const CompanyProfile acme = book->profileOf(u"acme"_s);
    CHECK(acme.name == u"Acme Net"_s);
    CHECK(acme.vertical == u"telecom"_s);
    CHECK(acme.country == u"CL"_s);
    CHECK(acme.timeZone.id() == "America/Santiago");
    REQUIRE(acme.hours.size() == 2);
    CHECK(acme.hours[0].firstDay == 1);
    CHECK(acme.hours[0].lastDay == 5);
    CHECK(acme.hours[0].from == QTime(9, 0));
    CHECK(acme.hours[1].firstDay == 6);
    CHECK(acme.hours[1].lastDay == 6);
    CHECK(acme.hours[1].to == QTime(14, 0, 30));
    CHECK(acme.hasOwnHolidays);
    CHECK(acme.holidays == QVector<QDate>{QDate(2026, 10, 12), QDate(2026, 11, 1)});
    CHECK_FALSE(acme.allowsTickets);
    CHECK(acme.emailDomains == QStringList{u"acme.example.com"_s, u"other.example.com"_s});
    CHECK(acme.pixKeys == QStringList{u"00010101000143"_s});
    CHECK(acme.phones == QStringList{u"08000000000"_s});
    CHECK(acme.ruleParameters[u"R-05"_s].toObject()[u"N"_s] == 3);

    for (const QString &key : {u"bare"_s, u"nobody"_s}) {
        const CompanyProfile bare = book->profileOf(key);
        CHECK(bare.country == u"BR"_s);
        CHECK_FALSE(bare.timeZone.isValid());
        CHECK(bare.hours.size() == 1);
        CHECK_FALSE(bare.hasOwnHolidays);
        CHECK(bare.allowsTickets);
        CHECK(bare.ruleParameters[u"R-05"_s].toObject()[u"require_name"_s] == true);
    }
}

TEST_CASE("an empty list of holidays is a complete one", "[core]")
{
    const auto book = readCompanies(R"({"companies": {"acme": {"holidays": []}}})");
    REQUIRE(book.has_value());
    CHECK(book->profileOf(u"acme"_s).hasOwnHolidays);
}

TEST_CASE("mistakes in company profiles are told with their place", "[core]")
{
    CHECK(errorOf("{\n  \"a\": é}").startsWith(u"line 2, column 8: "_s));
    CHECK(errorOf("[]") == u"not an object"_s);
    CHECK(errorOf(QByteArray(5 * 1024 * 1024, ' ')) == u"larger than 4194304 bytes"_s);
    CHECK(errorOf(QByteArray("[").repeated(100'000)).startsWith(u"line 1, column "_s));
    CHECK(errorOf(R"({"compnies": {}})")
          == u"compnies: unknown key, did you mean 'companies'?; known are companies, conversation and rule codes "
             "such as R-05"_s);
    CHECK(errorOf(R"({"R-05": 2})") == u"R-05: must be an object of parameters"_s);
    CHECK(errorOf(R"({"conversation": {"join_s": -1}})")
          == u"conversation.join_s: must be a whole number from 0 to 3600"_s);
    CHECK(errorOf(R"({"conversation": {"pause": 1}})") == u"conversation.pause: unknown key"_s);
    CHECK(errorOf(R"({"companies": []})") == u"companies: must be an object of keys and profiles"_s);
    CHECK(errorOf(R"({"companies": {"acme": 1}})") == u"companies.acme: must be an object"_s);
    CHECK(errorOfCompany(R"("nme": "x")") == u"companies.acme.nme: unknown key, did you mean 'name'?"_s);
    CHECK(errorOfCompany(R"("name": 1)") == u"companies.acme.name: must be a text"_s);
    CHECK(errorOfCompany(R"("country": "br")") == u"companies.acme.country: must be two capital letters, as in BR"_s);
    CHECK(errorOfCompany(R"("tz": "Mars/Base")") == u"companies.acme.tz: unknown time zone 'Mars/Base'"_s);
    const QString days = u"must be a weekday or a range of weekdays from 1 (Monday) to 7 ('1-5', '6')"_s;
    CHECK(errorOfCompany(R"("hours": {"0": ["08:00", "18:00"]})") == u"companies.acme.hours.0: "_s + days);
    CHECK(errorOfCompany(R"("hours": {"5-1": ["08:00", "18:00"]})") == u"companies.acme.hours.5-1: "_s + days);
    const QString times = u"must be two times, as in [\"08:00\", \"18:00\"]"_s;
    CHECK(errorOfCompany(R"("hours": {"1": ["8:00", "18:00"]})") == u"companies.acme.hours.1: "_s + times);
    CHECK(errorOfCompany(R"("hours": {"1": ["08:00"]})") == u"companies.acme.hours.1: "_s + times);
    CHECK(errorOfCompany(R"("hours": {"1": ["22:00", "06:00"]})")
          == u"companies.acme.hours.1: must end after it begins; for a night, give each day its own hours"_s);
    CHECK(errorOfCompany(R"("holidays": ["12.10.2026"])")
          == u"companies.acme.holidays: '12.10.2026' is no date, as in 2026-10-12"_s);
    CHECK(errorOfCompany(R"("tickets_by_chat": "no")") == u"companies.acme.tickets_by_chat: must be true or false"_s);
    CHECK(errorOfCompany(R"("pix_allow": [""])")
          == u"companies.acme.pix_allow: must be a list of texts, none of them empty"_s);
    CHECK(errorOfCompany(R"("phone_allow": ["none"])") == u"companies.acme.phone_allow: has an entry without digits"_s);
    // Codes and parameters that no rule has.
    CHECK(errorOf(R"({"R-55": {"N": 2}})").startsWith(u"R-55: no rule has this code"_s));
    CHECK(errorOf(R"({"R-05": {"n": 2}})") == u"R-05.n: unknown key, did you mean 'N'?"_s);
    CHECK(errorOf(R"({"R-05": {"N": "2"}})") == u"R-05.N: must be a number"_s);
    CHECK(errorOf(R"({"R-05": {"accept_auto": 1}})") == u"R-05.accept_auto: must be true or false"_s);
    CHECK(errorOf(R"({"X-01": {"limit": 2}})").startsWith(u"X-01: no rule has this code"_s));
}

TEST_CASE("parameters of own policies may be set by their codes", "[core]")
{
    Policy policy;
    PolicyRule rule;
    rule.code = u"X-01"_s;
    rule.parameters = {{u"limit"_s, 3}, {u"signal"_s, u"hello"_s}};
    policy.rules = {rule};
    CHECK(readCompanies(R"({"X-01": {"limit": 2}})", RuleCatalogue({policy})));
    CHECK_FALSE(readCompanies(R"({"X-01": {"signal": "other"}})", RuleCatalogue({policy})));
}

TEST_CASE("the catalogue knows every figure of the shipped policies", "[core]")
{
    const RuleCatalogue catalogue;
    for (const PolicyReading &reading : readShippedPolicies()) {
        REQUIRE(reading.policy);
        for (const PolicyRule &rule : reading.policy->rules) {
            INFO(rule.id.toStdString());
            CHECK((rule.code.isEmpty() || catalogue.hasCode(rule.code)));
            for (auto it = rule.parameters.constBegin(); it != rule.parameters.constEnd(); ++it) {
                INFO(it.key().toStdString());
                if (!rule.code.isEmpty() && (it.value().isDouble() || it.value().isBool()))
                    CHECK(catalogue.parametersOf(rule.code).contains(it.key()));
            }
        }
    }
}

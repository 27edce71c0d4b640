// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/conduct/conductdriver.h"
#include "support/catch.h"

#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

using namespace atalaia;
using namespace atalaia::test;
using namespace Qt::StringLiterals;

namespace {

/// Invented conversations with the findings that conduct alone leads to; what each message says is in the file.
struct LabelledRule
{
    QString code;
    QString conduct;
    QByteArray parameters;
};

// Identification holds for a week here: one conversation goes on over days and its later windows are clean.
const QVector<LabelledRule> kRules{
        {u"R-02"_s, u"after-objection"_s,
         R"({"objection": "objection", "acknowledgement": "acknowledgement",
             "spoils": ["offer", "harassment", "endearment", "discourtesy", "false-source-claim", "off-channel"]})"},
        {u"R-03"_s, u"first-contact"_s, "{}"},
        {u"R-04"_s, u"off-hours"_s, R"({"whose": "agent"})"},
        {u"R-05"_s, u"absent"_s, R"({"signal": "identification", "N": 2, "valid_days": 7, "per_agent": true})"},
        {u"R-06"_s, u"absent"_s, R"({"signal": "notice", "N": 2, "valid_days": 180})"},
        {u"R-10"_s, u"unanswered"_s,
         R"({"request": "ticket-request", "answer": ["redirected", "forbidden-ticket"], "within_messages": 3})"},
        {u"R-21"_s, u"tampering"_s, R"({"after": ["complaint", "objection", "harassment", "discourtesy", "threat"]})"},
};

QByteArray fileContent(const QString &name)
{
    QFile file(QStringLiteral(ATALAIA_TEST_DATA "/conduct/") + name);
    REQUIRE(file.open(QIODevice::ReadOnly));
    return file.readAll();
}

QVector<QJsonObject> conversations()
{
    QVector<QJsonObject> read;
    for (const QByteArray &line : fileContent(u"conversations.jsonl"_s).split('\n')) {
        if (!line.isEmpty())
            read.append(QJsonDocument::fromJson(line).object());
    }
    return read;
}

QHash<QString, CompanyProfile> companies()
{
    QHash<QString, CompanyProfile> read;
    for (const QJsonValue &entry : QJsonDocument::fromJson(fileContent(u"companies.json"_s)).array()) {
        CompanyProfile company;
        company.country = entry[u"country"].toString();
        company.timeZone = QTimeZone(entry[u"zone"].toString().toLatin1());
        company.hasOwnHolidays = true;
        for (const QJsonValue &day : entry[u"holidays"].toArray())
            company.holidays.append(QDate::fromString(day.toString(), Qt::ISODate));
        company.hours.clear();
        const QJsonObject hours = entry[u"hours"].toObject();
        for (auto days = hours.begin(); days != hours.end(); ++days) {
            const QJsonArray times = days.value().toArray();
            company.hours.append({days.key().left(1).toInt(), days.key().right(1).toInt(),
                                  QTime::fromString(times.at(0).toString(), u"HH:mm"_s),
                                  QTime::fromString(times.at(1).toString(), u"HH:mm"_s)});
        }
        read.insert(entry[u"id"].toString(), company);
    }
    return read;
}

ObservedMessage messageFrom(const QJsonObject &entry, const QString &agentId)
{
    ObservedMessage message;
    const QString type = entry[u"type"].toString();
    message.author = entry[u"from"].toString() == u"agent" ? Author::Agent : Author::Contact;
    message.agentId = message.author == Author::Agent ? agentId : QString();
    message.atMs = at(entry[u"at"].toString());
    message.isAutomatic = type == u"auto";
    message.isEdited = type == u"edited";
    message.isRevoked = type == u"deleted";
    message.text = QString(entry[u"length"].toInt(), u'x');
    if (message.isEdited || entry[u"captured"].toBool())
        message.earlierTexts = QStringList{u"earlier"_s};
    return message;
}

QStringList saysOf(const QJsonObject &entry)
{
    QStringList says;
    for (const QJsonValue &subject : entry[u"says"].toArray())
        says.append(subject.toString());
    return says;
}

/// Indexes of the messages on which the rule fired.
QSet<qint64> findingsOf(ConductDriver &driver, const QJsonObject &conversation)
{
    QSet<qint64> found;
    driver.changeLine();
    driver.closed.clear();
    driver.nextNumber = 0; // the driver numbers what has no number: 1, 2, ...
    driver.facts.isRelated = conversation[u"related"].toBool();
    driver.facts.contactKey = conversation[u"contact"].toString();
    QString last;
    for (const QJsonValue &entry : conversation[u"messages"].toArray()) {
        ObservedMessage message = messageFrom(entry.toObject(), conversation[u"agent"].toString());
        message.number = ++driver.nextNumber;
        if (driver.observe(message, saysOf(entry.toObject())))
            found.insert(message.number - 1);
        last = entry[u"at"].toString();
        driver.saveAndLoad();
    }
    if (driver.close(last))
        found.insert(driver.last->message - 1);
    for (const qint64 number : driver.closed)
        found.insert(number - 1);
    return found;
}

} // namespace

TEST_CASE("Conduct agrees with every label of the conversations", "[core]")
{
    const QHash<QString, CompanyProfile> profiles = companies();
    const QVector<QJsonObject> all = conversations();
    REQUIRE(all.size() > 150);
    for (const LabelledRule &labelled : kRules) {
        ConductDriver driver(conductRule(labelled.conduct, labelled.parameters, labelled.code));
        QHash<QString, ContactState> contacts;
        int expectedFindings = 0;
        for (const QJsonObject &conversation : all) {
            const QString contact = conversation[u"contact"].toString();
            const bool isExample = conversation.contains(u"rule"_s);
            if (isExample && conversation[u"rule"].toString() != labelled.code)
                continue;
            INFO(labelled.code.toStdString() << " in " << conversation[u"id"].toString().toStdString());
            driver.company = profiles.value(conversation[u"company"].toString());
            driver.contact = contacts.value(contact);
            driver.agentState = AgentState();
            QSet<qint64> found = findingsOf(driver, conversation);
            contacts.insert(contact, driver.contact);
            if (labelled.code == u"R-10" && conversation[u"tickets"].toBool())
                found.clear(); // such a company takes tickets in chat
            if (isExample) {
                CHECK(!found.isEmpty() == conversation[u"expect"].toBool());
                continue;
            }
            QSet<qint64> expected;
            for (const QJsonValue &label : conversation[u"labels"].toArray()) {
                if (label[1].toString() == labelled.code)
                    expected.insert(label[0].toInteger());
            }
            expectedFindings += int(expected.size());
            CHECK(found == expected);
        }
        INFO(labelled.code.toStdString());
        CHECK(expectedFindings > 0);
    }
}

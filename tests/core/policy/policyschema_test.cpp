// SPDX-License-Identifier: GPL-3.0-or-later
// The schema that editors use and the reader know the same keys and words.
#include "policy/policykeys.h"
#include "support/catch.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

QJsonObject schema()
{
    QFile file(QStringLiteral(ATALAIA_POLICIES "/policy.schema.json"));
    REQUIRE(file.open(QIODevice::ReadOnly));
    return QJsonDocument::fromJson(file.readAll()).object();
}

QJsonObject definition(const QString &name)
{
    return schema()[u"$defs"_s].toObject()[name].toObject();
}

QStringList keysOf(const QJsonObject &object)
{
    return object[u"properties"_s].toObject().keys();
}

QStringList sorted(QStringList words)
{
    words.sort();
    return words;
}

QStringList wordsOf(const QJsonObject &object, const QString &key)
{
    QStringList words;
    for (const QJsonValue &value : object[u"properties"_s].toObject()[key].toObject()[u"enum"_s].toArray())
        words.append(value.toString());
    return sorted(words);
}

} // namespace

TEST_CASE("the schema and the reader of policies know the same keys", "[core]")
{
    CHECK(keysOf(schema()) == sorted(policyKeys()));
    CHECK(keysOf(definition(u"list"_s)) == sorted(listKeys()));
    CHECK(keysOf(definition(u"rule"_s)) == sorted(ruleKeys()));
    CHECK(keysOf(definition(u"signal"_s)) == sorted(signalKeys()));
    CHECK(keysOf(definition(u"said"_s)) == sorted(saidKeys()));
    CHECK(keysOf(definition(u"profile"_s)) == sorted(profileKeys()));
    CHECK(keysOf(definition(u"contact"_s)) == sorted(contactKeys()));
    CHECK(keysOf(definition(u"first"_s)) == sorted(firstKeys()));
    const QJsonObject raise = definition(u"rule"_s)[u"properties"_s].toObject()[u"raise"_s].toObject();
    CHECK(keysOf(raise[u"items"_s].toObject()) == sorted(raiseKeys()));
}

TEST_CASE("the schema and the reader of policies know the same words", "[core]")
{
    CHECK(wordsOf(schema(), u"state"_s) == sorted(stateWords()));
    CHECK(wordsOf(definition(u"rule"_s), u"by"_s) == sorted(directionWords()));
    CHECK(wordsOf(definition(u"rule"_s), u"unit"_s) == sorted(unitWords()));
    CHECK(wordsOf(definition(u"profile"_s), u"profile"_s) == sorted(profileWords()));
    CHECK(wordsOf(definition(u"contact"_s), u"contact"_s) == sorted(contactWords()));
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/companyreader.h"

#include "policy/policyfields.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <optional>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

/// The first thing that is wrong; what follows it is not looked at.
struct Wrong
{
    QString place;
    QString reason;
};

using Problem = std::optional<Wrong>;

QString inside(const QString &place, const QString &key)
{
    return place.isEmpty() ? key : place + u'.' + key;
}

Problem unknownKey(const QJsonObject &object, const QStringList &known, const QString &place)
{
    for (const QString &key : object.keys()) {
        if (!known.contains(key))
            return Wrong{inside(place, key.left(60)), u"unknown key%1"_s.arg(suggestionFor(key, known))};
    }
    return std::nullopt;
}

Problem readWhole(const QJsonObject &object, const QString &key, int least, int most, const QString &place, int &value)
{
    if (!object.contains(key))
        return std::nullopt;
    const QJsonValue found = object.value(key);
    const double number = found.toDouble();
    if (!found.isDouble() || number < least || number > most || number != std::floor(number))
        return Wrong{inside(place, key), u"must be a whole number from %1 to %2"_s.arg(least).arg(most)};
    value = int(number);
    return std::nullopt;
}

Problem readText(const QJsonObject &object, const QString &key, const QString &place, QString &value)
{
    if (!object.contains(key))
        return std::nullopt;
    if (!object.value(key).isString())
        return Wrong{inside(place, key), u"must be a text"_s};
    value = object.value(key).toString().trimmed();
    return std::nullopt;
}

Problem readTexts(const QJsonObject &object, const QString &key, const QString &place, QStringList &values)
{
    if (!object.contains(key))
        return std::nullopt;
    if (!object.value(key).isArray())
        return Wrong{inside(place, key), u"must be a list of texts"_s};
    const QJsonArray array = object.value(key).toArray();
    for (const QJsonValue &entry : array) {
        const QString text = entry.toString().trimmed();
        if (text.isEmpty())
            return Wrong{inside(place, key), u"must be a list of texts, none of them empty"_s};
        values.append(text);
    }
    return std::nullopt;
}

Problem readConversation(const QJsonObject &root, ConversationSettings &settings)
{
    const QString place = u"conversation"_s;
    if (!root.contains(place))
        return std::nullopt;
    if (!root.value(place).isObject())
        return Wrong{place, u"must be an object"_s};
    const QJsonObject object = root.value(place).toObject();
    if (auto wrong = unknownKey(object, {u"idle_close_h"_s, u"join_s"_s, u"join_max"_s}, place))
        return wrong;
    if (auto wrong = readWhole(object, u"idle_close_h"_s, 1, 720, place, settings.idleCloseHours))
        return wrong;
    if (auto wrong = readWhole(object, u"join_s"_s, 0, 3600, place, settings.joinSeconds))
        return wrong;
    return readWhole(object, u"join_max"_s, 1, 10, place, settings.joinMost);
}

std::optional<QTime> timeOf(const QJsonValue &value)
{
    static const QRegularExpression kForm(u"\\A[0-9]{2}:[0-9]{2}(:[0-9]{2})?\\z"_s);
    const QString text = value.toString();
    if (text == u"24:00"_s)
        return QTime(23, 59, 59);
    const QTime time = QTime::fromString(text, text.size() > 5 ? u"HH:mm:ss"_s : u"HH:mm"_s);
    return kForm.match(text).hasMatch() && time.isValid() ? std::optional(time) : std::nullopt;
}

/// "1-5": ["08:00", "18:00"].
Problem readDays(const QString &days, const QJsonValue &value, const QString &place, WorkingHours &hours)
{
    static const QRegularExpression kDays(u"\\A([1-7])(?:-([1-7]))?\\z"_s);
    const auto match = kDays.match(days);
    if (match.hasMatch()) {
        hours.firstDay = match.captured(1).toInt();
        hours.lastDay = match.captured(2).isEmpty() ? hours.firstDay : match.captured(2).toInt();
    }
    if (!match.hasMatch() || hours.lastDay < hours.firstDay)
        return Wrong{place, u"must be a weekday or a range of weekdays from 1 (Monday) to 7 ('1-5', '6')"_s};
    const QJsonArray times = value.toArray();
    const auto from = timeOf(times.at(0));
    const auto to = timeOf(times.at(1));
    if (!value.isArray() || times.size() != 2 || !from || !to)
        return Wrong{place, u"must be two times, as in [\"08:00\", \"18:00\"]"_s};
    if (*to <= *from)
        return Wrong{place, u"must end after it begins; for a night, give each day its own hours"_s};
    hours.from = *from;
    hours.to = *to;
    return std::nullopt;
}

Problem readHours(const QJsonObject &object, const QString &place, QVector<WorkingHours> &hours)
{
    if (!object.contains(u"hours"_s))
        return std::nullopt;
    const QString here = inside(place, u"hours"_s);
    if (!object.value(u"hours"_s).isObject())
        return Wrong{here, u"must be an object of weekdays and times"_s};
    const QJsonObject given = object.value(u"hours"_s).toObject();
    hours.clear();
    for (auto it = given.constBegin(); it != given.constEnd(); ++it) {
        WorkingHours some;
        if (auto wrong = readDays(it.key(), it.value(), inside(here, it.key().left(20)), some))
            return wrong;
        hours.append(some);
    }
    return std::nullopt;
}

Problem readHolidays(const QJsonObject &object, const QString &place, CompanyProfile &profile)
{
    QStringList days;
    if (auto wrong = readTexts(object, u"holidays"_s, place, days))
        return wrong;
    profile.hasOwnHolidays = object.contains(u"holidays"_s);
    for (const QString &text : days) {
        const QDate day = QDate::fromString(text, u"yyyy-MM-dd"_s);
        if (!day.isValid())
            return Wrong{inside(place, u"holidays"_s), u"'%1' is no date, as in 2026-10-12"_s.arg(text.left(20))};
        profile.holidays.append(day);
    }
    std::sort(profile.holidays.begin(), profile.holidays.end());
    return std::nullopt;
}

Problem readPlaceAndTime(const QJsonObject &object, const QString &place, CompanyProfile &profile)
{
    static const QRegularExpression kCountry(u"\\A[A-Z]{2}\\z"_s);
    if (auto wrong = readText(object, u"country"_s, place, profile.country))
        return wrong;
    if (!kCountry.match(profile.country).hasMatch())
        return Wrong{inside(place, u"country"_s), u"must be two capital letters, as in BR"_s};
    QString zone;
    if (auto wrong = readText(object, u"tz"_s, place, zone))
        return wrong;
    if (!zone.isEmpty())
        profile.timeZone = QTimeZone(zone.toUtf8());
    if (!zone.isEmpty() && !profile.timeZone.isValid())
        return Wrong{inside(place, u"tz"_s), u"unknown time zone '%1'"_s.arg(zone.left(60))};
    if (auto wrong = readHours(object, place, profile.hours))
        return wrong;
    return readHolidays(object, place, profile);
}

Problem readAllowed(const QJsonObject &object, const QString &place, CompanyProfile &profile)
{
    if (object.contains(u"tickets_by_chat"_s) && !object.value(u"tickets_by_chat"_s).isBool())
        return Wrong{inside(place, u"tickets_by_chat"_s), u"must be true or false"_s};
    profile.allowsTickets = object.value(u"tickets_by_chat"_s).toBool(true);
    if (object.contains(u"api_is_automatic"_s) && !object.value(u"api_is_automatic"_s).isBool())
        return Wrong{inside(place, u"api_is_automatic"_s), u"must be true or false"_s};
    profile.hasProgramsOnly = object.value(u"api_is_automatic"_s).toBool(false);
    if (auto wrong = readTexts(object, u"email_domains"_s, place, profile.emailDomains))
        return wrong;
    if (auto wrong = readTexts(object, u"pix_allow"_s, place, profile.pixKeys))
        return wrong;
    QStringList phones;
    if (auto wrong = readTexts(object, u"phone_allow"_s, place, phones))
        return wrong;
    for (QString &domain : profile.emailDomains) {
        domain = domain.toLower();
        if (domain.startsWith(u'@'))
            domain.remove(0, 1);
    }
    static const QRegularExpression kOther(u"[^0-9]"_s);
    for (QString &phone : phones) {
        if (phone.remove(kOther).isEmpty())
            return Wrong{inside(place, u"phone_allow"_s), u"has an entry without digits"_s};
        profile.phones.append(phone);
    }
    return std::nullopt;
}

Problem readCompany(const QJsonValue &value, const QString &place, CompanyProfile &profile)
{
    if (!value.isObject())
        return Wrong{place, u"must be an object"_s};
    const QJsonObject object = value.toObject();
    const QStringList known{u"name"_s,      u"vertical"_s,    u"country"_s,         u"tz"_s,
                            u"hours"_s,     u"holidays"_s,    u"tickets_by_chat"_s, u"email_domains"_s,
                            u"pix_allow"_s, u"phone_allow"_s, u"api_is_automatic"_s};
    if (auto wrong = unknownKey(object, known, place))
        return wrong;
    if (auto wrong = readText(object, u"name"_s, place, profile.name))
        return wrong;
    if (auto wrong = readText(object, u"vertical"_s, place, profile.vertical))
        return wrong;
    if (auto wrong = readPlaceAndTime(object, place, profile))
        return wrong;
    return readAllowed(object, place, profile);
}

Problem readCompaniesOf(const QJsonObject &root, CompanyBook &book)
{
    const QString place = u"companies"_s;
    if (root.contains(place) && !root.value(place).isObject())
        return Wrong{place, u"must be an object of keys and profiles"_s};
    const QJsonObject companies = root.value(place).toObject();
    for (auto it = companies.constBegin(); it != companies.constEnd(); ++it) {
        CompanyProfile profile;
        profile.ruleParameters = book.ruleParameters;
        profile.conversation = book.conversation;
        if (auto wrong = readCompany(it.value(), inside(place, it.key().left(60)), profile))
            return wrong;
        book.companies.insert(it.key(), profile);
    }
    return std::nullopt;
}

Problem readParameters(const QString &code, const QJsonValue &value, const RuleCatalogue &catalogue)
{
    if (!value.isObject())
        return Wrong{code, u"must be an object of parameters"_s};
    if (!catalogue.hasCode(code))
        return Wrong{code, u"no rule has this code%1"_s.arg(suggestionFor(code, catalogue.codes()))};
    const QJsonObject parameters = value.toObject();
    if (auto wrong = unknownKey(parameters, catalogue.parametersOf(code), code))
        return wrong;
    for (auto it = parameters.constBegin(); it != parameters.constEnd(); ++it) {
        if (const QString refusal = catalogue.refusalOf(code, it.key(), it.value()); !refusal.isEmpty())
            return Wrong{inside(code, it.key()), refusal};
    }
    return std::nullopt;
}

Problem readBook(const QJsonObject &root, const RuleCatalogue &catalogue, CompanyBook &book)
{
    static const QRegularExpression kCode(u"\\A[A-Z]{1,4}-[0-9]{1,4}[a-z]?\\z"_s);
    for (auto it = root.constBegin(); it != root.constEnd(); ++it) {
        if (it.key() == u"companies"_s || it.key() == u"conversation"_s)
            continue;
        if (!kCode.match(it.key()).hasMatch())
            return Wrong{it.key().left(60),
                         u"unknown key%1; known are companies, conversation and rule codes such as R-05"_s.arg(
                                 suggestionFor(it.key(), {u"companies"_s, u"conversation"_s}))};
        if (auto wrong = readParameters(it.key(), it.value(), catalogue))
            return wrong;
        book.ruleParameters.insert(it.key(), it.value());
    }
    if (auto wrong = readConversation(root, book.conversation))
        return wrong;
    return readCompaniesOf(root, book);
}

QString placeOfOffset(const QByteArray &json, int offset)
{
    const QByteArray before = json.first(qBound(qsizetype(0), qsizetype(offset), json.size()));
    const qsizetype lineStart = before.lastIndexOf('\n') + 1;
    return u"line %1, column %2"_s.arg(before.count('\n') + 1)
            .arg(QString::fromUtf8(before.sliced(lineStart)).size() + 1);
}

} // namespace

CompanyProfile CompanyBook::profileOf(const QString &key) const
{
    CompanyProfile unknown;
    unknown.ruleParameters = ruleParameters;
    unknown.conversation = conversation;
    return companies.value(key, unknown);
}

Result<CompanyBook> readCompanies(const QByteArray &json, const RuleCatalogue &catalogue)
{
    if (json.size() > kLargestCompanyFile)
        return Error{Error::Kind::InvalidInput, u"larger than %1 bytes"_s.arg(kLargestCompanyFile)};
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError)
        return Error{Error::Kind::InvalidInput,
                     u"%1: %2"_s.arg(placeOfOffset(json, error.offset), error.errorString())};
    if (!document.isObject())
        return Error{Error::Kind::InvalidInput, u"not an object"_s};
    CompanyBook book;
    if (const auto wrong = readBook(document.object(), catalogue, book))
        return Error{Error::Kind::InvalidInput, u"%1: %2"_s.arg(wrong->place, wrong->reason)};
    return book;
}

} // namespace atalaia

// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/cloudapi/cloudapiparser.h"

#include "gateway/cloudapi/cloudapiaccount.h"
#include "gateway/cloudapi/cloudapimessage.h"
#include "gateway/cloudapi/cloudapiputaside.h"
#include "gateway/json/jsondocument.h"

using namespace Qt::StringLiterals;

namespace atalaia {

using namespace cloudapi;

namespace {

constexpr std::string_view kMessages = "messages";
constexpr std::string_view kEchoes = "message_echoes";
constexpr std::string_view kStatuses = "statuses";
constexpr std::string_view kHistory = "history";
constexpr std::string_view kNames = "state_sync";

/// Reads one notification into one reading.
class NotificationReader
{
public:
    NotificationReader(CloudReading &reading, qint64 receivedAtMs) : m_reading(reading), m_receivedAtMs(receivedAtMs) {}

    void readEntry(Element entry);

private:
    void readChange(Element change);
    void noteLine();
    bool readLists(const Fields &value); ///< false: it has none that is known
    void rejectChange(const QString &reason, Element value);
    void readAccount(Element value);
    void readHistory(Element value);
    void readHistoryPart(Element part);
    void readThread(Element thread);
    void readNames(Element value);
    void readItems(MaybeElement list, std::string_view name, Source source, const QString &thread = {});
    void readStatuses(MaybeElement list);
    void noteAliases();
    void noteAlias(MaybeElement hiddenId, MaybeElement number);
    void reject(const Error &error, std::string_view list, const QString &thread, Element item);
    void ignore(const QString &reason);

    CloudReading &m_reading;
    const qint64 m_receivedAtMs;
    MaybeElement m_entryId; // of the entry that is being read
    qint64 m_entryAtMs = 0;
    std::string_view m_field; // of the change that is being read
    MaybeElement m_metadata;
    Change m_change;
    std::optional<AliasFound> m_lastAlias; // of this change
};

void NotificationReader::ignore(const QString &reason)
{
    ++m_reading.ignored;
    m_reading.reason = reason;
}

void NotificationReader::reject(const Error &error, std::string_view list, const QString &thread, Element item)
{
    const MaybeElement contact = item.is_object() ? contactOf(m_change, Fields(item)) : std::nullopt;
    QByteArray bytes = asNotification(m_field, m_entryId, m_metadata, contact, list, thread, item);
    bytes.truncate(RejectedEvent::kLargestBytes);
    const QString reason = u"%1: %2"_s.arg(QLatin1StringView(list.data(), qsizetype(list.size())), error.context);
    m_reading.rejected.append({m_change.line, bytes, reason, m_receivedAtMs});
}

void NotificationReader::readEntry(Element entry)
{
    m_entryId = member(entry, "id");
    m_entryAtMs = timeOf(member(entry, "time"));
    simdjson::dom::array changes;
    const MaybeElement list = member(entry, "changes");
    if (!list || list->get_array().get(changes) != simdjson::SUCCESS) {
        m_field = {};
        m_change = Change();
        rejectChange(u"entry without changes"_s, entry);
        return;
    }
    for (const Element change : changes)
        readChange(change);
}

void NotificationReader::readChange(Element change)
{
    m_field = wordOf(member(change, "field"));
    const MaybeElement value = member(change, "value");
    const Fields fields(value);
    m_metadata = member(fields, "metadata");
    m_change = Change();
    m_change.receivedAtMs = m_receivedAtMs;
    m_lastAlias.reset();
    if (!value || !value->is_object()) {
        rejectChange(u"change without a value"_s, change);
        return;
    }
    if (m_field == "account_update") {
        readAccount(*value);
        return;
    }
    const bool isUsed = m_field == kMessages || m_field == "smb_message_echoes" || m_field == kHistory
                        || m_field == "smb_app_state_sync";
    if (!isUsed) {
        ignore(u"field is not used"_s);
        return;
    }
    m_change.line = idOf(member(m_metadata, "phone_number_id"));
    m_change.ownNumber = plainNumber(idOf(member(m_metadata, "display_phone_number")));
    m_change.contacts = member(fields, "contacts");
    m_change.hasErrors = member(fields, "errors").has_value();
    if (m_change.line.isEmpty()) {
        rejectChange(malformed("metadata.phone_number_id").context, *value);
        return;
    }
    noteLine();
    noteAliases();
    if (!readLists(fields))
        rejectChange(u"change without items"_s, *value);
}

void NotificationReader::noteLine()
{
    for (const CloudReading::Line &known : std::as_const(m_reading.lines)) { // one, nearly always
        if (known.id == m_change.line)
            return;
    }
    m_reading.lines.append({m_change.line, m_change.ownNumber, idOf(m_entryId)});
}

/// Signed and of a shape that is not known: a later version may know it.
void NotificationReader::rejectChange(const QString &reason, Element value)
{
    QByteArray bytes = changeAsNotification(m_field, m_entryId, value);
    bytes.truncate(RejectedEvent::kLargestBytes);
    m_reading.rejected.append({m_change.line, bytes, reason, m_receivedAtMs});
}

bool NotificationReader::readLists(const Fields &value)
{
    // The field says what to expect, the lists say what came; a list is read wherever it is.
    const MaybeElement messages = member(value, kMessages);
    const MaybeElement echoes = member(value, kEchoes);
    const MaybeElement statuses = member(value, kStatuses);
    const MaybeElement history = member(value, kHistory);
    const MaybeElement names = member(value, kNames);
    readItems(messages, kMessages, m_field == kHistory ? Source::HistoryMedia : Source::Messages);
    readItems(echoes, kEchoes, Source::Echoes);
    readStatuses(statuses);
    if (history)
        readHistory(*history);
    if (names)
        readNames(*names);
    if (messages || echoes || statuses || history || names)
        return true;
    if (!m_change.hasErrors)
        return false;
    ignore(u"errors %1 without items"_s.arg(errorCodeOf(member(value, "errors"))));
    return true;
}

void NotificationReader::readItems(MaybeElement list, std::string_view name, Source source, const QString &thread)
{
    if (!list)
        return;
    simdjson::dom::array items;
    if (list->get_array().get(items) != simdjson::SUCCESS) {
        reject(malformed("list"), name, thread, *list);
        return;
    }
    for (const Element item : items) {
        const Fields message(item);
        noteAlias(member(message, "from_user_id"), member(message, "from"));
        noteAlias(member(message, "to_user_id"), member(message, "to"));
        if (const Result<> read = readMessage(m_change, source, thread, message, m_reading.events); !read)
            reject(read.error(), name, thread, item);
    }
}

void NotificationReader::readStatuses(MaybeElement list)
{
    if (!list)
        return;
    simdjson::dom::array items;
    if (list->get_array().get(items) != simdjson::SUCCESS) {
        reject(malformed("list"), kStatuses, {}, *list);
        return;
    }
    for (const Element item : items) {
        const auto status = readStatus(item);
        if (!status) {
            reject(status.error(), kStatuses, {}, item);
            continue;
        }
        if (!*status) {
            ignore(u"status is not known"_s);
            continue;
        }
        m_reading.events.append({m_change.line, **status});
        if (const QString mark = idOf(member(item, "biz_opaque_callback_data")); !mark.isEmpty())
            m_reading.marks.append({mark, (*status)->messageId, (*status)->status});
    }
}

void NotificationReader::readHistory(Element value)
{
    simdjson::dom::array parts;
    if (value.get_array().get(parts) != simdjson::SUCCESS) {
        reject(malformed("list"), kHistory, {}, value);
        return;
    }
    for (const Element part : parts)
        readHistoryPart(part);
}

void NotificationReader::readHistoryPart(Element part)
{
    LineAlarmChanged alarm;
    alarm.kind = LineAlarmChanged::Kind::HistoryRefused;
    alarm.atMs = m_receivedAtMs;
    if (const MaybeElement errors = member(part, "errors")) {
        const qint64 code = errorCodeOf(errors);
        alarm.detail = code == CloudApiParser::kHistoryDeclined ? u"declined by the business, %1"_s.arg(code)
                                                                : u"error %1"_s.arg(code);
        m_reading.events.append({m_change.line, alarm});
    }
    simdjson::dom::array threads;
    const MaybeElement list = member(part, "threads");
    if (!list) {
        if (!member(part, "errors"))
            ignore(u"history without threads"_s);
        return;
    }
    if (list->get_array().get(threads) != simdjson::SUCCESS) {
        reject(malformed("history.threads"), kHistory, {}, part);
        return;
    }
    if (threads.size() > 0) {
        alarm.isRaised = false;
        m_reading.events.append({m_change.line, alarm});
    }
    for (const Element thread : threads)
        readThread(thread);
}

void NotificationReader::readThread(Element thread)
{
    const QString id = idOf(member(thread, "id"));
    const MaybeElement messages = member(thread, kMessages);
    if (!messages) {
        ignore(u"thread without messages"_s);
        return;
    }
    readItems(messages, kMessages, Source::History, id);
}

void NotificationReader::readNames(Element value)
{
    simdjson::dom::array items;
    if (value.get_array().get(items) != simdjson::SUCCESS) {
        reject(malformed("list"), kNames, {}, value);
        return;
    }
    for (const Element item : items) {
        const MaybeElement contact = member(item, "contact");
        const QString number = plainNumber(idOf(member(contact, "phone_number")));
        const QString fullName = textOf(member(contact, "full_name"));
        if (number.isEmpty())
            ignore(u"contact without a number"_s);
        else // an empty name takes the known one away
            m_reading.names.insert(number, wordOf(member(item, "action")) == "remove" ? QString()
                                           : fullName.isEmpty() ? textOf(member(contact, "first_name"))
                                                                : fullName);
    }
}

void NotificationReader::readAccount(Element value)
{
    const qint64 atMs = m_entryAtMs > 0 ? m_entryAtMs : m_receivedAtMs;
    const std::optional<LineAlarmChanged> alarm = readAccountUpdate(value, atMs);
    if (!alarm) {
        ignore(u"account news that need nobody"_s);
        return;
    }
    const QString named = idOf(descend(value, {"waba_info", "waba_id"}));
    m_reading.accountAlarms.append(
            {named.isEmpty() ? idOf(m_entryId) : named, plainNumber(idOf(member(value, "phone_number"))), *alarm});
}

void NotificationReader::noteAliases()
{
    simdjson::dom::array contacts;
    if (!m_change.contacts || m_change.contacts->get_array().get(contacts) != simdjson::SUCCESS)
        return;
    for (const Element contact : contacts)
        noteAlias(member(contact, "user_id"), member(contact, "wa_id"));
}

void NotificationReader::noteAlias(MaybeElement hiddenId, MaybeElement number)
{
    const auto alias = readAlias(hiddenId, number, m_receivedAtMs);
    if (!alias || m_lastAlias == alias)
        return; // the contact and each of its messages name both
    m_lastAlias = alias;
    m_reading.events.append({m_change.line, *alias});
}

} // namespace

struct CloudApiParser::Private
{
    json::Document document{size_t(kLargestBytes)};
};

CloudApiParser::CloudApiParser() : m_data(std::make_unique<Private>()) {}
CloudApiParser::~CloudApiParser() = default;

Result<CloudReading> CloudApiParser::notification(const QByteArray &bytes, qint64 receivedAtMs)
{
    const Result<Element> root = m_data->document.parse(bytes);
    if (!root)
        return root.error();
    if (wordOf(member(*root, "object")) != "whatsapp_business_account")
        return malformed("object");
    simdjson::dom::array entries;
    const MaybeElement list = member(*root, "entry");
    if (!list || list->get_array().get(entries) != simdjson::SUCCESS)
        return malformed("entry");
    CloudReading reading;
    reading.events.reserve(4);
    NotificationReader reader(reading, receivedAtMs);
    for (const Element entry : entries)
        reader.readEntry(entry);
    return reading;
}

Result<CloudNumberList> CloudApiParser::numbers(const QByteArray &bytes)
{
    const Result<Element> root = m_data->document.parse(bytes);
    if (!root)
        return root.error();
    simdjson::dom::array list;
    const MaybeElement items = member(*root, "data");
    if (!items || items->get_array().get(list) != simdjson::SUCCESS)
        return malformed("data");
    CloudNumberList found;
    if (member(descend(*root, {"paging"}), "next"))
        found.after = textOf(descend(*root, {"paging", "cursors", "after"}));
    for (const Element item : list) {
        CloudNumber number{idOf(member(item, "id")), plainNumber(idOf(member(item, "display_phone_number"))),
                           textOf(member(item, "verified_name")), LineState::Working};
        const std::string_view status = wordOf(member(item, "status"));
        if (status == "DISCONNECTED" || status == "PENDING" || status == "UNVERIFIED" || status == "MIGRATED")
            number.state = LineState::Stopped;
        else if (status == "BANNED" || status == "DELETED" || status == "RESTRICTED")
            number.state = LineState::Failed;
        if (number.id.isEmpty())
            ++found.rejected;
        else
            found.numbers.append(number);
    }
    return found;
}

Result<QString> CloudApiParser::sentMessage(const QByteArray &bytes)
{
    const Result<Element> root = m_data->document.parse(bytes);
    if (!root)
        return root.error();
    simdjson::dom::array list;
    Element first;
    const MaybeElement messages = member(*root, kMessages);
    if (!messages || messages->get_array().get(list) != simdjson::SUCCESS || list.at(0).get(first) != simdjson::SUCCESS)
        return malformed("messages");
    const QString id = idOf(member(first, "id"));
    if (id.isEmpty())
        return malformed("messages.id");
    return id;
}

namespace {

CloudError errorIn(MaybeElement element)
{
    const auto numberOf = [](MaybeElement value) {
        int64_t number = 0;
        return value && value->get_int64().get(number) == simdjson::SUCCESS ? number : 0;
    };
    CloudError error;
    error.code = numberOf(member(element, "code"));
    error.subcode = numberOf(member(element, "error_subcode"));
    const QString details = textOf(descend(element, {"error_data", "details"}));
    error.message = details.isEmpty() ? textOf(member(element, "message")) : details;
    return error;
}

} // namespace

Result<std::optional<CloudError>> CloudApiParser::blocked(const QByteArray &bytes)
{
    const Result<Element> root = m_data->document.parse(bytes);
    if (!root)
        return root.error();
    const MaybeElement answer = member(*root, "block_users");
    if (!answer || !answer->is_object())
        return malformed("block_users");
    simdjson::dom::array failed;
    const MaybeElement list = member(answer, "failed_users");
    Element first;
    if (!list || list->get_array().get(failed) != simdjson::SUCCESS || failed.at(0).get(first) != simdjson::SUCCESS)
        return std::optional<CloudError>();
    simdjson::dom::array errors;
    Element reason;
    const MaybeElement reasons = member(first, "errors");
    const bool isSaid = reasons && reasons->get_array().get(errors) == simdjson::SUCCESS
                        && errors.at(0).get(reason) == simdjson::SUCCESS;
    return std::optional(isSaid ? errorIn(reason) : CloudError());
}

Result<CloudMedia> CloudApiParser::media(const QByteArray &bytes)
{
    const Result<Element> root = m_data->document.parse(bytes);
    if (!root)
        return root.error();
    CloudMedia media;
    const std::string_view address = wordOf(member(*root, "url"));
    if (address.empty())
        return malformed("url");
    media.address = QByteArray(address.data(), qsizetype(address.size()));
    media.mediaType = textOf(member(*root, "mime_type"));
    const MaybeElement size = member(*root, "file_size");
    int64_t number = 0;
    if (size && size->get_int64().get(number) == simdjson::SUCCESS)
        media.size = number;
    else
        media.size = textOf(size).toLongLong();
    return media;
}

CloudError CloudApiParser::problem(const QByteArray &bytes)
{
    const Result<Element> root = m_data->document.parse(bytes);
    return root ? errorIn(member(*root, "error")) : CloudError();
}

} // namespace atalaia

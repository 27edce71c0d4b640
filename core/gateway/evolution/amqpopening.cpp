// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/evolution/amqpopening.h"

#include "crypto/wipe.h"
#include "gateway/evolution/amqpframes.h"

#include <QUrl>

#include <amqp.h>
#include <amqp_framing.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr int kLargestFrame = 128 * 1024;
constexpr int kSmallestFrame = 4096; ///< of the protocol: smaller ones must not be agreed on

amqp_bytes_t bytesOf(const QByteArray &text)
{
    amqp_bytes_t bytes;
    bytes.len = size_t(text.size());
    bytes.bytes = const_cast<char *>(text.constData()); // NOLINT: the library only reads it
    return bytes;
}

amqp_table_entry_t textEntry(const char *key, const char *value)
{
    amqp_table_entry_t entry{};
    entry.key = amqp_cstring_bytes(key);
    entry.value.kind = AMQP_FIELD_KIND_UTF8;
    entry.value.value.bytes = amqp_cstring_bytes(value);
    return entry;
}

amqp_table_entry_t yesEntry(const char *key)
{
    amqp_table_entry_t entry{};
    entry.key = amqp_cstring_bytes(key);
    entry.value.kind = AMQP_FIELD_KIND_BOOLEAN;
    entry.value.value.boolean = 1;
    return entry;
}

QByteArray virtualHostOf(const QUrl &address)
{
    const QByteArray path = address.path(QUrl::FullyDecoded).toUtf8();
    return path.size() > 1 ? path.sliced(1) : QByteArray("/");
}

QString nameOf(AmqpOpening::Step step)
{
    switch (step) {
    case AmqpOpening::Step::Greeting:
        return u"at the greeting"_s;
    case AmqpOpening::Step::Login:
        return u"at the login"_s;
    case AmqpOpening::Step::VirtualHost:
        return u"at the virtual host"_s;
    case AmqpOpening::Step::Channel:
        return u"at the channel"_s;
    case AmqpOpening::Step::Exchange:
        return u"at the exchange"_s;
    case AmqpOpening::Step::Queue:
        return u"at the queue"_s;
    case AmqpOpening::Step::Claim:
        return u"at the claim to the queue"_s;
    case AmqpOpening::Step::Binding:
        return u"at the binding"_s;
    case AmqpOpening::Step::Prefetch:
        return u"at the prefetch"_s;
    case AmqpOpening::Step::Consuming:
        return u"at the consumer"_s;
    case AmqpOpening::Step::Done:
        break;
    }
    return u"while receiving"_s;
}

} // namespace

AmqpOpening::AmqpOpening(const AmqpPlace &place, const QByteArray &password, int prefetch,
                         std::chrono::seconds heartbeat)
    : m_user(place.address.userName(QUrl::FullyDecoded).toUtf8()),
      m_password(password.constData(), password.size()) // a copy of our own, so that it can be wiped
      ,
      m_virtualHost(virtualHostOf(place.address)),
      m_exchange(place.exchange.toUtf8()),
      m_queue(place.queue.toUtf8()),
      m_prefetch(prefetch),
      m_heartbeatSeconds(int(heartbeat.count()))
{}

AmqpOpening::~AmqpOpening()
{
    wipe(m_password);
}

QByteArray AmqpOpening::ask(Step next, quint16 channel, quint32 id, void *fields)
{
    const QByteArray frame = AmqpFrames::method(channel, id, fields);
    m_step = next;
    if (frame.isEmpty())
        m_problem = {u"a name is too long for the protocol, %1"_s.arg(nameOf(next)), false};
    return frame;
}

QByteArray AmqpOpening::logIn(const amqp_method_t_ &method)
{
    const auto *start = static_cast<const amqp_connection_start_t *>(method.decoded);
    const QByteArrayView mechanisms(static_cast<const char *>(start->mechanisms.bytes),
                                    qsizetype(start->mechanisms.len));
    if (!mechanisms.contains("PLAIN")) {
        m_problem = {u"the broker takes no login by password"_s, true};
        return {};
    }
    // The first two make the broker say why it closes and that a queue was deleted.
    amqp_table_entry_t abilities[] = {yesEntry("authentication_failure_close"), yesEntry("consumer_cancel_notify")};
    amqp_table_entry_t capabilities{};
    capabilities.key = amqp_cstring_bytes("capabilities");
    capabilities.value.kind = AMQP_FIELD_KIND_TABLE;
    capabilities.value.value.table = {int(std::size(abilities)), abilities};
    amqp_table_entry_t properties[] = {textEntry("product", "Atalaia"), capabilities};

    QByteArray login = '\0' + m_user + '\0' + m_password;
    amqp_connection_start_ok_t fields{};
    fields.client_properties = {int(std::size(properties)), properties};
    fields.mechanism = amqp_cstring_bytes("PLAIN");
    fields.response = bytesOf(login);
    fields.locale = amqp_cstring_bytes("en_US");
    const QByteArray frame = ask(Step::Login, 0, AMQP_CONNECTION_START_OK_METHOD, &fields);
    wipe(login);
    wipe(m_password); // not needed twice
    return frame;
}

QByteArray AmqpOpening::tune(const amqp_method_t_ &method)
{
    const auto *offer = static_cast<const amqp_connection_tune_t *>(method.decoded);
    const auto lesser = [](int ours, int theirs) { return theirs == 0 ? ours : std::min(ours, theirs); };
    m_largestFrame = lesser(kLargestFrame, int(std::min(offer->frame_max, quint32(kLargestFrame))));
    m_heartbeatSeconds = lesser(m_heartbeatSeconds, offer->heartbeat);
    if (m_largestFrame < kSmallestFrame) {
        m_problem = {u"the broker wants frames of %1 bytes"_s.arg(m_largestFrame), false};
        return {};
    }
    amqp_connection_tune_ok_t tuned{};
    tuned.channel_max = kChannel;
    tuned.frame_max = quint32(m_largestFrame);
    tuned.heartbeat = quint16(m_heartbeatSeconds);
    const QByteArray agreed = AmqpFrames::method(0, AMQP_CONNECTION_TUNE_OK_METHOD, &tuned);

    amqp_connection_open_t open{};
    open.virtual_host = bytesOf(m_virtualHost);
    const QByteArray request = ask(Step::VirtualHost, 0, AMQP_CONNECTION_OPEN_METHOD, &open);
    return request.isEmpty() ? request : agreed + request;
}

QByteArray AmqpOpening::declareQueue()
{
    amqp_table_entry_t arguments[] = {textEntry("x-queue-type", "quorum")};
    amqp_queue_declare_t fields{};
    fields.queue = bytesOf(m_queue);
    fields.durable = 1;
    fields.arguments = {int(std::size(arguments)), arguments};
    return ask(Step::Queue, kChannel, AMQP_QUEUE_DECLARE_METHOD, &fields);
}

/// Two that share a queue would get half of the events each. RabbitMQ lets several read a quorum queue even when they
/// ask to be alone, so another queue that only one connection can have, and that goes with it, stands for the right.
QByteArray AmqpOpening::claimQueue()
{
    amqp_table_entry_t arguments[] = {textEntry("x-queue-type", "classic")};
    const QByteArray name = m_queue + ".reader";
    amqp_queue_declare_t fields{};
    fields.queue = bytesOf(name);
    fields.exclusive = 1;
    fields.auto_delete = 1;
    fields.arguments = {int(std::size(arguments)), arguments};
    return ask(Step::Claim, kChannel, AMQP_QUEUE_DECLARE_METHOD, &fields);
}

QByteArray AmqpOpening::answer(const amqp_method_t_ &method)
{
    if (m_step == Step::Greeting && method.id == AMQP_CONNECTION_START_METHOD)
        return logIn(method);
    if (m_step == Step::Login && method.id == AMQP_CONNECTION_TUNE_METHOD)
        return tune(method);
    if (m_step == Step::VirtualHost && method.id == AMQP_CONNECTION_OPEN_OK_METHOD) {
        amqp_channel_open_t fields{};
        return ask(Step::Channel, kChannel, AMQP_CHANNEL_OPEN_METHOD, &fields);
    }
    if (m_step == Step::Channel && method.id == AMQP_CHANNEL_OPEN_OK_METHOD) {
        // Passive: an exchange that we made after a misspelled name would only ever be silent, and looking
        // needs no right to configure anything of Evolution's.
        amqp_exchange_declare_t fields{};
        fields.exchange = bytesOf(m_exchange);
        fields.type = amqp_cstring_bytes("topic");
        fields.passive = 1;
        fields.durable = 1;
        return ask(Step::Exchange, kChannel, AMQP_EXCHANGE_DECLARE_METHOD, &fields);
    }
    if (m_step == Step::Exchange && method.id == AMQP_EXCHANGE_DECLARE_OK_METHOD)
        return declareQueue();
    if (m_step == Step::Queue && method.id == AMQP_QUEUE_DECLARE_OK_METHOD)
        return claimQueue();
    if (m_step == Step::Claim && method.id == AMQP_QUEUE_DECLARE_OK_METHOD) {
        amqp_queue_bind_t fields{};
        fields.queue = bytesOf(m_queue);
        fields.exchange = bytesOf(m_exchange);
        fields.routing_key = amqp_cstring_bytes("#");
        return ask(Step::Binding, kChannel, AMQP_QUEUE_BIND_METHOD, &fields);
    }
    if (m_step == Step::Binding && method.id == AMQP_QUEUE_BIND_OK_METHOD) {
        amqp_basic_qos_t fields{};
        fields.prefetch_count = quint16(m_prefetch);
        return ask(Step::Prefetch, kChannel, AMQP_BASIC_QOS_METHOD, &fields);
    }
    if (m_step == Step::Prefetch && method.id == AMQP_BASIC_QOS_OK_METHOD) {
        amqp_basic_consume_t fields{};
        fields.queue = bytesOf(m_queue);
        return ask(Step::Consuming, kChannel, AMQP_BASIC_CONSUME_METHOD, &fields);
    }
    if (m_step == Step::Consuming && method.id == AMQP_BASIC_CONSUME_OK_METHOD) {
        m_step = Step::Done;
        return {};
    }
    m_problem = {u"unexpected method %1, %2"_s.arg(QString::number(method.id, 16), nameOf(m_step)), false};
    return {};
}

AmqpOpening::Problem AmqpOpening::problemOf(int code, const QByteArray &words) const
{
    switch (code) {
    case AMQP_CONNECTION_FORCED:
        return {u"320, closed from the broker's side"_s, false};
    case AMQP_ACCESS_REFUSED:
        if (m_step == Step::Claim)
            return {u"403, the user may not configure the queue that claims ours, its name with .reader at the end"_s,
                    true};
        return {m_step == Step::Login ? u"403, login refused"_s : u"403, no right to it, %1"_s.arg(nameOf(m_step)),
                true};
    case AMQP_NOT_FOUND:
        return {m_step == Step::Exchange ? u"404, there is no such exchange"_s
                                         : u"404, not found, %1"_s.arg(nameOf(m_step)),
                false};
    case AMQP_RESOURCE_LOCKED:
        // Or a broken connection of our own does, which the broker notices within a minute.
        return {m_step == Step::Claim ? u"another Atalaia reads this queue already, and each needs a queue of its own"_s
                                      : u"405, the queue belongs to another connection alone"_s,
                false};
    case AMQP_PRECONDITION_FAILED:
        return {m_step == Step::Queue ? u"406, the queue exists and is no durable quorum queue"_s
                                      : u"406, precondition failed, %1"_s.arg(nameOf(m_step)),
                false};
    case AMQP_NOT_ALLOWED:
        if (m_step == Step::VirtualHost)
            return words.contains("refused") ? Problem{u"530, no right to the virtual host"_s, true}
                                             : Problem{u"530, there is no such virtual host"_s, false};
        break;
    default:
        break;
    }
    return {u"closed by the broker with code %1, %2"_s.arg(QString::number(code), nameOf(m_step)), false};
}

AmqpOpening::Problem AmqpOpening::problemOfDelay() const
{
    return {u"the broker was not ready in time, %1"_s.arg(nameOf(m_step)), false};
}

AmqpOpening::Problem AmqpOpening::problemOfSilence() const
{
    // How the protocol's authors wanted a wrong password to be answered.
    return {u"hung up without a word, %1"_s.arg(nameOf(m_step)), m_step == Step::Login};
}

} // namespace atalaia

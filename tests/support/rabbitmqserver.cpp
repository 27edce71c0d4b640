// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/rabbitmqserver.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QFileInfo>
#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>

#include <amqp.h>
#include <amqp_framing.h>
#include <amqp_tcp_socket.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <set>

#ifdef Q_OS_LINUX
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr int kPatienceMs = 60'000;
// The wrapper in /usr/sbin insists on the account "rabbitmq"; the program behind it does not.
constexpr auto kProgram = "/usr/lib/rabbitmq/bin/rabbitmq-server";

/// Ports that were free a moment ago, all different.
std::array<quint16, 4> freePorts()
{
    std::array<QTcpServer, 4> servers;
    std::array<quint16, 4> ports{};
    for (size_t i = 0; i < servers.size(); ++i) {
        if (servers[i].listen(QHostAddress::LocalHost))
            ports[i] = servers[i].serverPort();
    }
    return ports;
}

void endWithTest(QProcess &process)
{
#ifdef Q_OS_LINUX
    process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
#endif
}

bool write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

bool runOpenSsl(const QString &folder, const QString &line)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(u"openssl"_s, line.split(u' '));
    return process.waitForFinished(kPatienceMs) && process.exitCode() == 0;
}

amqp_bytes_t bytesOf(const QByteArray &text)
{
    amqp_bytes_t bytes;
    bytes.len = size_t(text.size());
    bytes.bytes = const_cast<char *>(text.constData());
    return bytes;
}

} // namespace

struct RabbitMqServer::Link
{
    static constexpr amqp_channel_t kChannel = 1;

    Link() : state(amqp_new_connection()) {}
    ~Link() { amqp_destroy_connection(state); }
    Q_DISABLE_COPY_MOVE(Link)

    [[nodiscard]] bool open(quint16 port)
    {
        amqp_socket_t *socket = amqp_tcp_socket_new(state);
        if (!socket || amqp_socket_open(socket, "127.0.0.1", port) != AMQP_STATUS_OK)
            return false;
        const amqp_rpc_reply_t login = amqp_login(state, "/", 0, 131072, 0, AMQP_SASL_METHOD_PLAIN, "writer",
                                                  RabbitMqServer::password().constData());
        if (login.reply_type != AMQP_RESPONSE_NORMAL)
            return false;
        amqp_channel_open(state, kChannel);
        if (!hasWorked())
            return false;
        amqp_confirm_select(state, kChannel);
        return hasWorked();
    }
    [[nodiscard]] bool hasWorked() const { return amqp_get_rpc_reply(state).reply_type == AMQP_RESPONSE_NORMAL; }

    /// Waits until everything up to `count` is confirmed.
    [[nodiscard]] bool waitForConfirm(quint64 count)
    {
        while (confirmed < count) {
            amqp_frame_t frame;
            timeval patience{kPatienceMs / 1000, 0};
            amqp_maybe_release_buffers(state);
            if (amqp_simple_wait_frame_noblock(state, &frame, &patience) != AMQP_STATUS_OK
                || frame.frame_type != AMQP_FRAME_METHOD || frame.payload.method.id != AMQP_BASIC_ACK_METHOD)
                return false;
            const auto *ack = static_cast<const amqp_basic_ack_t *>(frame.payload.method.decoded);
            noteConfirm(ack->delivery_tag, ack->multiple);
        }
        return true;
    }

    /// A quorum queue confirms out of order.
    void noteConfirm(quint64 tag, bool isMultiple)
    {
        if (isMultiple)
            confirmed = std::max(confirmed, tag);
        else
            early.insert(tag);
        early.erase(early.begin(), early.upper_bound(confirmed));
        while (!early.empty() && *early.begin() == confirmed + 1) {
            ++confirmed;
            early.erase(early.begin());
        }
    }

    amqp_connection_state_t state;
    quint64 published = 0;
    quint64 confirmed = 0; ///< all up to this
    std::set<quint64> early;
};

RabbitMqServer::RabbitMqServer()
{
    const std::array<quint16, 4> ports = freePorts();
    m_port = ports[0];
    m_nodePort = ports[1];
    m_mapperPort = ports[2];
    m_name = u"test%1@localhost"_s.arg(m_nodePort);
    endWithTest(m_portMapper);
    endWithTest(m_node);
}

RabbitMqServer::~RabbitMqServer()
{
    m_link.reset();
    kill(); // nobody needs it to write down anything
    m_portMapper.kill();
    m_portMapper.waitForFinished(kPatienceMs);
}

bool RabbitMqServer::isInstalled()
{
    return QFileInfo(QString::fromLatin1(kProgram)).isExecutable();
}

bool RabbitMqServer::useTls()
{
    m_tlsPort = freePorts()[3];
    const QString folder = m_folder.path();
    // An authority, and what it signs for the server.
    return write(folder + u"/names"_s, "subjectAltName=DNS:localhost\n")
           && runOpenSsl(folder, u"req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=Authority-of-this-test "
                                 "-keyout ca.key -out ca.pem"_s)
           && runOpenSsl(folder, u"req -newkey rsa:2048 -nodes -subj /CN=localhost -keyout server.key "
                                 "-out server.csr"_s)
           && runOpenSsl(folder, u"x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 "
                                 "-extfile names -out server.pem"_s);
}

bool RabbitMqServer::writeFiles() const
{
    QByteArray people;
    for (const char *name : {"writer", "reader", "stranger"})
        people += QByteArray(people.isEmpty() ? "" : ",") + R"({"name":")" + name + R"(","password":")" + password()
                  + R"(","tags":""})";
    const QByteArray definitions =
            R"({"vhosts":[{"name":"/"},{"name":"empty"}],"users":[)" + people + R"(],"permissions":[
        {"user":"writer","vhost":"/","configure":".*","write":".*","read":".*"},
        {"user":"reader","vhost":"/","configure":"^atalaia\\.","write":"^atalaia\\.","read":".*"}]})";
    const QByteArray folder = m_folder.path().toUtf8();
    QByteArray conf = "listeners.tcp.default = 127.0.0.1:" + QByteArray::number(m_port)
                      + "\nload_definitions = " + folder + "/definitions.json\nlog.console = false\n";
    if (m_tlsPort != 0)
        conf += "listeners.ssl.default = 127.0.0.1:" + QByteArray::number(m_tlsPort) + "\nssl_options.certfile = "
                + folder + "/server.pem\nssl_options.keyfile = " + folder + "/server.key\n";
    return m_folder.isValid() && write(m_folder.filePath(u"definitions.json"_s), definitions)
           && write(m_folder.filePath(u"rabbitmq.conf"_s), conf)
           && write(m_folder.filePath(u"enabled_plugins"_s), "[].\n");
}

bool RabbitMqServer::startPortMapper()
{
    if (m_portMapper.state() == QProcess::Running)
        return true;
    // Ours is there before the node looks for one, so the node starts none that would outlive it.
    m_portMapper.start(u"epmd"_s, {u"-address"_s, u"127.0.0.1"_s, u"-port"_s, QString::number(m_mapperPort)});
    if (!m_portMapper.waitForStarted(kPatienceMs))
        return false;
    const QDeadlineTimer deadline(kPatienceMs);
    while (!deadline.hasExpired() && m_portMapper.state() == QProcess::Running) {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), m_mapperPort);
        if (socket.waitForConnected(kPatienceMs))
            return true;
        m_portMapper.waitForFinished(10);
    }
    return false;
}

bool RabbitMqServer::start()
{
    if (!writeFiles() || !startPortMapper())
        return false;
    const QString folder = m_folder.path();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const auto set = [&environment](const char *name, const QString &value) {
        environment.insert(QString::fromLatin1(name), value);
    };
    set("HOME", folder); // of the cookie
    set("ERL_EPMD_PORT", QString::number(m_mapperPort));
    set("ERL_EPMD_ADDRESS", u"127.0.0.1"_s);
    set("RABBITMQ_NODENAME", m_name);
    set("RABBITMQ_DIST_PORT", QString::number(m_nodePort));
    set("RABBITMQ_MNESIA_BASE", folder);
    set("RABBITMQ_LOG_BASE", folder);
    set("RABBITMQ_PID_FILE", folder + u"/pid"_s);
    set("RABBITMQ_CONFIG_FILE", folder + u"/rabbitmq.conf"_s);
    set("RABBITMQ_ADVANCED_CONFIG_FILE", folder + u"/none.config"_s);
    set("RABBITMQ_CONF_ENV_FILE", folder + u"/none"_s);
    set("RABBITMQ_GENERATED_CONFIG_DIR", folder);
    set("RABBITMQ_ENABLED_PLUGINS_FILE", folder + u"/enabled_plugins"_s);
    // Loopback only; schedulers that sleep when they have nothing to do, since tests run side by side.
    set("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
        u"-kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none"_s);
    // The script then becomes the node instead of watching over it, so that our signals reach the node.
    set("RABBITMQ_ALLOW_INPUT", u"1"_s);
    m_node.setProcessEnvironment(environment);
    m_node.setWorkingDirectory(folder);
    m_node.setProcessChannelMode(QProcess::MergedChannels);
    m_node.start(QString::fromLatin1(kProgram), {});
    const QDeadlineTimer deadline(kPatienceMs);
    QByteArray said;
    while (!said.contains(" completed with ")) {
        if (!m_node.waitForReadyRead(int(deadline.remainingTime()))) {
            std::printf("rabbitmq-server did not start: %s\n", said.right(2000).constData());
            return false;
        }
        said += m_node.readAll();
    }
    return true;
}

void RabbitMqServer::stop()
{
    m_link.reset();
    if (m_node.state() == QProcess::NotRunning)
        return;
    m_node.terminate();
    if (!m_node.waitForFinished(kPatienceMs))
        kill();
}

void RabbitMqServer::kill()
{
    m_link.reset();
    m_node.kill();
    m_node.waitForFinished(kPatienceMs);
}

QUrl RabbitMqServer::address(const QString &user, const QString &path) const
{
    QUrl url;
    url.setScheme(u"amqp"_s);
    url.setUserName(user);
    url.setHost(u"127.0.0.1"_s);
    url.setPort(m_port);
    url.setPath(path);
    return url;
}

QUrl RabbitMqServer::tlsAddress(const QString &host) const
{
    QUrl url = address();
    url.setScheme(u"amqps"_s);
    url.setHost(host);
    url.setPort(m_tlsPort);
    return url;
}

QString RabbitMqServer::caFile() const
{
    return m_folder.filePath(u"ca.pem"_s);
}

RabbitMqServer::Link *RabbitMqServer::link()
{
    if (!m_link) {
        m_link = std::make_unique<Link>();
        if (!m_link->open(m_port))
            m_link.reset();
    }
    return m_link.get();
}

bool RabbitMqServer::declareExchange(const QByteArray &name)
{
    Link *to = link();
    if (!to)
        return false;
    amqp_exchange_declare(to->state, Link::kChannel, bytesOf(name), amqp_cstring_bytes("topic"), 0, 1, 0, 0,
                          amqp_empty_table);
    return to->hasWorked();
}

bool RabbitMqServer::declareClassicQueue(const QByteArray &name)
{
    Link *to = link();
    if (!to)
        return false;
    amqp_queue_declare(to->state, Link::kChannel, bytesOf(name), 0, 1, 0, 0, amqp_empty_table);
    return to->hasWorked();
}

bool RabbitMqServer::deleteQueue(const QByteArray &name)
{
    Link *to = link();
    if (!to)
        return false;
    amqp_queue_delete(to->state, Link::kChannel, bytesOf(name), 0, 0);
    return to->hasWorked();
}

qint64 RabbitMqServer::messageCount(const QByteArray &queue)
{
    Link *to = link();
    if (!to)
        return -1;
    const amqp_queue_declare_ok_t *found =
            amqp_queue_declare(to->state, Link::kChannel, bytesOf(queue), 1, 0, 0, 0, amqp_empty_table);
    const qint64 count = found ? qint64(found->message_count) : -1;
    amqp_maybe_release_buffers(to->state);
    if (!to->hasWorked())
        m_link.reset(); // the broker closes the channel of those who ask for what is not there
    return count;
}

bool RabbitMqServer::publish(const QByteArray &exchange, const QByteArray &key, const QByteArray &body, int count)
{
    constexpr quint64 kUnconfirmed = 1000;
    Link *to = link();
    if (!to)
        return false;
    const QList<QByteArray> parts = [&body] {
        const qsizetype at = body.indexOf("%N");
        return at < 0 ? QList<QByteArray>{body} : QList<QByteArray>{body.first(at), body.sliced(at + 2)};
    }();
    amqp_basic_properties_t properties{};
    properties._flags = AMQP_BASIC_DELIVERY_MODE_FLAG | AMQP_BASIC_CONTENT_TYPE_FLAG;
    properties.delivery_mode = AMQP_DELIVERY_PERSISTENT;
    properties.content_type = amqp_cstring_bytes("application/json");
    for (int i = 0; i < count; ++i) {
        const QByteArray one = parts.join(QByteArray::number(i));
        if (amqp_basic_publish(to->state, Link::kChannel, bytesOf(exchange), bytesOf(key), 0, 0, &properties,
                               bytesOf(one))
            != AMQP_STATUS_OK)
            return false;
        ++to->published;
        if (to->published - to->confirmed > kUnconfirmed && !to->waitForConfirm(to->published - kUnconfirmed / 2))
            return false;
    }
    return to->waitForConfirm(to->published);
}

} // namespace atalaia

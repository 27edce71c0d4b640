// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/json/withoutsecrets.h"

#include <QByteArrayView>

#include <algorithm>
#include <array>

namespace atalaia::json {

namespace {

// Compared without case, "_" and "-".
constexpr std::array<QByteArrayView, 16> kSecretNames{
        "apikey", "xapikey", "token",         "accesstoken",  "verifytoken", "jwt",         "jwtkey", "authorization",
        "secret", "qrcode",  "webhooksecret", "clientsecret", "password",    "pairingcode", "passwd", "appsecret"};

constexpr std::array<QByteArrayView, 10> kAddressNames{
        "mediaurl",   "serverurl", "destination", "profilepictureurl",  "profilepicurl", "webhookurl",
        "directpath", "staticurl", "imgurl",      "thumbnaildirectpath"};

QByteArray plainName(QByteArrayView name)
{
    QByteArray plain = name.toByteArray().toLower();
    plain.replace("_", "");
    plain.replace("-", "");
    return plain;
}

template <size_t size> bool isAmong(const std::array<QByteArrayView, size> &names, const QByteArray &name)
{
    return std::any_of(names.cbegin(), names.cend(), [&name](QByteArrayView one) { return one == name; });
}

/// Walks over bytes that look like JSON; each function moves m_at on.
class SecretStripper
{
public:
    explicit SecretStripper(const QByteArray &bytes) : m_bytes(bytes) { m_clean.reserve(bytes.size()); }

    QByteArray run()
    {
        while (m_at < m_bytes.size()) {
            if (m_bytes.at(m_at) == '"')
                takeString();
            else
                m_clean.append(m_bytes.at(m_at++));
        }
        return m_clean;
    }

private:
    /// Behind the closing quote of the string that begins at `from`, or the end.
    [[nodiscard]] qsizetype stringEnd(qsizetype from) const
    {
        for (qsizetype at = from + 1; at < m_bytes.size(); ++at) {
            if (m_bytes.at(at) == '\\')
                ++at;
            else if (m_bytes.at(at) == '"')
                return at + 1;
        }
        return m_bytes.size();
    }

    [[nodiscard]] qsizetype behindSpace(qsizetype at) const
    {
        while (at < m_bytes.size() && (uchar(m_bytes.at(at)) <= ' '))
            ++at;
        return at;
    }

    void takeString()
    {
        const qsizetype from = m_at;
        m_at = stringEnd(from);
        m_clean.append(QByteArrayView(m_bytes).sliced(from, m_at - from));
        const qsizetype colon = behindSpace(m_at);
        if (colon >= m_bytes.size() || m_bytes.at(colon) != ':' || m_at - from < 3)
            return;
        const QByteArray name = plainName(QByteArrayView(m_bytes).sliced(from + 1, m_at - from - 2));
        const qsizetype value = behindSpace(colon + 1);
        if (isAmong(kSecretNames, name)) {
            m_clean.append(":null");
            m_at = valueEnd(value);
        } else if (isAmong(kAddressNames, name) && value < m_bytes.size() && m_bytes.at(value) == '"') {
            m_at = stringEnd(value);
            m_clean.append(':');
            m_clean.append(plainAddress(QByteArrayView(m_bytes).sliced(value, m_at - value)));
        }
    }

    [[nodiscard]] qsizetype valueEnd(qsizetype at) const
    {
        qsizetype depth = 0;
        for (; at < m_bytes.size(); ++at) {
            const char c = m_bytes.at(at);
            if (c == '"') {
                at = stringEnd(at) - 1;
            } else if (c == '{' || c == '[') {
                ++depth;
                continue;
            } else if (c == '}' || c == ']') {
                --depth;
            } else if (depth > 0 || c != ',') {
                continue;
            }
            if (depth < 0 || (depth == 0 && c == ','))
                return at; // belongs to what is around the value
            if (depth == 0)
                return at + 1;
        }
        return m_bytes.size();
    }

    /// `quoted` with its quotes.
    static QByteArray plainAddress(QByteArrayView quoted)
    {
        QByteArray address = quoted.toByteArray();
        if (const qsizetype query = address.indexOf('?'); query >= 0) {
            address.truncate(query);
            address.append('"');
        }
        const qsizetype host = address.indexOf("://");
        if (host < 0)
            return address;
        // A password may hold "@" itself.
        const qsizetype path = address.indexOf('/', host + 3);
        const qsizetype at = QByteArrayView(address).first(path < 0 ? address.size() : path).lastIndexOf('@');
        if (at > host)
            address.remove(host + 3, at - host - 2);
        return address;
    }

    const QByteArray m_bytes;
    QByteArray m_clean;
    qsizetype m_at = 0;
};

} // namespace

QByteArray withoutSecrets(const QByteArray &bytes)
{
    return SecretStripper(bytes).run();
}

} // namespace atalaia::json

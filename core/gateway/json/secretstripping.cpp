// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/json/secretstripping.h"

#include <QByteArrayView>

#include <algorithm>
#include <array>

namespace atalaia::json {

namespace {

constexpr QByteArrayView kInstead = "***";
constexpr qsizetype kShortestKnown = 4; // shorter ones would tear holes everywhere
constexpr qsizetype kLongestName = 40;

// Names are compared without case, '_' and '-'. A media key opens the media of its message at WhatsApp's servers.
constexpr std::array<QByteArrayView, 25> kSecretNames{
        "apikey",          "xapikey",       "token",         "accesstoken", "refreshtoken",
        "verifytoken",     "authorization", "password",      "passwd",      "secret",
        "appsecret",       "clientsecret",  "webhooksecret", "secretkey",   "accesskeyid",
        "secretaccesskey", "sessiontoken",  "pairingcode",   "qrcode",      "jwt",
        "jwtkey",          "hmackey",       "mediakey",      "credential",  "credentials"};

constexpr std::array<QByteArrayView, 4> kAddressNames{"destination", "directpath", "thumbnaildirectpath",
                                                      "profilepicture"};
constexpr std::array<QByteArrayView, 2> kAddressEndings{"url", "uri"};

QByteArray plainName(QByteArrayView name)
{
    QByteArray plain;
    plain.reserve(name.size());
    for (const char byte : name) {
        if (byte != '-' && byte != '_')
            plain += byte;
    }
    return std::move(plain).toLower();
}

bool isSecretName(const QByteArray &plain)
{
    return std::find(kSecretNames.begin(), kSecretNames.end(), QByteArrayView(plain)) != kSecretNames.end();
}

bool isAddressName(const QByteArray &plain)
{
    return std::find(kAddressNames.begin(), kAddressNames.end(), QByteArrayView(plain)) != kAddressNames.end()
           || std::any_of(kAddressEndings.begin(), kAddressEndings.end(),
                          [&plain](QByteArrayView ending) { return plain.endsWith(ending); });
}

/// Walks over bytes that look like JSON; each function moves m_at on.
class Stripping
{
public:
    explicit Stripping(const QByteArray &bytes) : m_bytes(bytes) { m_clean.reserve(bytes.size()); }

    QByteArray run()
    {
        while (m_at < m_bytes.size()) {
            if (m_bytes.at(m_at) == '"')
                takeString();
            else
                m_clean += m_bytes.at(m_at++);
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
        while (at < m_bytes.size() && uchar(m_bytes.at(at)) <= ' ')
            ++at;
        return at;
    }

    [[nodiscard]] bool isStringAt(qsizetype at) const { return at < m_bytes.size() && m_bytes.at(at) == '"'; }

    void keep(qsizetype until)
    {
        m_clean += QByteArrayView(m_bytes).sliced(m_at, until - m_at);
        m_at = until;
    }

    void takeString()
    {
        const qsizetype from = m_at;
        keep(stringEnd(from));
        const qsizetype colon = behindSpace(m_at);
        const qsizetype nameSize = m_at - from - 2;
        if (colon >= m_bytes.size() || m_bytes.at(colon) != ':' || nameSize < 1 || nameSize > kLongestName)
            return;
        const QByteArray name = plainName(QByteArrayView(m_bytes).sliced(from + 1, nameSize));
        const qsizetype value = behindSpace(colon + 1);
        if (isSecretName(name)) {
            keep(value);
            hideValue();
        } else if (isAddressName(name) && isStringAt(value)) {
            keep(value);
            m_at = stringEnd(value);
            m_clean += plainAddress(QByteArrayView(m_bytes).sliced(value, m_at - value));
        }
    }

    void hideValue()
    {
        const qsizetype end = valueEnd(m_at);
        const QByteArrayView value = QByteArrayView(m_bytes).sliced(m_at, end - m_at).trimmed();
        const bool isPlain = value.isEmpty() || value == "null" || value == "true" || value == "false";
        m_clean += isPlain ? value.toByteArray() : '"' + kInstead.toByteArray() + '"';
        m_at = end;
    }

    [[nodiscard]] qsizetype valueEnd(qsizetype at) const
    {
        if (isStringAt(at))
            return stringEnd(at);
        qsizetype depth = 0;
        for (; at < m_bytes.size(); ++at) {
            const char byte = m_bytes.at(at);
            if (byte == '"')
                at = stringEnd(at) - 1;
            else if (byte == '{' || byte == '[')
                ++depth;
            else if (depth == 0 && (byte == ',' || byte == '}' || byte == ']'))
                return at; // belongs to what is around the value
            else if ((byte == '}' || byte == ']') && --depth == 0)
                return at + 1;
        }
        return m_bytes.size();
    }

    /// `quoted` with its quotes; slashes may be escaped.
    static QByteArray plainAddress(QByteArrayView quoted)
    {
        QByteArray address = quoted.toByteArray();
        const QByteArray lower = address.toLower();
        qsizetype query = address.indexOf('?');
        if (const qsizetype escaped = lower.indexOf("\\u003f"); escaped >= 0 && (query < 0 || escaped < query))
            query = escaped;
        if (query >= 0)
            address.replace(query, address.size() - query, "\"");
        qsizetype host = address.indexOf("://");
        const bool isEscaped = host < 0;
        if (isEscaped)
            host = address.indexOf(":\\/\\/");
        if (host < 0)
            return address;
        host += isEscaped ? 5 : 3;
        // A password may hold "@" itself.
        const qsizetype path = address.indexOf(isEscaped ? "\\/" : "/", host);
        const qsizetype at = QByteArrayView(address).first(path < 0 ? address.size() : path).lastIndexOf('@');
        if (at >= host)
            address.remove(host, at + 1 - host);
        return address;
    }

    const QByteArray m_bytes;
    QByteArray m_clean;
    qsizetype m_at = 0;
};

} // namespace

QByteArray strippedOfSecrets(const QByteArray &bytes, const QVector<QByteArray> &known)
{
    QByteArray result = Stripping(bytes).run();
    for (const QByteArray &secret : known) {
        if (secret.size() < kShortestKnown)
            continue;
        result.replace(secret, kInstead);
        result.replace(secret.toPercentEncoding(), kInstead);
    }
    return result;
}

} // namespace atalaia::json

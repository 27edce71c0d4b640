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

// Compared without '-' and '_', in lower case.
constexpr std::array<QByteArrayView, 20> kMemberNames{
        "apikey",          "xapikey",       "token",         "accesstoken", "refreshtoken",
        "verifytoken",     "authorization", "password",      "passwd",      "secret",
        "appsecret",       "clientsecret",  "webhooksecret", "secretkey",   "accesskeyid",
        "secretaccesskey", "sessiontoken",  "pairingcode",   "jwt",         "hmackey"};

constexpr std::array<QByteArrayView, 20> kParameterNames{"apikey",
                                                         "xapikey",
                                                         "token",
                                                         "accesstoken",
                                                         "authorization",
                                                         "password",
                                                         "secret",
                                                         "signature",
                                                         "sig",
                                                         "xamzsignature",
                                                         "xamzcredential",
                                                         "xamzsecuritytoken",
                                                         "awsaccesskeyid",
                                                         "xgoogsignature",
                                                         "xgoogcredential",
                                                         "keypairid",
                                                         "policy",
                                                         "oh",
                                                         "hdnea",
                                                         "sv"};

bool isNameByte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') || byte == '-'
           || byte == '_' || byte == '.';
}

template <size_t Count> bool isAmong(const std::array<QByteArrayView, Count> &names, QByteArrayView name)
{
    if (name.isEmpty() || name.size() > kLongestName)
        return false;
    QByteArray plain;
    for (const char byte : name) {
        if (byte != '-' && byte != '_')
            plain += byte;
    }
    plain = plain.toLower();
    return std::find(names.begin(), names.end(), QByteArrayView(plain)) != names.end();
}

/// Where the JSON string that opens at `quote` ends: at its closing quote, or at the end of the text.
qsizetype stringEnd(QByteArrayView text, qsizetype quote)
{
    qsizetype at = quote + 1;
    while (at < text.size() && text.at(at) != '"')
        at += text.at(at) == '\\' ? 2 : 1;
    return std::min(at, text.size());
}

qsizetype afterSpace(QByteArrayView text, qsizetype at)
{
    while (at < text.size()
           && (text.at(at) == ' ' || text.at(at) == '\t' || text.at(at) == '\n' || text.at(at) == '\r'))
        ++at;
    return at;
}

/// Copies `text` and leaves out what the others found.
class Stripping
{
public:
    explicit Stripping(QByteArrayView text) : m_text(text) { m_result.reserve(text.size()); }

    QByteArray run()
    {
        while (m_at < m_text.size()) {
            const char byte = m_text.at(m_at);
            if (byte == '"' && stripMember())
                continue;
            if ((byte == '?' || byte == '&' || byte == '\\') && stripParameter())
                continue;
            if (byte == 'e' && stripWebToken())
                continue;
            if ((byte == 'B' || byte == 'b') && stripBearer())
                continue;
            m_result += byte;
            ++m_at;
        }
        return m_result;
    }

private:
    void keep(qsizetype until)
    {
        m_result.append(m_text.sliced(m_at, until - m_at));
        m_at = until;
    }

    /// "name": "value" and "name": value
    bool stripMember()
    {
        // Only what can be a name is looked through, else a text full of quotes would cost its square.
        qsizetype end = m_at + 1;
        while (end < m_text.size() && isNameByte(m_text.at(end)))
            ++end;
        if (end >= m_text.size() || m_text.at(end) != '"'
            || !isAmong(kMemberNames, m_text.sliced(m_at + 1, end - m_at - 1)))
            return false;
        const qsizetype colon = afterSpace(m_text, end + 1);
        if (colon >= m_text.size() || m_text.at(colon) != ':')
            return false;
        const qsizetype value = afterSpace(m_text, colon + 1);
        if (value < m_text.size() && m_text.at(value) == '"') {
            keep(value + 1);
            m_result.append(kInstead);
            m_at = stringEnd(m_text, value);
            return true;
        }
        qsizetype valueEnd = value;
        while (valueEnd < m_text.size() && (isNameByte(m_text.at(valueEnd)) || m_text.at(valueEnd) == '+'))
            ++valueEnd;
        const QByteArrayView plain = m_text.sliced(value, valueEnd - value);
        if (plain.isEmpty() || plain == "null" || plain == "true" || plain == "false")
            return false;
        keep(value);
        m_result.append('"').append(kInstead).append('"');
        m_at = valueEnd;
        return true;
    }

    /// ?name=value, &name=value and \u0026name=value
    bool stripParameter()
    {
        qsizetype name = m_at + 1;
        if (m_text.at(m_at) == '\\') {
            if (m_text.sliced(m_at).first(std::min<qsizetype>(6, m_text.size() - m_at)).compare("\\u0026") != 0)
                return false;
            name = m_at + 6;
        } else if (m_text.sliced(name).startsWith("amp;")) {
            name += 4;
        }
        qsizetype end = name;
        while (end < m_text.size() && isNameByte(m_text.at(end)))
            ++end;
        if (end >= m_text.size() || m_text.at(end) != '=' || !isAmong(kParameterNames, m_text.sliced(name, end - name)))
            return false;
        keep(end + 1);
        while (m_at < m_text.size() && !isParameterEnd(m_text.at(m_at)))
            ++m_at;
        m_result.append(kInstead);
        return true;
    }

    static bool isParameterEnd(char byte)
    {
        return byte == '&' || byte == '"' || byte == '\\' || byte == '\'' || byte == '<' || byte == '>' || byte == '#'
               || quint8(byte) <= ' ';
    }

    /// Three parts in base64url; the first is an object, so it begins with eyJ.
    bool stripWebToken()
    {
        constexpr qsizetype kShortestPart = 8;
        if (!m_text.sliced(m_at).startsWith("eyJ") || (m_at > 0 && isNameByte(m_text.at(m_at - 1))))
            return false;
        qsizetype at = m_at;
        std::array<qsizetype, 3> lengths{0, 0, 0};
        size_t part = 0;
        for (; at < m_text.size() && isNameByte(m_text.at(at)); ++at) {
            if (m_text.at(at) != '.')
                ++lengths[part];
            else if (++part == lengths.size())
                break;
        }
        if (std::any_of(lengths.begin(), lengths.end(), [](qsizetype length) { return length < kShortestPart; })) {
            keep(std::max(at, m_at + 1)); // once looked through is enough
            return true;
        }
        m_result.append(kInstead);
        m_at = at;
        return true;
    }

    bool stripBearer()
    {
        constexpr QByteArrayView kBearer = "bearer ";
        constexpr qsizetype kShortestToken = 16;
        const QByteArrayView rest = m_text.sliced(m_at);
        if (rest.size() < kBearer.size() || rest.first(kBearer.size()).compare(kBearer, Qt::CaseInsensitive) != 0)
            return false;
        qsizetype end = m_at + kBearer.size();
        while (end < m_text.size()
               && (isNameByte(m_text.at(end)) || m_text.at(end) == '~' || m_text.at(end) == '+' || m_text.at(end) == '/'
                   || m_text.at(end) == '='))
            ++end;
        if (end - m_at - kBearer.size() < kShortestToken)
            return false;
        keep(m_at + kBearer.size());
        m_result.append(kInstead);
        m_at = end;
        return true;
    }

    const QByteArrayView m_text;
    qsizetype m_at = 0;
    QByteArray m_result;
};

} // namespace

QByteArray strippedOfSecrets(const QByteArray &text, const QVector<QByteArray> &known)
{
    QByteArray result = Stripping(text).run();
    for (const QByteArray &secret : known) {
        if (secret.size() < kShortestKnown)
            continue;
        result.replace(secret, kInstead);
        result.replace(secret.toPercentEncoding(), kInstead);
    }
    return result;
}

} // namespace atalaia::json

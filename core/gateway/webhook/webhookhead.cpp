// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/webhook/webhookhead.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>
#include <utility>

namespace atalaia {

namespace {

constexpr qsizetype kMostHeaders = 64;
constexpr qsizetype kLongestLength = 9; // digits: more than any limit on bodies

using CharClass = std::array<bool, 256>;

constexpr CharClass charsOf(std::string_view punctuation)
{
    CharClass chars{};
    for (char c = '0'; c <= '9'; ++c)
        chars[static_cast<unsigned char>(c)] = true;
    for (char c = 'a'; c <= 'z'; ++c)
        chars[static_cast<unsigned char>(c)] = chars[static_cast<unsigned char>(c - 'a' + 'A')] = true;
    for (const char c : punctuation)
        chars[static_cast<unsigned char>(c)] = true;
    return chars;
}

constexpr CharClass kNameChars = charsOf("!#$%&'*+-.^_`|~");
constexpr CharClass kPathChars = charsOf("/-._~"); // no percent: who writes so is read by the other reader
constexpr CharClass kQueryChars = charsOf("/?:@!$&'()*+,;=-._~%");

bool isAllOf(QByteArrayView text, const CharClass &chars)
{
    return std::all_of(text.begin(), text.end(), [&chars](char c) { return chars[static_cast<unsigned char>(c)]; });
}

/// The next line, without its end; nothing where it does not end as it should.
std::optional<QByteArrayView> takeLine(QByteArrayView &rest)
{
    const qsizetype end = rest.indexOf('\n');
    if (end < 1 || rest[end - 1] != '\r')
        return std::nullopt;
    const QByteArrayView line = rest.first(end - 1);
    rest = rest.sliced(end + 1);
    return line;
}

bool readRequestLine(QByteArrayView line, WebhookPost &post)
{
    const qsizetype space = line.indexOf(' ');
    constexpr QByteArrayView kEnd(" HTTP/1.1");
    if (space < 0 || !line.endsWith(kEnd) || line.size() < space + 1 + kEnd.size())
        return false;
    const QByteArrayView method = line.first(space);
    if (method != "GET" && method != "POST")
        return false;
    const QByteArrayView target = line.sliced(space + 1).chopped(kEnd.size());
    const qsizetype question = target.indexOf('?');
    const QByteArrayView path = question < 0 ? target : target.first(question);
    const QByteArrayView query = question < 0 ? QByteArrayView() : target.sliced(question + 1);
    if (!path.startsWith('/') || !isAllOf(path, kPathChars) || !isAllOf(query, kQueryChars))
        return false;
    post.method = method.toByteArray();
    post.path = path.toByteArray();
    post.query = query.toByteArray();
    return true;
}

bool isText(QByteArrayView value)
{
    return std::all_of(value.begin(), value.end(),
                       [](char c) { return (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) || c == '\t'; });
}

/// Reads the lines of one head.
class HeadReader
{
public:
    [[nodiscard]] WebhookHead read(QByteArrayView bytes)
    {
        const auto first = takeLine(bytes);
        if (!first)
            return {};
        m_isUnusual = !readRequestLine(*first, m_head.post);
        m_head.post.headers.reserve(16);
        for (qsizetype count = 0; count <= kMostHeaders; ++count) {
            const auto line = takeLine(bytes);
            if (!line)
                return {};
            if (line->isEmpty())
                return bytes.isEmpty() ? finished() : WebhookHead();
            if (!readHeader(*line))
                return {};
        }
        return {};
    }

private:
    [[nodiscard]] WebhookHead finished()
    {
        if (m_isEncoded && m_hasLength)
            return {}; // which of the two is its length
        if (m_isUnusual || m_isEncoded || (!m_hasLength && m_head.post.method != "GET")) {
            WebhookHead unusual;
            unusual.kind = WebhookHead::Kind::Unusual;
            return unusual;
        }
        m_head.kind = WebhookHead::Kind::Usual;
        return std::move(m_head);
    }

    [[nodiscard]] bool readHeader(QByteArrayView line)
    {
        const qsizetype colon = line.indexOf(':');
        if (colon < 1 || !isAllOf(line.first(colon), kNameChars) || !isText(line.sliced(colon + 1)))
            return false;
        const QByteArray name = line.first(colon).toByteArray().toLower();
        const QByteArray value = line.sliced(colon + 1).trimmed().toByteArray();
        if (name == "content-length" && !readLength(value))
            return false;
        if (name == "connection") {
            m_head.isLast = value.compare("close", Qt::CaseInsensitive) == 0;
            m_isUnusual = m_isUnusual || !(m_head.isLast || value.compare("keep-alive", Qt::CaseInsensitive) == 0);
        }
        m_isEncoded = m_isEncoded || name == "transfer-encoding";
        m_isUnusual = m_isUnusual || name == "upgrade" || name == "expect" || name == "trailer";
        QByteArray &joined = m_head.post.headers[name];
        joined = joined.isNull() ? value : joined + ", " + value;
        return true;
    }

    [[nodiscard]] bool readLength(const QByteArray &value)
    {
        m_head.bodySize = value.toLongLong();
        return !value.isEmpty() && value.size() <= kLongestLength && !std::exchange(m_hasLength, true)
               && std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
    }

    WebhookHead m_head;
    bool m_isUnusual = false;
    bool m_isEncoded = false; ///< its length shows at its end only
    bool m_hasLength = false;
};

} // namespace

std::optional<qsizetype> headEndOf(QByteArrayView bytes)
{
    const char *const end = bytes.data() + bytes.size();
    for (const char *at = bytes.data(); at < end; ++at) {
        at = static_cast<const char *>(std::memchr(at, '\n', size_t(end - at)));
        if (at == nullptr)
            return std::nullopt;
        if (end - at > 1 && at[1] == '\n')
            return at + 2 - bytes.data();
        if (end - at > 2 && at[1] == '\r' && at[2] == '\n')
            return at + 3 - bytes.data();
    }
    return std::nullopt;
}

WebhookHead webhookHeadOf(QByteArrayView bytes)
{
    return HeadReader().read(bytes);
}

} // namespace atalaia

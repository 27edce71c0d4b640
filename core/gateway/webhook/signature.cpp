// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/webhook/signature.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <array>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr size_t kLongestDigest = 64;
using Digest = std::array<unsigned char, kLongestDigest>;

struct ContextDeleter
{
    void operator()(EVP_MAC_CTX *context) const { EVP_MAC_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_MAC_CTX, ContextDeleter>;

Context preparedContext(const char *digestName, const QByteArray &secret)
{
    EVP_MAC *mac = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
    Context context(mac ? EVP_MAC_CTX_new(mac) : nullptr);
    EVP_MAC_free(mac); // the context holds its own reference
    std::array<char, 16> name{};
    qstrncpy(name.data(), digestName, name.size());
    const std::array<OSSL_PARAM, 2> parameters{OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name.data(), 0),
                                               OSSL_PARAM_construct_end()};
    const auto *key = reinterpret_cast<const unsigned char *>(secret.constData());
    if (!context || EVP_MAC_init(context.get(), key, size_t(secret.size()), parameters.data()) != 1)
        return nullptr;
    return context;
}

constexpr unsigned char kNoDigit = 0xff;

/// A table, because branches on random digits are guessed wrong half of the time.
constexpr std::array<unsigned char, 256> makeHexValues()
{
    std::array<unsigned char, 256> values{};
    values.fill(kNoDigit);
    for (unsigned char digit = 0; digit < 10; ++digit)
        values[size_t('0') + digit] = digit;
    for (unsigned char letter = 0; letter < 6; ++letter) {
        values[size_t('a') + letter] = static_cast<unsigned char>(10 + letter);
        values[size_t('A') + letter] = static_cast<unsigned char>(10 + letter);
    }
    return values;
}

constexpr std::array<unsigned char, 256> kHexValues = makeHexValues();

/// False unless `hex` is exactly `length` bytes, in either case of letters.
bool readHex(QByteArrayView hex, size_t length, Digest &digest)
{
    if (hex.size() != qsizetype(length) * 2)
        return false;
    unsigned char all = 0;
    for (size_t i = 0; i < length; ++i) {
        const unsigned char high = kHexValues[static_cast<unsigned char>(hex[qsizetype(i) * 2])];
        const unsigned char low = kHexValues[static_cast<unsigned char>(hex[qsizetype(i) * 2 + 1])];
        all = static_cast<unsigned char>(all | high | low);
        digest[i] = static_cast<unsigned char>((high << 4) | low);
    }
    return all < 16; // the value of what is no digit has all bits
}

} // namespace

struct SignatureCheck::Private
{
    bool compute(QByteArrayView body, Digest &digest);

    Scheme scheme;
    QByteArray headerName;
    QByteArray prefix; ///< before the hex digits
    size_t length = 0; ///< of the digest
    Context context;
};

bool SignatureCheck::Private::compute(QByteArrayView body, Digest &digest)
{
    // Without a key the prepared one is taken again, which spares two of the hash's blocks.
    size_t written = 0;
    return EVP_MAC_init(context.get(), nullptr, 0, nullptr) == 1
           && EVP_MAC_update(context.get(), reinterpret_cast<const unsigned char *>(body.data()), size_t(body.size()))
                      == 1
           && EVP_MAC_final(context.get(), digest.data(), &written, digest.size()) == 1 && written == length;
}

SignatureCheck::SignatureCheck(Scheme scheme, const QByteArray &secret) : m_data(std::make_unique<Private>())
{
    const bool isMeta = scheme == Scheme::MetaSha256;
    m_data->scheme = scheme;
    m_data->headerName = isMeta ? "x-hub-signature-256"_ba : "x-webhook-hmac"_ba;
    m_data->prefix = isMeta ? "sha256="_ba : QByteArray();
    m_data->length = isMeta ? 32 : 64;
    if (!secret.isEmpty()) // anybody can sign with an empty key
        m_data->context = preparedContext(isMeta ? "SHA256" : "SHA512", secret);
}

SignatureCheck::~SignatureCheck() = default;

SignatureVerdict SignatureCheck::check(const QHash<QByteArray, QByteArray> &headers, QByteArrayView body)
{
    if (!m_data->context)
        return SignatureVerdict::NoSecret;
    const auto header = headers.constFind(m_data->headerName);
    if (header == headers.constEnd())
        return SignatureVerdict::Missing;
    if (m_data->scheme == Scheme::WahaSha512) {
        const auto algorithm = headers.constFind("x-webhook-hmac-algorithm"_ba);
        if (algorithm != headers.constEnd() && algorithm->compare("sha512", Qt::CaseInsensitive) != 0)
            return SignatureVerdict::Malformed;
    }
    Digest claimed{};
    Digest computed{};
    if (!header->startsWith(m_data->prefix)
        || !readHex(QByteArrayView(*header).sliced(m_data->prefix.size()), m_data->length, claimed))
        return SignatureVerdict::Malformed;
    const bool isSame =
            m_data->compute(body, computed) && CRYPTO_memcmp(claimed.data(), computed.data(), m_data->length) == 0;
    return isSame ? SignatureVerdict::Valid : SignatureVerdict::Wrong;
}

bool isSameSecret(QByteArrayView a, QByteArrayView b)
{
    return !a.isEmpty() && a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), size_t(a.size())) == 0;
}

} // namespace atalaia

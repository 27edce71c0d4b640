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

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = char(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// False unless `hex` is exactly `length` bytes, in either case of letters.
bool readHex(QByteArrayView hex, size_t length, Digest &digest)
{
    if (hex.size() != qsizetype(length) * 2)
        return false;
    for (size_t i = 0; i < length; ++i) {
        const int high = hexDigit(hex[qsizetype(i) * 2]);
        const int low = hexDigit(hex[qsizetype(i) * 2 + 1]);
        if (high < 0 || low < 0)
            return false;
        digest[i] = static_cast<unsigned char>(high * 16 + low);
    }
    return true;
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

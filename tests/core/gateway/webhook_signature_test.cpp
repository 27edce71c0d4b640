// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/webhook/signature.h"
#include "support/catch.h"

#include <QMessageAuthenticationCode>
#include <QRandomGenerator>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

using Headers = QHash<QByteArray, QByteArray>;
using Scheme = SignatureCheck::Scheme;

const QByteArray kMetaHeader = "x-hub-signature-256"_ba;
const QByteArray kWahaHeader = "x-webhook-hmac"_ba;
const QByteArray kAlgorithmHeader = "x-webhook-hmac-algorithm"_ba;

// RFC 4231, test case 2
const QByteArray kSecret = "Jefe"_ba;
const QByteArray kBody = "what do ya want for nothing?"_ba;
const QByteArray kSha256 = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"_ba;
const QByteArray kSha512 = "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
                           "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"_ba;

} // namespace

TEST_CASE("webhook signatures are those of the published vectors", "[core]")
{
    SignatureCheck meta(Scheme::MetaSha256, kSecret);
    CHECK(meta.check({{kMetaHeader, "sha256=" + kSha256}}, kBody) == SignatureVerdict::Valid);
    CHECK(meta.check({{kMetaHeader, "sha256=" + kSha256.toUpper()}}, kBody) == SignatureVerdict::Valid);

    SignatureCheck waha(Scheme::WahaSha512, kSecret);
    CHECK(waha.check({{kWahaHeader, kSha512}, {kAlgorithmHeader, "sha512"}}, kBody) == SignatureVerdict::Valid);
    CHECK(waha.check({{kWahaHeader, kSha512}}, kBody) == SignatureVerdict::Valid);
    CHECK(waha.check({{kWahaHeader, kSha512.toUpper()}}, kBody) == SignatureVerdict::Valid);
}

TEST_CASE("webhook signatures hold for bodies of any size and one check after the other", "[core]")
{
    QRandomGenerator random(7);
    SignatureCheck meta(Scheme::MetaSha256, "app secret"_ba);
    SignatureCheck waha(Scheme::WahaSha512, "hook secret"_ba);
    for (const qsizetype size : {0, 1, 55, 56, 63, 64, 65, 111, 112, 127, 128, 129, 1'660, 100'000}) {
        CAPTURE(size);
        QByteArray body(size, Qt::Uninitialized);
        for (char &c : body)
            c = char(random.bounded(256));
        const QByteArray sha256 =
                QMessageAuthenticationCode::hash(body, "app secret"_ba, QCryptographicHash::Sha256).toHex();
        const QByteArray sha512 =
                QMessageAuthenticationCode::hash(body, "hook secret"_ba, QCryptographicHash::Sha512).toHex();
        CHECK(meta.check({{kMetaHeader, "sha256=" + sha256}}, body) == SignatureVerdict::Valid);
        CHECK(waha.check({{kWahaHeader, sha512}}, body) == SignatureVerdict::Valid);
        CHECK(meta.check({{kMetaHeader, "sha256=" + sha256}}, body + ' ') == SignatureVerdict::Wrong);
    }
}

TEST_CASE("a changed byte makes a webhook signature wrong", "[core]")
{
    SignatureCheck meta(Scheme::MetaSha256, kSecret);
    for (qsizetype i = 0; i < kSha256.size(); ++i) {
        QByteArray changed = kSha256;
        changed[i] = changed.at(i) == '0' ? '1' : '0';
        CHECK(meta.check({{kMetaHeader, "sha256=" + changed}}, kBody) == SignatureVerdict::Wrong);
    }
    SignatureCheck other(Scheme::MetaSha256, "jefe"_ba);
    CHECK(other.check({{kMetaHeader, "sha256=" + kSha256}}, kBody) == SignatureVerdict::Wrong);
}

TEST_CASE("a webhook signature of another shape is refused", "[core]")
{
    SignatureCheck meta(Scheme::MetaSha256, kSecret);
    CHECK(meta.check({}, kBody) == SignatureVerdict::Missing);
    CHECK(meta.check({{kWahaHeader, kSha512}}, kBody) == SignatureVerdict::Missing);
    const QByteArray good = "sha256=" + kSha256;
    for (const QByteArray &value : {QByteArray(), "sha256="_ba, kSha256, "sha1=" + kSha256, "SHA256=" + kSha256,
                                    good.chopped(1), good.chopped(2), good + '0', good + "00", good + ", " + good,
                                    ' ' + good, good.chopped(1) + 'g', good.chopped(1) + '\0', "sha256=" + kSha512}) {
        CAPTURE(value);
        CHECK(meta.check({{kMetaHeader, value}}, kBody) == SignatureVerdict::Malformed);
    }
    SignatureCheck waha(Scheme::WahaSha512, kSecret);
    CHECK(waha.check({{kWahaHeader, kSha512}, {kAlgorithmHeader, "sha256"}}, kBody) == SignatureVerdict::Malformed);
    CHECK(waha.check({{kWahaHeader, kSha512}, {kAlgorithmHeader, "sha512, sha512"}}, kBody)
          == SignatureVerdict::Malformed);
    CHECK(waha.check({{kWahaHeader, kSha256}}, kBody) == SignatureVerdict::Malformed);
}

TEST_CASE("without a secret no webhook is believed", "[core]")
{
    const QByteArray signature = QMessageAuthenticationCode::hash(kBody, {}, QCryptographicHash::Sha256).toHex();
    SignatureCheck meta(Scheme::MetaSha256, {});
    CHECK(meta.check({{kMetaHeader, "sha256=" + signature}}, kBody) == SignatureVerdict::NoSecret);
}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QHash>

#include <memory>

namespace atalaia {

/// What a request's signature is worth. Everything but Valid is a forgery or a wrong secret: nothing of
/// the body may be looked at.
enum class SignatureVerdict {
    Valid,
    Missing, ///< the header is not there
    Malformed, ///< not one signature of the expected length in hex, or another algorithm
    Wrong, ///< of another body or made with another secret
    NoSecret ///< we have no secret to check with, so nobody is believed
};

/// Checks the HMACs that gateways put over the raw bytes of a webhook request. The key is prepared once
/// and the comparison takes the same time whatever the difference. Not thread-safe: one per thread.
class SignatureCheck final
{
    Q_DISABLE_COPY_MOVE(SignatureCheck)

public:
    enum class Scheme {
        MetaSha256, ///< X-Hub-Signature-256: sha256=<hex>
        WahaSha512 ///< X-Webhook-Hmac: <hex>, X-Webhook-Hmac-Algorithm: sha512
    };

    SignatureCheck(Scheme scheme, const QByteArray &secret);
    ~SignatureCheck();

    /// `headers`: names in lower case; a header that was sent twice, joined by a comma, is Malformed.
    [[nodiscard]] SignatureVerdict check(const QHash<QByteArray, QByteArray> &headers, QByteArrayView body);

private:
    struct Private;

    std::unique_ptr<Private> m_data;
};

/// Whether both are the same and not empty, in a time that does not tell where they differ.
[[nodiscard]] bool isSameSecret(QByteArrayView a, QByteArrayView b);

} // namespace atalaia

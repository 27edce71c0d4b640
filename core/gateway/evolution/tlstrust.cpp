// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/evolution/tlstrust.h"

#include <QSslCertificate>

using namespace Qt::StringLiterals;

namespace atalaia {

Result<QSslConfiguration> tlsTrusting(const QString &caFile)
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    if (caFile.isEmpty())
        return tls; // the system's are looked up when they are needed
    const QList<QSslCertificate> own =
            QSslCertificate::fromPath(caFile, QSsl::Pem, QSslCertificate::PatternSyntax::FixedString);
    if (own.isEmpty())
        return Error{Error::Kind::InvalidInput, u"no certificates in the file of trusted authorities"_s};
    tls.setCaCertificates(QSslConfiguration::systemCaCertificates() + own);
    return tls;
}

} // namespace atalaia

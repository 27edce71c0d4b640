// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/cafile.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QSslCertificate>

#include <algorithm>

namespace atalaia {

CaFileState checkCaFile(const QString &path)
{
    QFile file(path);
    // A device or a pipe would never end.
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
        return CaFileState::Unreadable;
    if (file.size() > kMostCaFileBytes)
        return CaFileState::TooLarge;
    const QList<QSslCertificate> certificates = QSslCertificate::fromData(file.read(kMostCaFileBytes), QSsl::Pem);
    if (certificates.isEmpty())
        return CaFileState::NoCertificate;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const bool isAnyValid =
            std::any_of(certificates.cbegin(), certificates.cend(),
                        [&now](const QSslCertificate &certificate) { return certificate.expiryDate() > now; });
    return isAnyValid ? CaFileState::Good : CaFileState::Expired;
}

} // namespace atalaia

// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/rememberedverdicts.h"

#include "base/logging.h"
#include "detection/ownfile.h"

#include <QCryptographicHash>
#include <QDataStream>
#include <QFile>
#include <QSaveFile>

#include <hs.h>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr quint32 kFormat = 1;
constexpr qsizetype kHashSize = 32;
constexpr qint64 kMaxFileBytes = 16 * 1024 * 1024;

QString pathIn(const QString &folder)
{
    return folder + u"/regexes.verdicts"_s;
}

QByteArray sha256(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

} // namespace

RememberedVerdicts::RememberedVerdicts(const QString &folder) : m_folder(folder)
{
    load();
}

QByteArray RememberedVerdicts::keyOf(const CheckedRegex &regex)
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out << QByteArray(hs_version()) << QByteArray(qVersion()) << regex.pattern << regex.prefilter;
    return sha256(bytes);
}

std::optional<RegexVerdict> RememberedVerdicts::find(const CheckedRegex &regex) const
{
    const auto known = m_known.constFind(keyOf(regex));
    return known == m_known.cend() ? std::nullopt : std::optional(*known);
}

void RememberedVerdicts::add(const CheckedRegex &regex, const RegexVerdict &verdict)
{
    m_added.insert(keyOf(regex), verdict);
}

void RememberedVerdicts::load()
{
    const QString path = pathIn(m_folder);
    QFile file(path);
    if (!isOwnFile(QFileInfo(path)) || file.size() > kMaxFileBytes || !file.open(QIODevice::ReadOnly))
        return;
    const QByteArray bytes = file.readAll();
    if (bytes.size() < kHashSize || sha256(bytes.mid(kHashSize)) != bytes.left(kHashSize))
        return;
    QDataStream in(bytes.mid(kHashSize));
    in.setVersion(QDataStream::Qt_6_4);
    quint32 format = 0;
    in >> format;
    while (format == kFormat && !in.atEnd() && in.status() == QDataStream::Ok) {
        QByteArray key;
        RegexVerdict verdict;
        in >> key >> verdict.refusal >> verdict.isFilterable;
        m_known.insert(key, verdict);
    }
}

void RememberedVerdicts::save() const
{
    if (m_added.isEmpty())
        return;
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_4);
    out << kFormat;
    qsizetype count = 0;
    for (const auto *verdicts : {&m_added, &m_known}) {
        for (auto it = verdicts->cbegin(); it != verdicts->cend() && count < kMaxVerdicts; ++it, ++count)
            out << it.key() << it->refusal << it->isFilterable;
    }
    makeOwnFolder(m_folder);
    QSaveFile file(pathIn(m_folder));
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        || file.write(sha256(bytes) + bytes) < 0 || !file.flush() || !file.commit())
        qCWarning(lcDetection, "verdicts on regexes cannot be kept: %s", qUtf8Printable(file.errorString()));
}

} // namespace atalaia

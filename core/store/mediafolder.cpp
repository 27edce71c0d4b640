// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/mediafolder.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QRandomGenerator>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

const QString kUnfinished = u".part"_s;

/// What failed and why; no path, since a folder may be named after somebody.
Error failed(const char *step)
{
    const int number = errno;
    const bool isFull = number == ENOSPC || number == EDQUOT;
    return {isFull ? Error::Kind::StorageFull : Error::Kind::Storage,
            u"media folder, %1: %2"_s.arg(QLatin1StringView(step), QString::fromLocal8Bit(std::strerror(number)))};
}

class Descriptor
{
public:
    explicit Descriptor(int value) : m_value(value) {}
    ~Descriptor()
    {
        if (m_value >= 0)
            ::close(m_value);
    }
    Q_DISABLE_COPY_MOVE(Descriptor)
    [[nodiscard]] bool isOpen() const { return m_value >= 0; }
    [[nodiscard]] int value() const { return m_value; }
    [[nodiscard]] bool close() { return ::close(std::exchange(m_value, -1)) == 0; }

private:
    int m_value;
};

Result<> makeFolder(const QByteArray &path)
{
    if (::mkdir(path.constData(), 0700) == 0 || errno == EEXIST)
        return {};
    return failed("mkdir");
}

Result<> syncFolder(const QByteArray &path)
{
    const Descriptor folder(::open(path.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder.isOpen() || ::fsync(folder.value()) != 0)
        return failed("sync of the folder");
    return {};
}

Result<> writeNew(const QByteArray &path, const QByteArray &bytes)
{
    Descriptor file(::open(path.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!file.isOpen())
        return failed("open");
    for (qsizetype at = 0; at < bytes.size();) {
        const ssize_t written = ::write(file.value(), bytes.constData() + at, size_t(bytes.size() - at));
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return failed("write");
        at += written;
    }
    if (::fsync(file.value()) != 0)
        return failed("sync");
    if (!file.close())
        return failed("close");
    return {};
}

QByteArray sha256Of(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

} // namespace

QString MediaFolder::pathOf(const QByteArray &sha256) const
{
    const QString name = QString::fromLatin1(sha256.toHex());
    return m_path + u'/' + name.first(2) + u'/' + name.sliced(2);
}

Result<QByteArray> MediaFolder::keep(const QByteArray &bytes) const
{
    const QByteArray sha256 = sha256Of(bytes);
    if (read(sha256))
        return sha256;
    const QByteArray target = QFile::encodeName(pathOf(sha256));
    const QByteArray folder = target.first(target.lastIndexOf('/'));
    const QByteArray whole = QFile::encodeName(m_path);
    for (const QByteArray &path : {whole, folder}) {
        if (const Result<> made = makeFolder(path); !made)
            return made.error();
    }
    const QByteArray unfinished =
            target + '.' + QByteArray::number(QRandomGenerator::system()->generate64(), 36) + kUnfinished.toLatin1();
    Result<> done = writeNew(unfinished, bytes);
    if (done && ::rename(unfinished.constData(), target.constData()) != 0)
        done = failed("rename");
    if (!done) {
        ::unlink(unfinished.constData());
        return done.error();
    }
    for (const QByteArray &path : {folder, whole}) {
        if (const Result<> synced = syncFolder(path); !synced)
            return synced.error();
    }
    return sha256;
}

Result<QByteArray> MediaFolder::read(const QByteArray &sha256) const
{
    if (sha256.size() != QCryptographicHash::hashLength(QCryptographicHash::Sha256))
        return Error{Error::Kind::NotFound, u"media content"_s};
    QFile file(pathOf(sha256));
    if (!file.open(QIODevice::ReadOnly))
        return Error{Error::Kind::NotFound, u"media content"_s};
    QByteArray bytes = file.readAll();
    if (sha256Of(bytes) != sha256)
        return Error{Error::Kind::Storage, u"media content of %1 bytes is not what it was"_s.arg(bytes.size())};
    return bytes;
}

void MediaFolder::removeUnfinished() const
{
    QDirIterator files(m_path, {u'*' + kUnfinished}, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext())
        QFile::remove(files.next());
}

} // namespace atalaia

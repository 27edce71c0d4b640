// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/matchercache.h"

#include "base/logging.h"
#include "detection/ownfile.h"

#include <QCryptographicHash>
#include <QDataStream>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QtEndian>

#include <hs.h>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

// Changes whenever a recipe would be made into something else, or the layout of a file.
constexpr quint32 kFormat = 1;
constexpr QByteArrayView kMagic = "atalaia-databases";
constexpr qsizetype kHashSize = 32;
constexpr qint64 kMaxFileBytes = qint64(1) << 30;

void freeDatabase(hs_database *database)
{
    hs_free_database(database);
}

QByteArray infoOf(const hs_database *database)
{
    char *text = nullptr;
    if (!database || hs_database_info(database, &text) != HS_SUCCESS)
        return {};
    const QByteArray info(text);
    std::free(text); // allocated with malloc unless told otherwise, which nobody does
    return info;
}

/// What Hyperscan says of a small database compiled here and now: its version, the processor's
/// features and the mode.
QByteArray platformOf()
{
    hs_database_t *database = nullptr;
    hs_compile_error_t *failure = nullptr;
    hs_compile("atalaia", 0, HS_MODE_BLOCK, nullptr, &database, &failure);
    hs_free_compile_error(failure);
    return infoOf(ownedDatabase(database).get());
}

/// Of everything behind it. Hyperscan's own checksum leaves out parts; SHA-256 takes three times as long.
QByteArray hashOf(QByteArrayView head, QByteArrayView database)
{
    QCryptographicHash hash(QCryptographicHash::Blake2b_256);
    hash.addData(head);
    hash.addData(database);
    return hash.result();
}

/// What stands before the database in a file.
struct Head
{
    QByteArray key;
    QByteArray platform;
    QList<quint32> leftOut;
    quint32 databaseSize = 0;

    [[nodiscard]] QByteArray written() const
    {
        QByteArray bytes;
        QDataStream out(&bytes, QIODevice::WriteOnly);
        out.setVersion(QDataStream::Qt_6_4);
        out << kFormat << key << platform << leftOut << databaseSize;
        return bytes;
    }
};

std::optional<Head> headFrom(const QByteArray &bytes)
{
    QDataStream in(bytes);
    in.setVersion(QDataStream::Qt_6_4);
    quint32 format = 0;
    Head head;
    in >> format >> head.key >> head.platform >> head.leftOut >> head.databaseSize;
    if (in.status() != QDataStream::Ok || !in.atEnd() || format != kFormat)
        return std::nullopt;
    return head;
}

} // namespace

HyperscanDatabase ownedDatabase(hs_database *database)
{
    return {database, freeDatabase};
}

MatcherCache::MatcherCache(QString folder) : m_folder(std::move(folder)), m_platform(platformOf()) {}

QByteArray MatcherCache::keyOf(const DatabaseRecipe &recipe) const
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    QByteArray numbers;
    const auto add = [&numbers](quint32 number) {
        std::array<char, 4> bytes{};
        qToLittleEndian(number, bytes.data());
        numbers.append(bytes.data(), bytes.size());
    };
    add(kFormat);
    add(HS_MODE_BLOCK);
    add(recipe.isLiteral ? 1 : 0);
    add(recipe.flags);
    add(quint32(m_platform.size()));
    add(quint32(recipe.expressions.size()));
    for (size_t i = 0; i < recipe.expressions.size(); ++i) {
        add(recipe.ids[i]);
        add(quint32(recipe.expressions[i].size()));
    }
    hash.addData(numbers);
    hash.addData(m_platform);
    for (const QByteArray &expression : recipe.expressions)
        hash.addData(expression);
    return hash.result();
}

QString MatcherCache::pathOf(const QByteArray &key) const
{
    return m_folder + u'/' + QLatin1StringView(key.toHex()) + u".hsdb"_s;
}

std::optional<CompiledDatabase> MatcherCache::find(const DatabaseRecipe &recipe) const
{
    if (m_platform.isEmpty())
        return std::nullopt;
    const QByteArray key = keyOf(recipe);
    const QString path = pathOf(key);
    if (!QFileInfo::exists(path))
        return std::nullopt;
    std::optional<CompiledDatabase> compiled = read(path, key);
    if (!compiled) {
        qCWarning(lcDetection, "a compiled database in the cache cannot be used; it is compiled again");
        return std::nullopt;
    }
    for (const unsigned id : compiled->leftOut) {
        if (std::find(recipe.ids.begin(), recipe.ids.end(), id) == recipe.ids.end())
            return std::nullopt;
    }
    QFile file(path);
    if (file.open(QIODevice::ReadWrite | QIODevice::ExistingOnly))
        file.setFileTime(QDateTime::currentDateTimeUtc(), QFileDevice::FileModificationTime);
    return compiled;
}

std::optional<CompiledDatabase> MatcherCache::read(const QString &path, const QByteArray &key) const
{
    QFile file(path);
    if (!isOwnFile(QFileInfo(path)) || file.size() > kMaxFileBytes || !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QByteArray bytes = file.readAll();
    QByteArrayView rest(bytes);
    if (!rest.startsWith(kMagic) || rest.size() < kMagic.size() + 4 + kHashSize)
        return std::nullopt;
    rest = rest.sliced(kMagic.size());
    const auto headSize = qsizetype(qFromLittleEndian<quint32>(rest.data()));
    const QByteArrayView hash = rest.sliced(4, kHashSize);
    rest = rest.sliced(4 + kHashSize);
    if (headSize > rest.size() || hashOf(rest.first(headSize), rest.sliced(headSize)) != hash)
        return std::nullopt;
    const std::optional<Head> head = headFrom(rest.first(headSize).toByteArray());
    rest = rest.sliced(headSize);
    if (!head || head->key != key || head->platform != m_platform || qsizetype(head->databaseSize) != rest.size())
        return std::nullopt;
    CompiledDatabase compiled{ownedDatabase(nullptr), {head->leftOut.begin(), head->leftOut.end()}};
    if (rest.isEmpty())
        return compiled;
    hs_database_t *database = nullptr;
    const hs_error_t rc = hs_deserialize_database(rest.data(), size_t(rest.size()), &database);
    compiled.database = ownedDatabase(database);
    if (rc != HS_SUCCESS || infoOf(database) != m_platform)
        return std::nullopt;
    return compiled;
}

void MatcherCache::add(const DatabaseRecipe &recipe, const CompiledDatabase &compiled) const
{
    if (m_platform.isEmpty())
        return;
    char *serialised = nullptr;
    size_t size = 0;
    if (compiled.database && hs_serialize_database(compiled.database.get(), &serialised, &size) != HS_SUCCESS)
        return;
    const std::unique_ptr<char, void (*)(void *)> owner(serialised, std::free);
    const QByteArray key = keyOf(recipe);
    const QByteArray head =
            Head{key, m_platform, {compiled.leftOut.begin(), compiled.leftOut.end()}, quint32(size)}.written();
    std::array<char, 4> headSize{};
    qToLittleEndian(quint32(head.size()), headSize.data());

    const QByteArray hash = hashOf(head, {serialised, qsizetype(size)});

    makeOwnFolder(m_folder);
    QSaveFile file(pathOf(key));
    bool isWritten = file.open(QIODevice::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    for (const QByteArrayView part : {kMagic, QByteArrayView(headSize.data(), 4), QByteArrayView(hash),
                                      QByteArrayView(head), QByteArrayView(serialised, qsizetype(size))})
        isWritten = isWritten && file.write(part.data(), part.size()) == part.size();
    // commit() overlooks what its own flush could not write.
    if (!isWritten || !file.flush() || !file.commit())
        qCWarning(lcDetection, "a compiled database cannot be kept: %s", qUtf8Printable(file.errorString()));
    removeUnused();
}

void MatcherCache::removeUnused() const
{
    const QDateTime oldest = QDateTime::currentDateTimeUtc().addDays(-kKeptDays);
    // With what a write left behind when its process was killed.
    const QFileInfoList files = QDir(m_folder).entryInfoList({u"*.hsdb"_s, u"*.hsdb.*"_s}, QDir::Files);
    for (const QFileInfo &file : files) {
        if (file.lastModified() < oldest)
            QFile::remove(file.filePath());
    }
}

} // namespace atalaia

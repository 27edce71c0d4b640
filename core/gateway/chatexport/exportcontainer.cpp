// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/chatexport/exportcontainer.h"

#include "gateway/chatexport/chattitle.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

#include <archive.h>
#include <archive_entry.h>
#include <sys/stat.h>

#include <algorithm>
#include <memory>
#include <optional>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kPieceBytes = 256 * 1024;
constexpr qint64 kBytesWithoutRatio = 64LL * 1024 * 1024;
constexpr double kHashShare = 0.3; // of the time: the archive is read once for its hash, once for its files

Error refused(const QString &why)
{
    return {Error::Kind::InvalidInput, why};
}

Error cancelled()
{
    return {Error::Kind::Cancelled, u"stopped while reading the file"_s};
}

Error changed()
{
    return refused(u"the file changed while it was read"_s);
}

/// What is different when a file was written to.
struct FileStamp
{
    qint64 size = 0;
    qint64 writtenSeconds = 0;
    qint64 writtenNanoseconds = 0;
    friend bool operator==(const FileStamp &, const FileStamp &) = default;
};

/// Nothing where the open file is none that has an end.
std::optional<FileStamp> stampOf(const QFile &file)
{
    struct stat status = {};
    if (fstat(file.handle(), &status) != 0 || !S_ISREG(status.st_mode))
        return std::nullopt;
    return FileStamp{status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec};
}

struct ArchiveEnd
{
    void operator()(archive *read) const { archive_read_free(read); }
};
using OpenArchive = std::unique_ptr<archive, ArchiveEnd>;

/// How much a text is likely to be the chat; the least counts most.
enum class Likeness { IPhoneName, PatternName, ArchiveName, OtherText, None };

Likeness likenessOf(const QString &path, const QString &archiveStem)
{
    if (!path.endsWith(u".txt"_s, Qt::CaseInsensitive))
        return Likeness::None;
    const QString name = path.section(u'/', -1);
    if (name.compare(u"_chat.txt"_s, Qt::CaseInsensitive) == 0)
        return Likeness::IPhoneName;
    if (chatTitleOf(name).isFromName)
        return Likeness::PatternName;
    const QString stem = name.chopped(4);
    return stem.compare(archiveStem, Qt::CaseInsensitive) == 0 ? Likeness::ArchiveName : Likeness::OtherText;
}

/// Names that would lead out of a folder. Nothing is unpacked here, but who writes such an archive
/// means harm, and somebody else may unpack it.
bool isLeadingOut(const QString &path)
{
    if (path.isEmpty() || path.startsWith(u'/') || path.contains(u'\\') || path.contains(QChar(u'\0')))
        return true;
    if (path.size() >= 2 && path[1] == u':' && path[0].isLetter())
        return true;
    const QStringList parts = path.split(u'/');
    return parts.contains(u".."_s);
}

QString pathOf(archive_entry *entry)
{
    // Without a UTF-8 locale the library cannot give all names in the locale's own characters.
    if (const char *utf8 = archive_entry_pathname_utf8(entry))
        return QString::fromUtf8(utf8).normalized(QString::NormalizationForm_C);
    if (const char *raw = archive_entry_pathname(entry))
        return QString::fromUtf8(raw).normalized(QString::NormalizationForm_C);
    return {};
}

/// Reads one archive from its beginning to its end.
class ArchiveReading
{
public:
    /// `file`: open, and stays so.
    ArchiveReading(const QFile &file, const ExportLimits &limits, const ExportProgress &progress)
        // By its name it might be another one by now, and not the one whose hash was taken.
        : m_path(u"/proc/self/fd/%1"_s.arg(file.handle())),
          m_limits(limits),
          m_progress(progress),
          m_stem(QFileInfo(file.fileName()).completeBaseName().normalized(QString::NormalizationForm_C)),
          m_archive(archive_read_new())
    {}

    Result<> run(ExportContainer &container)
    {
        m_fileBytes = container.size;
        archive_read_support_format_zip(m_archive.get());
        if (archive_read_open_filename(m_archive.get(), QFile::encodeName(m_path).constData(), kPieceBytes)
            != ARCHIVE_OK)
            return damaged();
        archive_entry *entry = nullptr;
        for (;;) {
            const int status = archive_read_next_header(m_archive.get(), &entry);
            if (status == ARCHIVE_EOF)
                break;
            if (status < ARCHIVE_WARN)
                return damaged();
            if (const auto read = readEntry(entry, container); !read)
                return read;
        }
        return finish(container);
    }

private:
    Error damaged() const
    {
        if (archive_read_has_encrypted_entries(m_archive.get()) > 0)
            return refused(u"the archive is encrypted"_s);
        const char *why = archive_error_string(m_archive.get());
        return refused(u"the archive is damaged: %1"_s.arg(QString::fromUtf8(why != nullptr ? why : "no reason")));
    }

    Result<> readEntry(archive_entry *entry, ExportContainer &container)
    {
        if (++m_entries > m_limits.entries)
            return refused(u"the archive holds more than %1 files"_s.arg(m_limits.entries));
        const QString path = pathOf(entry);
        if (isLeadingOut(path))
            return refused(u"a name in the archive leads out of it (entry %1)"_s.arg(m_entries));
        if (archive_entry_filetype(entry) == AE_IFDIR)
            return {};
        if (archive_entry_filetype(entry) != AE_IFREG || archive_entry_symlink(entry) != nullptr
            || archive_entry_hardlink(entry) != nullptr)
            return refused(u"the archive holds a link or a device (entry %1)"_s.arg(m_entries));
        if (archive_entry_is_encrypted(entry) != 0)
            return refused(u"the archive is encrypted"_s);
        if (path.startsWith(u"__MACOSX/"_s))
            return {}; // shadows that a Mac adds
        const Likeness likeness = likenessOf(path, m_stem);
        // The bytes of a text are kept while it is the best one; of others only size and hash.
        const bool isCandidate = likeness != Likeness::None && likeness <= m_best;
        QByteArray text;
        ExportAttachment attachment{path.section(u'/', -1), 0, {}};
        if (const auto read = readBytes(attachment, isCandidate ? &text : nullptr); !read)
            return read;
        m_hasInnerArchive = m_hasInnerArchive || path.endsWith(u".zip"_s, Qt::CaseInsensitive);
        if (isCandidate)
            takeCandidate(likeness, path.section(u'/', -1), std::move(text), container);
        if (!isCandidate || likeness == Likeness::OtherText)
            container.attachments.append(attachment);
        return {};
    }

    void takeCandidate(Likeness likeness, const QString &name, QByteArray text, ExportContainer &container)
    {
        m_bestCount = likeness == m_best ? m_bestCount + 1 : 1;
        m_best = likeness;
        m_bestName = name;
        container.chatText = std::move(text);
    }

    Result<> readBytes(ExportAttachment &attachment, QByteArray *text)
    {
        QCryptographicHash hash(QCryptographicHash::Sha256);
        QByteArray piece(kPieceBytes, Qt::Uninitialized);
        for (;;) {
            const la_ssize_t count = archive_read_data(m_archive.get(), piece.data(), size_t(piece.size()));
            if (count < 0)
                return damaged();
            if (count == 0)
                break;
            attachment.size += count;
            m_unpacked += count;
            if (const auto bounded = checkBounds(attachment, text != nullptr); !bounded)
                return bounded;
            const QByteArrayView bytes = QByteArrayView(piece).first(count);
            hash.addData(bytes);
            if (text != nullptr)
                text->append(bytes);
            if (m_progress && !m_progress(kHashShare + (1 - kHashShare) * share()))
                return cancelled();
        }
        attachment.sha256 = hash.result();
        return {};
    }

    Result<> checkBounds(const ExportAttachment &attachment, bool isText) const
    {
        if (m_unpacked > m_limits.unpackedBytes)
            return refused(u"the files in the archive are larger than %1 bytes"_s.arg(m_limits.unpackedBytes));
        if (m_unpacked > kBytesWithoutRatio && m_unpacked - kBytesWithoutRatio > m_limits.ratio * m_fileBytes)
            return refused(u"the archive unpacks to more than %1 times its size"_s.arg(m_limits.ratio));
        if (isText && attachment.size > m_limits.textBytes)
            return refused(u"the text is larger than %1 bytes"_s.arg(m_limits.textBytes));
        return {};
    }

    [[nodiscard]] double share() const
    {
        const qint64 read = archive_filter_bytes(m_archive.get(), -1);
        return m_fileBytes > 0 ? std::min(1.0, double(read) / double(m_fileBytes)) : 1.0;
    }

    Result<> finish(ExportContainer &container)
    {
        if (m_best == Likeness::None)
            return refused(m_hasInnerArchive ? u"the archive holds other archives and no chat: unpack it first"_s
                                             : u"the archive holds no text of a chat"_s);
        if (m_bestCount > 1)
            return refused(u"the archive holds %1 texts that may be chats: unpack it first"_s.arg(m_bestCount));
        if (m_best == Likeness::OtherText) {
            const auto own = std::find_if(container.attachments.cbegin(), container.attachments.cend(),
                                          [this](const ExportAttachment &one) { return one.name == m_bestName; });
            if (own != container.attachments.cend())
                container.attachments.erase(own);
        }
        // An archive that was renamed tells less than the text in it; "_chat.txt" tells nothing.
        const bool isInnerBetter = !chatTitleOf(container.chatName).isFromName && m_best != Likeness::IPhoneName;
        if (m_best == Likeness::PatternName || isInnerBetter)
            container.chatName = m_bestName;
        return {};
    }

    const QString m_path;
    const ExportLimits &m_limits;
    const ExportProgress &m_progress;
    const QString m_stem;
    OpenArchive m_archive;
    qint64 m_fileBytes = 0;
    qint64 m_entries = 0;
    qint64 m_unpacked = 0;
    Likeness m_best = Likeness::None;
    int m_bestCount = 0;
    QString m_bestName;
    bool m_hasInnerArchive = false;
};

/// Hash of the whole file; of a text its bytes too. Ends where the file ended when it was opened.
Result<> readFile(QFile &file, ExportContainer &container, const ExportProgress &progress)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!container.isArchive)
        container.chatText.reserve(container.size);
    qint64 done = 0;
    while (done < container.size) {
        const QByteArray piece = file.read(std::min(kPieceBytes * 4, container.size - done));
        if (piece.isEmpty())
            break;
        hash.addData(piece);
        if (!container.isArchive)
            container.chatText += piece;
        done += piece.size();
        const double share = double(done) / double(container.size);
        if (progress && !progress(container.isArchive ? kHashShare * share : share))
            return cancelled();
    }
    if (file.error() != QFileDevice::NoError)
        return Error{Error::Kind::NotFound, file.errorString()};
    if (done < container.size)
        return changed();
    container.sha256 = hash.result();
    return {};
}

} // namespace

Result<ExportContainer> openExportContainer(const QString &path, const ExportLimits &limits,
                                            const ExportProgress &progress)
{
    // Anything else that has a name (a pipe, a device) could keep the reader waiting for ever.
    if (!QFileInfo(path).isFile())
        return Error{Error::Kind::NotFound, u"there is no such file"_s};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{Error::Kind::NotFound, file.errorString()};
    const auto opened = stampOf(file);
    if (!opened)
        return Error{Error::Kind::NotFound, u"there is no such file"_s};
    ExportContainer container;
    container.size = opened->size;
    container.chatName = QFileInfo(path).fileName();
    const QByteArray beginning = file.peek(4);
    container.isArchive = beginning.startsWith("PK\x03\x04") || beginning.startsWith("PK\x05\x06");
    if (!container.isArchive && container.size > limits.textBytes)
        return refused(u"the text is larger than %1 bytes"_s.arg(limits.textBytes));
    if (const auto read = readFile(file, container, progress); !read)
        return read.error();
    if (container.isArchive) {
        ArchiveReading reading(file, limits, progress);
        const auto read = reading.run(container);
        // Then whatever else is wrong with it says nothing.
        if (!read && (read.error().kind == Error::Kind::Cancelled || stampOf(file) == opened))
            return read.error();
    }
    if (stampOf(file) != opened)
        return changed();
    return container;
}

} // namespace atalaia

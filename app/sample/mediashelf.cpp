// SPDX-License-Identifier: GPL-3.0-or-later
#include "mediashelf.h"

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr qint64 kSweepEveryMs = 60'000;

/// Placeholders: small, and of the type that they claim to be.
QByteArray placeholderOf(BubbleKind kind, const QString &name)
{
    switch (kind) {
    case BubbleKind::Image:
    case BubbleKind::Sticker:
        return QByteArray::fromBase64(
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");
    case BubbleKind::Audio:
        return QByteArray("OggS").append(60, '\0');
    case BubbleKind::Document:
        return "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\n"
               "trailer<</Root 1 0 R>>\n%%EOF\n";
    default:
        return "placeholder for " + name.toUtf8() + '\n';
    }
}

} // namespace

MediaForm mediaFormOf(const SampleMessage &message)
{
    switch (message.kind) {
    case BubbleKind::Audio:
        return {u"audio/ogg; codecs=opus"_s, u"oga"_s};
    case BubbleKind::Video:
        return {u"video/mp4"_s, u"mp4"_s};
    case BubbleKind::Document:
        return {u"application/pdf"_s, u"pdf"_s};
    case BubbleKind::Image:
    case BubbleKind::Sticker:
    default:
        return {u"image/png"_s, u"png"_s};
    }
}

QString MediaShelf::nameOf(const SampleMessage &message)
{
    return QString::fromLatin1(message.id) + u'.' + mediaFormOf(message).extension;
}

QString MediaShelf::put(const SampleMessage &message, qint64 nowMs)
{
    sweep(nowMs);
    const QString name = nameOf(message);
    m_entries.insert(name, {mediaFormOf(message).type, message.kind, nowMs + m_lifetimeMs});
    return name;
}

std::optional<MediaShelf::File> MediaShelf::take(const QString &name, qint64 nowMs) const
{
    const auto entry = m_entries.constFind(name);
    if (entry == m_entries.cend() || (m_lifetimeMs > 0 && entry->goneAtMs <= nowMs))
        return {};
    return File{entry->type, placeholderOf(entry->kind, name)};
}

void MediaShelf::sweep(qint64 nowMs)
{
    if (m_lifetimeMs <= 0 || nowMs < m_nextSweepAtMs)
        return;
    m_nextSweepAtMs = nowMs + kSweepEveryMs;
    m_entries.removeIf([nowMs](const QHash<QString, Entry>::iterator &entry) { return entry->goneAtMs <= nowMs; });
}

} // namespace atalaia

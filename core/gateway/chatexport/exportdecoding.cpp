// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/chatexport/exportdecoding.h"

#include <QStringDecoder>

#include <algorithm>
#include <optional>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLookAt = 64 * 1024;
constexpr qsizetype kPieceBytes = 1024 * 1024; // even: no unit of UTF-16 is cut

/// Latin text in UTF-16 has its zero bytes on one side only.
std::optional<ExportEncoding> utf16WithoutMark(QByteArrayView bytes)
{
    const QByteArrayView looked = bytes.first(std::min(bytes.size(), kLookAt));
    qsizetype zeros[2] = {0, 0};
    for (qsizetype i = 0; i < looked.size(); ++i)
        zeros[i % 2] += looked[i] == '\0' ? 1 : 0;
    const qsizetype pairs = looked.size() / 2;
    // At least every fourth unit: line ends and digits alone make that many.
    if (zeros[1] * 4 >= pairs && zeros[0] * 20 < zeros[1])
        return ExportEncoding::Utf16LE;
    if (zeros[0] * 4 >= pairs && zeros[1] * 20 < zeros[0])
        return ExportEncoding::Utf16BE;
    return std::nullopt;
}

DecodedExport fromUtf16(QByteArrayView bytes, ExportEncoding encoding)
{
    QStringDecoder decoder(encoding == ExportEncoding::Utf16LE ? QStringDecoder::Utf16LE : QStringDecoder::Utf16BE);
    DecodedExport decoded{{}, encoding, bytes.size() % 2 != 0};
    decoded.text.reserve(bytes.size() / 2);
    for (qsizetype at = 0; at < bytes.size(); at += kPieceBytes) {
        const QString piece = decoder(bytes.sliced(at, std::min(kPieceBytes, bytes.size() - at)));
        decoded.text += piece.toUtf8();
    }
    decoded.isDamaged = decoded.isDamaged || decoder.hasError();
    return decoded;
}

} // namespace

Result<DecodedExport> decodeExport(QByteArray bytes)
{
    if (bytes.startsWith("\xEF\xBB\xBF"))
        return DecodedExport{bytes.mid(3), ExportEncoding::Utf8Bom, false};
    if (bytes.startsWith("\xFF\xFE"))
        return fromUtf16(QByteArrayView(bytes).sliced(2), ExportEncoding::Utf16LE);
    if (bytes.startsWith("\xFE\xFF"))
        return fromUtf16(QByteArrayView(bytes).sliced(2), ExportEncoding::Utf16BE);
    if (bytes.isEmpty())
        return Error{Error::Kind::InvalidInput, u"the file is empty"_s};
    if (QByteArrayView(bytes).first(std::min(bytes.size(), kLookAt)).contains('\0')) {
        if (const auto encoding = utf16WithoutMark(bytes))
            return fromUtf16(bytes, *encoding);
    }
    return DecodedExport{std::move(bytes), ExportEncoding::Utf8, false};
}

} // namespace atalaia

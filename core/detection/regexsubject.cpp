// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/regexsubject.h"

#include "detection/matcher.h"

#include <QStringDecoder>

#include <algorithm>

namespace atalaia {

namespace {

// How much two pieces of a long text have in common: longer matches of a regex may be missed there.
constexpr qsizetype kPieceOverlap = 8 * 1024;

void setByteOffsets(const QString &text, std::vector<int> *offsets)
{
    offsets->reserve(size_t(text.size()) + 1);
    int byte = 0;
    for (const QChar c : text) {
        offsets->push_back(byte);
        if (c.unicode() < 0x80)
            byte += 1;
        else if (c.unicode() < 0x800)
            byte += 2;
        else
            byte += c.isSurrogate() ? 2 : 3; // a pair makes four bytes
    }
    offsets->push_back(byte);
}

} // namespace

struct RegexSubject::Walk
{
    std::vector<ByteRange> *places;
    int left = 0; ///< places that still count
    bool isLastPiece = false;
    bool gaveUp = false;
};

void RegexSubject::assign(const QByteArray &utf8)
{
    m_byteOffsets.clear();
    QStringDecoder decoder(QStringDecoder::Utf8,
                           QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
    m_text.resize(decoder.requiredSpace(utf8.size()));
    const QChar *const end = decoder.appendToBuffer(m_text.data(), utf8);
    m_text.resize(end - m_text.constData());
    if (m_text.size() != utf8.size())
        setByteOffsets(m_text, &m_byteOffsets);
}

int RegexSubject::byteAt(qsizetype unit) const
{
    return m_byteOffsets.empty() ? int(unit) : m_byteOffsets[size_t(unit)];
}

bool RegexSubject::find(const QRegularExpression &expression, int limit, std::vector<ByteRange> *places) const
{
    const QStringView text(m_text);
    Walk walk{places, limit};
    qsizetype at = 0;
    qsizetype pieceEnd = std::min(text.size(), Matcher::kMaxTextBytes);
    while (true) {
        walk.isLastPiece = pieceEnd == text.size();
        // Everything before stays in the subject, so that ^ and look-behind see what is there.
        at = findInPiece(expression, text.left(pieceEnd), at, &walk);
        if (walk.isLastPiece)
            return !walk.gaveUp;
        pieceEnd = std::min(text.size(), pieceEnd + Matcher::kMaxTextBytes - kPieceOverlap);
        if (pieceEnd < text.size() && text.at(pieceEnd).isLowSurrogate())
            ++pieceEnd;
    }
}

/// Returns where to go on in the next piece.
qsizetype RegexSubject::findInPiece(const QRegularExpression &expression, QStringView piece, qsizetype at,
                                    Walk *walk) const
{
    while (at < piece.size() && walk->left > 0) {
        const QRegularExpressionMatch match = expression.match(piece, at, QRegularExpression::NormalMatch,
                                                               QRegularExpression::DontCheckSubjectStringMatchOption);
        walk->gaveUp = walk->gaveUp || !match.isValid();
        if (!match.hasMatch())
            break;
        if (!walk->isLastPiece && match.capturedEnd() == piece.size())
            return match.capturedStart(); // may go on behind this piece: the next one finds it whole
        at = match.capturedEnd();
        if (match.capturedLength() > 0) {
            walk->places->push_back({byteAt(match.capturedStart()), byteAt(match.capturedEnd())});
            --walk->left;
        } else {
            at += at < piece.size() && piece.at(at).isHighSurrogate() ? 2 : 1;
        }
    }
    qsizetype next = std::max(at, piece.size() - kPieceOverlap);
    if (next < piece.size() && piece.at(next).isLowSurrogate())
        ++next;
    return next;
}

} // namespace atalaia

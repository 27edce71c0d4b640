// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QRegularExpression>
#include <QString>

#include <vector>

namespace atalaia {

/// Bytes [from, to) of a text.
struct ByteRange
{
    int from = 0;
    int to = 0;

    friend bool operator==(const ByteRange &, const ByteRange &) = default;
};

/// A text as regexes take it, with the way back to its bytes. Its memory is reused.
class RegexSubject
{
public:
    void assign(const QByteArray &utf8);

    /// The first `limit` places where `expression` matches something. Of a long text in pieces, see
    /// Matcher. False when the expression gave up somewhere.
    [[nodiscard]] bool find(const QRegularExpression &expression, int limit, std::vector<ByteRange> *places) const;

private:
    struct Walk;
    [[nodiscard]] qsizetype findInPiece(const QRegularExpression &expression, QStringView piece, qsizetype at,
                                        Walk *walk) const;
    [[nodiscard]] int byteAt(qsizetype unit) const;

    QString m_text;
    std::vector<int> m_byteOffsets; ///< by UTF-16 unit; empty where they are equal
};

} // namespace atalaia

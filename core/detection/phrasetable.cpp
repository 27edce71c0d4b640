// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/phrasetable.h"

#include <algorithm>

namespace atalaia {

PhraseTable::PhraseTable(std::vector<PhraseLiteral> literals) : m_literals(std::move(literals))
{
    for (size_t i = 0; i < m_literals.size(); ++i) {
        const PhraseLiteral &literal = m_literals[i];
        const qsizetype end = literal.words.indexOf(' ');
        if (end < 0 && literal.isPrefix) {
            m_byBeginning[literal.words].push_back(int(i));
            m_beginningLengths.push_back(literal.words.size());
        } else {
            m_byFirstWord[end < 0 ? literal.words : literal.words.left(end)].push_back(int(i));
        }
    }
    std::sort(m_beginningLengths.begin(), m_beginningLengths.end());
    m_beginningLengths.erase(std::unique(m_beginningLengths.begin(), m_beginningLengths.end()),
                             m_beginningLengths.end());
}

void PhraseTable::find(const QByteArray &words, std::vector<LiteralMatch> *matches) const
{
    qsizetype start = 0;
    for (qsizetype end = 0; (end = words.indexOf(kWordBorder, start)) >= 0;) {
        findAt(words, start, end - start, m_byFirstWord, matches);
        for (const qsizetype length : m_beginningLengths) {
            if (length > end - start)
                break;
            findAt(words, start, length, m_byBeginning, matches);
        }
        start = end + 1;
    }
}

void PhraseTable::findAt(const QByteArray &words, qsizetype start, qsizetype keyLength,
                         const QHash<QByteArray, std::vector<int>> &byKey, std::vector<LiteralMatch> *matches) const
{
    // fromRawData: a key for one look-up, no copy.
    const auto found = byKey.constFind(QByteArray::fromRawData(words.constData() + start, keyLength));
    if (found == byKey.cend())
        return;
    for (const int index : *found) {
        const PhraseLiteral &literal = m_literals[size_t(index)];
        const qsizetype end = start + literal.words.size();
        if (QByteArrayView(words).sliced(start).startsWith(literal.words)
            && (literal.isPrefix || words.at(end) == kWordBorder))
            matches->push_back({index, int(start), int(end)});
    }
}

} // namespace atalaia

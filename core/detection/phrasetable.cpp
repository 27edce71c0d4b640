// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/phrasetable.h"

namespace atalaia {

PhraseTable::PhraseTable(std::vector<QByteArray> literals) : m_literals(std::move(literals))
{
    for (size_t i = 0; i < m_literals.size(); ++i) {
        const qsizetype end = m_literals[i].indexOf(' ');
        m_byFirstWord[end < 0 ? m_literals[i] : m_literals[i].left(end)].push_back(int(i));
    }
}

void PhraseTable::find(const TokenText &text, std::vector<LiteralMatch> *matches) const
{
    const QByteArrayView words(text.bytes);
    for (const TokenText::Token &token : text.tokens) {
        // fromRawData: a key for one look-up, no copy.
        const auto found =
                m_byFirstWord.constFind(QByteArray::fromRawData(text.bytes.constData() + token.start, token.length));
        if (found == m_byFirstWord.cend())
            continue;
        for (const int literal : *found) {
            const QByteArray &phrase = m_literals[size_t(literal)];
            const qsizetype end = token.start + phrase.size();
            if (words.sliced(token.start).startsWith(phrase) && isWholeWords(words, token.start, end))
                matches->push_back({literal, token.start, int(end)});
        }
    }
}

} // namespace atalaia

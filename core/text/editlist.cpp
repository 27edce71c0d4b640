// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/editlist.h"

namespace atalaia {

void EditList::start(const TokenText &tokens)
{
    m_tokens = &tokens;
    m_edits.clear();
    m_alternatives.clear();
    m_pool.resize(0);
}

void EditList::begin(int firstToken, int lastToken, int rank, bool isAlone)
{
    finish();
    m_edits.push_back({firstToken, lastToken, rank, isAlone, int(m_alternatives.size()), 0});
}

void EditList::add(QByteArrayView words)
{
    Edit &edit = m_edits.back();
    if (words.isEmpty() || edit.alternativeCount == kMaxAlternatives)
        return;
    const TokenText::Token &first = m_tokens->tokens[size_t(edit.firstToken)];
    const TokenText::Token &last = m_tokens->tokens[size_t(edit.lastToken)];
    const qsizetype writtenLength = last.start + last.length - first.start;
    if (words == QByteArrayView(m_tokens->bytes).sliced(first.start, writtenLength))
        return;
    for (int i = 0; i < edit.alternativeCount; ++i) {
        if (words == alternative(edit.firstAlternative + i))
            return;
    }
    m_alternatives.push_back({int(m_pool.size()), int(words.size())});
    m_pool.append(words);
    ++edit.alternativeCount;
}

void EditList::finish()
{
    if (!m_edits.empty() && m_edits.back().alternativeCount == 0)
        m_edits.pop_back();
}

} // namespace atalaia

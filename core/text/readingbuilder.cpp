// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/readingbuilder.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace atalaia {

namespace {

// Words beside a new one that are written too: phrases are rarely longer than nine words.
constexpr int kNeighbours = 8;

// Edits that lie over one another deeper than this are nobody's spelling.
constexpr int kMaxRounds = 10;

constexpr qsizetype kLeastLimit = 16 * 1024;

} // namespace

ReadingBuilder::ReadingBuilder(const TokenText &tokens, ReadingWorkspace &workspace, Reading &reading)
    : m_tokens(tokens), m_workspace(workspace), m_reading(reading), m_limit(kLeastLimit + 4 * tokens.bytes.size())
{}

void ReadingBuilder::writeEdits()
{
    m_workspace.edits.finish();
    const std::vector<EditList::Edit> &edits = m_workspace.edits.edits();
    std::vector<int> &pending = m_workspace.pending;
    pending.resize(edits.size());
    std::iota(pending.begin(), pending.end(), 0);
    std::sort(pending.begin(), pending.end(), [&edits](int a, int b) {
        const EditList::Edit &left = edits[size_t(a)];
        const EditList::Edit &right = edits[size_t(b)];
        return std::tie(right.rank, left.firstToken, a) < std::tie(left.rank, right.firstToken, b);
    });
    for (int round = 0; round < kMaxRounds && !pending.empty(); ++round) {
        choose();
        int passes = 0;
        for (const int edit : m_workspace.chosen)
            passes = std::max(passes, edits[size_t(edit)].alternativeCount);
        for (int pass = 0; pass < passes && !m_reading.isCut; ++pass)
            writePass(pass);
        pending.swap(m_workspace.shadowed);
    }
    m_reading.isCut = m_reading.isCut || !pending.empty();
}

void ReadingBuilder::writeAlone(QByteArrayView word, int token)
{
    if (!m_reading.words.empty())
        writeGap(token);
    writeWords(word, token, token);
}

/// Parts the pending edits into those that can stand in one reading, by place, and the others.
void ReadingBuilder::choose()
{
    const std::vector<EditList::Edit> &edits = m_workspace.edits.edits();
    m_workspace.isTaken.assign(m_tokens.tokens.size(), 0);
    m_workspace.chosen.clear();
    m_workspace.shadowed.clear();
    for (const int index : m_workspace.pending) {
        const EditList::Edit &edit = edits[size_t(index)];
        const auto begin = m_workspace.isTaken.begin() + edit.firstToken;
        const auto end = m_workspace.isTaken.begin() + edit.lastToken + 1;
        if (std::find(begin, end, 1) != end) {
            m_workspace.shadowed.push_back(index);
            continue;
        }
        std::fill(begin, end, quint8(1));
        m_workspace.chosen.push_back(index);
    }
    std::sort(m_workspace.chosen.begin(), m_workspace.chosen.end(),
              [&edits](int a, int b) { return edits[size_t(a)].firstToken < edits[size_t(b)].firstToken; });
}

void ReadingBuilder::writePass(int alternative)
{
    const std::vector<EditList::Edit> &edits = m_workspace.edits.edits();
    std::vector<ReadingWorkspace::Replacement> &replacements = m_workspace.replacements;
    replacements.clear();
    for (const int index : m_workspace.chosen) {
        const EditList::Edit &edit = edits[size_t(index)];
        const bool isNew = alternative < edit.alternativeCount;
        replacements.push_back({index, edit.firstAlternative + (isNew ? alternative : 0), isNew});
    }
    const int tokenCount = int(m_tokens.tokens.size());
    const auto firstOf = [&](size_t i) { return edits[size_t(replacements[i].edit)].firstToken; };
    const auto lastOf = [&](size_t i) { return edits[size_t(replacements[i].edit)].lastToken; };
    const auto reachOf = [&](size_t i) {
        return !replacements[i].isNew || edits[size_t(replacements[i].edit)].isAlone ? 0 : kNeighbours;
    };
    int cursor = 0;
    size_t inWindow = 0; // first replacement that is not written yet
    for (size_t i = 0; i < replacements.size();) {
        if (!replacements[i].isNew) {
            ++i;
            continue;
        }
        int from = std::max(cursor, firstOf(i) - reachOf(i));
        int to = lastOf(i) + reachOf(i);
        ++i;
        while (i < replacements.size()
               && (firstOf(i) <= to || (replacements[i].isNew && firstOf(i) - reachOf(i) <= to + 1))) {
            to = std::max(to, lastOf(i) + reachOf(i));
            ++i;
        }
        while (lastOf(inWindow) < from)
            ++inWindow;
        from = std::min(from, firstOf(inWindow));
        to = std::min(to, tokenCount - 1);
        const bool isAdjacent = cursor > 0 && from == cursor;
        if (!m_reading.words.empty() && !isAdjacent)
            writeGap(from);
        writeWindow(from, to, inWindow);
        cursor = to + 1;
        if (m_reading.bytes.size() >= m_limit) {
            m_reading.isCut = true;
            return;
        }
    }
}

void ReadingBuilder::writeWindow(int from, int to, size_t replacement)
{
    const std::vector<ReadingWorkspace::Replacement> &replacements = m_workspace.replacements;
    for (int token = from; token <= to;) {
        if (replacement < replacements.size()) {
            const EditList::Edit &edit = m_workspace.edits.edits()[size_t(replacements[replacement].edit)];
            if (edit.firstToken == token) {
                writeWords(m_workspace.edits.alternative(replacements[replacement].alternative), edit.firstToken,
                           edit.lastToken);
                token = edit.lastToken + 1;
                ++replacement;
                continue;
            }
        }
        writeWords(m_tokens.word(token), token, token);
        ++token;
    }
}

void ReadingBuilder::writeWords(QByteArrayView words, int firstToken, int lastToken)
{
    if (!m_reading.words.empty())
        m_reading.bytes.append(' ');
    const int start = int(m_reading.bytes.size());
    m_reading.bytes.append(words);
    for (qsizetype from = 0; from <= words.size();) {
        qsizetype end = words.indexOf(' ', from);
        if (end < 0)
            end = words.size();
        m_reading.words.push_back({start + int(from), int(end - from), firstToken, lastToken});
        from = end + 1;
    }
}

void ReadingBuilder::writeGap(int token)
{
    writeWords(QByteArrayView(&Reading::kGap, 1), token, token);
}

} // namespace atalaia

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text/reading.h"
#include "text/readingworkspace.h"
#include "text/tokentext.h"

namespace atalaia {

/// Writes the readings that the edits of a text allow, one after the other, into one Reading. Each
/// alternative of an edit stands once among its neighbours, which are as in the likeliest reading.
class ReadingBuilder
{
public:
    ReadingBuilder(const TokenText &tokens, ReadingWorkspace &workspace, Reading &reading);

    /// Writes what workspace.edits says. Bounded by a multiple of the text, whatever the edits.
    void writeEdits();

    /// A word that stands by itself for one token.
    void writeAlone(QByteArrayView word, int token);

private:
    void choose();
    void writePass(int alternative);
    void writeWindow(int from, int to, size_t replacement);
    void writeWords(QByteArrayView words, int firstToken, int lastToken);
    void writeGap(int token);

    const TokenText &m_tokens;
    ReadingWorkspace &m_workspace;
    Reading &m_reading;
    qsizetype m_limit;
};

} // namespace atalaia

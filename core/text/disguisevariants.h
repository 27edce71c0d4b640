// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text/readingworkspace.h"

#include <QByteArrayView>

namespace atalaia {

/// What a disguised word may mean: adds each possibility to the newest edit, the likeliest first.
class DisguiseVariants
{
public:
    explicit DisguiseVariants(ReadingWorkspace &workspace) : m_workspace(workspace) {}

    /// One token: stretched letters, digits for letters.
    void addOfWord(QByteArrayView word);

    /// Words and the signs between them without points and spaces: also signs for letters, and
    /// asterisks for letters that are not told.
    void addOfPiece(QByteArrayView piece);

private:
    void addWithSqueezes(QByteArrayView word);
    void addSqueezes(QByteArrayView word);
    bool addLettersForDigits(QByteArrayView word, bool addsPlain);
    void addMasked(QByteArrayView piece);
    void addFilled(QByteArrayView piece, char first, char second);

    ReadingWorkspace &m_workspace;
};

} // namespace atalaia

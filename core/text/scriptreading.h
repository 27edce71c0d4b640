// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace atalaia {

/// How a word's letters can be read in one script, when look-alikes of another one stand among them.
class ScriptReading
{
public:
    enum class Script { AsWritten, Latin, Cyrillic };

    /// `word`: folded, valid UTF-8.
    explicit ScriptReading(QByteArrayView word);

    /// In which script to read a word that mixes them. Latin where both are possible, unless the
    /// Cyrillic letters are at least twice as many (a word typed with one wrong key). A word of one
    /// script is as written.
    [[nodiscard]] Script likely() const;
    /// The second choice: the other script of a mixed word, Latin for a word wholly of look-alikes.
    [[nodiscard]] Script possible() const;
    [[nodiscard]] bool isCyrillicOnly() const { return m_cyrillic > 0 && m_latin == 0 && m_greek == 0; }
    /// Has letters that look like nothing in Latin: it cannot be meant as such.
    [[nodiscard]] bool isSurelyNotLatin() const { return m_withoutLatin > 0; }

private:
    [[nodiscard]] bool isMixed() const { return m_lookalikes > 0 || (m_latin > 0 && (m_cyrillic > 0 || m_greek > 0)); }

    int m_latin = 0;
    int m_cyrillic = 0;
    int m_greek = 0;
    int m_lookalikes = 0; ///< Latin letters of strange shape (small capitals)
    int m_withoutLatin = 0;
    int m_withoutCyrillic = 0;
};

/// Appends `word` in that script. Letters that have no counterpart stay.
void appendInScript(QByteArrayView word, ScriptReading::Script script, QByteArray &bytes);

} // namespace atalaia

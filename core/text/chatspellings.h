// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <array>
#include <vector>

namespace atalaia {

enum class SpellingLanguage { Portuguese, Spanish, English, Ukrainian };

inline constexpr int kSpellingLanguages = 4;

/// A short form as chats write it, or a number word. All folded.
struct ChatSpelling
{
    const char *written = nullptr;
    std::array<const char *, kSpellingLanguages> meanings{}; ///< by language; null where it is none there
    const char *digits = nullptr; ///< of a number word
    bool isDigitOnlyAmongOthers = false; ///< "meia" is six in a telephone number and a sock elsewhere
};

/// Short forms and number words. Immutable.
class ChatSpellings
{
public:
    ChatSpellings();

    /// Index of the spelling of this folded word, -1 for most. Costs a few nanoseconds.
    [[nodiscard]] int find(QByteArrayView word) const
    {
        if (word.size() > m_longest)
            return -1;
        return findHashed(word);
    }
    [[nodiscard]] const ChatSpelling &at(int index) const { return m_spellings[size_t(index)]; }
    [[nodiscard]] int size() const { return int(m_spellings.size()); }

private:
    [[nodiscard]] int findHashed(QByteArrayView word) const;
    ChatSpelling &entry(const char *written);

    std::vector<ChatSpelling> m_spellings;
    std::vector<qint16> m_slots; ///< index in m_spellings or -1; open addressing
    qsizetype m_longest = 0;
};

/// The one table of the process, made at first use; safe from any thread.
[[nodiscard]] const ChatSpellings &chatSpellings();

} // namespace atalaia

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
        const bool isPossible = word.size() < 32 && (m_lengths[uchar(word.front())] >> word.size() & 1);
        return isPossible ? findHashed(word) : -1;
    }
    [[nodiscard]] const ChatSpelling &at(int index) const { return m_spellings[size_t(index)]; }
    [[nodiscard]] int size() const { return int(m_spellings.size()); }

private:
    struct Slot
    {
        quint32 hash = 0;
        int spelling = -1; ///< index in m_spellings
    };

    [[nodiscard]] int findHashed(QByteArrayView word) const;
    ChatSpelling &entry(const char *written);

    std::vector<ChatSpelling> m_spellings;
    std::vector<Slot> m_slots; ///< open addressing
    std::array<quint32, 256> m_lengths{}; ///< by first byte: bit n is set if a word of n bytes begins with it
};

/// The one table of the process, made at first use; safe from any thread.
[[nodiscard]] const ChatSpellings &chatSpellings();

} // namespace atalaia

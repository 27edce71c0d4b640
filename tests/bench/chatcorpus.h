// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

namespace atalaia::bench {

struct ChatText
{
    QByteArray source;
    QByteArray language;
    QByteArray label;
    QByteArray text; ///< UTF-8
};

/// Invented chat: words by how often they occur, lengths as they occur, 0.6 % with invented personal
/// data. The same bytes on every machine.
class ChatCorpus
{
public:
    /// `folder` holds vocabulary.tsv and lengths.tsv.
    explicit ChatCorpus(const QString &folder);

    /// Portuguese, Spanish and English as 4 to 3 to 3, shuffled.
    [[nodiscard]] std::vector<ChatText> texts(int count) const;
    /// Folded words and phrases of two words, each once: some that chats are full of, some that are rare,
    /// some that nobody says. The first thousand of ten thousand are other ones than a thousand alone.
    [[nodiscard]] std::vector<QByteArray> keywords(int count) const;

private:
    struct Language
    {
        QByteArray name;
        std::vector<QByteArray> words;
        std::vector<quint64> upTo; ///< counts of the words so far
        std::vector<int> lengths; ///< quantiles
    };

    [[nodiscard]] const QByteArray &word(const Language &language, quint64 random) const;

    std::vector<Language> m_languages;
};

/// source, language, label and text in columns; `\n` and `\\` in texts are escapes. At most `count`, 0 = all.
[[nodiscard]] std::vector<ChatText> readTexts(const QString &path, int count);

/// One a line, as it is. Without those of no letters.
[[nodiscard]] std::vector<QByteArray> readList(const QString &path);

} // namespace atalaia::bench

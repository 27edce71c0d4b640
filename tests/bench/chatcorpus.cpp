// SPDX-License-Identifier: GPL-3.0-or-later
#include "chatcorpus.h"

#include "text/tokentext.h"

#include <QFile>
#include <QSet>

#include <algorithm>
#include <array>

namespace atalaia::bench {

using namespace Qt::StringLiterals;

namespace {

/// splitmix64: whole numbers only, so that every machine makes the same texts.
class Dice
{
public:
    explicit Dice(quint64 seed) : m_state(seed) {}

    quint64 next()
    {
        m_state += 0x9E3779B97F4A7C15ULL;
        quint64 z = m_state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }
    quint64 below(quint64 limit) { return next() % limit; }
    bool isWithin(unsigned perMille) { return below(1000) < perMille; }
    QByteArray digits(int count)
    {
        QByteArray all;
        for (int i = 0; i < count; ++i)
            all.append(char('0' + below(10)));
        return all;
    }

private:
    quint64 m_state;
};

QByteArray readAll(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s: cannot be read", qPrintable(path));
    return file.readAll();
}

int checkDigit(const QByteArray &digits, int from, int most, int ascending)
{
    int sum = 0;
    int weight = from;
    for (const char c : digits) {
        sum += (c - '0') * weight;
        weight += ascending;
        if (ascending < 0 && weight < 2)
            weight = most;
    }
    const int rest = sum % 11;
    return rest < 2 ? 0 : 11 - rest;
}

QByteArray cpf(Dice &dice, bool isValid)
{
    QByteArray digits = dice.digits(9);
    digits.append(char('0' + checkDigit(digits, 10, 10, -1)));
    digits.append(char('0' + checkDigit(digits, 11, 11, -1)));
    if (!isValid)
        digits[10] = char('0' + (digits[10] - '0' + 1) % 10);
    return digits.left(3) + '.' + digits.mid(3, 3) + '.' + digits.mid(6, 3) + '-' + digits.mid(9);
}

QByteArray cnpj(Dice &dice)
{
    QByteArray digits = dice.digits(8) + "0001";
    digits.append(char('0' + checkDigit(digits, 5, 9, -1)));
    digits.append(char('0' + checkDigit(digits, 6, 9, -1)));
    return digits.left(2) + '.' + digits.mid(2, 3) + '.' + digits.mid(5, 3) + '/' + digits.mid(8, 4) + '-'
           + digits.mid(12);
}

QByteArray card(Dice &dice, bool isValid)
{
    QByteArray digits = "4" + dice.digits(14);
    int sum = 0;
    for (int i = 0; i < 15; ++i) {
        const int digit = (digits[i] - '0') * (i % 2 == 0 ? 2 : 1);
        sum += digit > 9 ? digit - 9 : digit;
    }
    digits.append(char('0' + (10 - sum % 10 + (isValid ? 0 : 3)) % 10));
    return digits.left(4) + ' ' + digits.mid(4, 4) + ' ' + digits.mid(8, 4) + ' ' + digits.mid(12);
}

QByteArray personal(Dice &dice)
{
    switch (dice.below(9)) {
    case 0:
        return "meu cpf e " + cpf(dice, dice.isWithin(700));
    case 1:
        return "cnpj " + cnpj(dice);
    case 2:
        return "card " + card(dice, dice.isWithin(700));
    case 3:
        return "me liga no +55 11 9" + dice.digits(4) + '-' + dice.digits(4);
    case 4:
        return "e-mail: pessoa" + dice.digits(3) + "@correio" + dice.digits(2) + ".com.br";
    case 5:
        return "cep " + dice.digits(5) + '-' + dice.digits(3);
    case 6:
        return "a senha: X" + dice.digits(5) + "z";
    case 7:
        return "pix " + dice.digits(8) + "-1a2b-4c3d-8e4f-" + dice.digits(12);
    default:
        return "servidor 192.168." + dice.digits(1) + '.' + dice.digits(2);
    }
}

QByteArray number(Dice &dice)
{
    switch (dice.below(8)) {
    case 0:
        return "R$ " + QByteArray::number(dice.below(900) + 10) + ',' + dice.digits(2);
    case 1:
        return QByteArray::number(dice.below(24)) + 'h' + dice.digits(2);
    case 2:
        return QByteArray::number(dice.below(28) + 1) + '/' + QByteArray::number(dice.below(12) + 1) + "/2023";
    case 3:
        return dice.digits(int(7 + dice.below(3)));
    case 4:
        return QByteArray::number(dice.below(2030));
    default:
        return QByteArray::number(dice.below(60));
    }
}

QByteArray letters(Dice &dice)
{
    constexpr std::array syllables = {"ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te",
                                      "vi", "xo", "zu", "bra", "cre", "dri", "fle", "gro", "pra", "tran", "ques", "lhor"};
    QByteArray word;
    for (quint64 left = 2 + dice.below(3); left > 0; --left)
        word += syllables[size_t(dice.below(syllables.size()))];
    return word;
}

bool isPlainWord(const QByteArray &word)
{
    return word.size() >= 4
           && std::all_of(word.begin(), word.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == ' '; });
}

} // namespace

ChatCorpus::ChatCorpus(const QString &folder)
{
    for (const QByteArray &line : readAll(folder + u"/lengths.tsv"_s).split('\n')) {
        const QList<QByteArray> fields = line.split('\t');
        if (fields.size() < 3)
            continue;
        Language language{fields[0], {}, {}, {}};
        for (qsizetype i = 1; i < fields.size(); ++i)
            language.lengths.push_back(fields[i].toInt());
        m_languages.push_back(std::move(language));
    }
    for (const QByteArray &line : readAll(folder + u"/vocabulary.tsv"_s).split('\n')) {
        const QList<QByteArray> fields = line.split('\t');
        for (Language &language : m_languages) {
            if (fields.size() != 3 || fields[0] != language.name)
                continue;
            language.words.push_back(fields[2]);
            language.upTo.push_back(fields[1].toULongLong() + (language.upTo.empty() ? 0 : language.upTo.back()));
        }
    }
    if (m_languages.size() != 3 || m_languages.front().words.empty())
        qFatal("%s: holds no vocabulary", qPrintable(folder));
}

const QByteArray &ChatCorpus::word(const Language &language, quint64 random) const
{
    const auto found = std::upper_bound(language.upTo.begin(), language.upTo.end(), random % language.upTo.back());
    return language.words[size_t(found - language.upTo.begin())];
}

std::vector<ChatText> ChatCorpus::texts(int count) const
{
    Dice dice(20240601);
    std::vector<ChatText> all;
    all.reserve(size_t(count));
    while (all.size() < size_t(count)) {
        const quint64 tenth = dice.below(10);
        const Language &language = m_languages[tenth < 4 ? 0 : tenth < 7 ? 1 : 2];
        const qsizetype length = language.lengths[size_t(dice.below(language.lengths.size()))];
        QByteArray text;
        if (dice.isWithin(80))
            text = '@' + letters(dice);
        const bool hasNumber = dice.isWithin(180);
        while (text.size() < length) {
            if (!text.isEmpty())
                text += ' ';
            text += hasNumber && dice.isWithin(150) ? number(dice) : word(language, dice.next());
        }
        if (dice.isWithin(30))
            text += " \xF0\x9F\x98\x82";
        if (dice.isWithin(6))
            text += (text.isEmpty() ? "" : " ") + personal(dice);
        all.push_back({"invented", language.name, "-", text});
    }
    return all;
}

std::vector<QByteArray> ChatCorpus::keywords(int count) const
{
    Dice dice(quint64(count) * 7919);
    QSet<QByteArray> known;
    std::vector<QByteArray> all;
    // The longer the list, the more of it is everyday words.
    const quint64 commonest = count <= 2'000 ? 2'500 : count <= 20'000 ? 900 : 300;
    const unsigned vocabularyShare = count <= 2'000 ? 220 : count <= 20'000 ? 140 : 90; // of a thousand
    while (all.size() < size_t(count)) {
        const Language &language = m_languages[size_t(dice.below(3))];
        const auto rare = [&]() {
            const quint64 size = language.words.size();
            return language.words[size_t(commonest + dice.below(size - commonest))];
        };
        const quint64 kind = dice.below(10);
        const bool isKnown = dice.isWithin(vocabularyShare);
        QByteArray keyword = isKnown ? rare() : letters(dice);
        if (kind == 4 || kind == 9)
            keyword += ' ' + (isKnown ? word(language, dice.next()) : letters(dice));
        const QByteArray folded = splitIntoTokens(foldText(QString::fromUtf8(keyword))).bytes;
        if (!isPlainWord(folded) || known.contains(folded))
            continue;
        known.insert(folded);
        all.push_back(folded);
    }
    return all;
}

std::vector<ChatText> readTexts(const QString &path, int count)
{
    std::vector<ChatText> all;
    for (const QByteArray &line : readAll(path).split('\n')) {
        const QList<QByteArray> fields = line.split('\t');
        if (fields.size() < 4)
            continue;
        QByteArray text;
        for (qsizetype i = 0; i < fields[3].size(); ++i) {
            const char c = fields[3][i];
            if (c != '\\' || i + 1 == fields[3].size()) {
                text.append(c);
                continue;
            }
            ++i;
            text.append(fields[3][i] == 'n' ? '\n' : fields[3][i]);
        }
        all.push_back({fields[0], fields[1], fields[2], text});
        if (count > 0 && all.size() == size_t(count))
            break;
    }
    return all;
}

std::vector<QByteArray> readList(const QString &path)
{
    std::vector<QByteArray> all;
    for (const QByteArray &line : readAll(path).split('\n')) {
        const QByteArray words = splitIntoTokens(foldText(QString::fromUtf8(line.trimmed()))).bytes;
        if (!words.isEmpty())
            all.push_back(words);
    }
    return all;
}

} // namespace atalaia::bench

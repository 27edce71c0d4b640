// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/expressions/expressionlexer.h"

#include <QChar>

#include <algorithm>
#include <array>

namespace atalaia {

using namespace Qt::StringLiterals;
using Kind = ExpressionToken::Kind;

namespace {

constexpr qsizetype kQuotedInReasons = 30; ///< characters of a word that a reason repeats
constexpr int kLargestDistance = 100;

struct Keyword
{
    QStringView word;
    Kind kind;
};
constexpr std::array<Keyword, 8> kKeywords{{{u"AND", Kind::And},
                                            {u"OR", Kind::Or},
                                            {u"NOT", Kind::Not},
                                            {u"NEAR", Kind::Near},
                                            {u"BEFORE", Kind::Before},
                                            {u"AFTER", Kind::After},
                                            {u"UNLESS", Kind::Unless},
                                            {u"COUNT", Kind::Count}}};

// Word processors and chats put typographic quotes where somebody typed straight ones.
bool isQuote(QChar c)
{
    return c == u'"' || c == u'\u201C' || c == u'\u201D' || c == u'\u201E';
}

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

bool isNameCharacter(char32_t c)
{
    return QChar::isLetterOrNumber(c) || QChar::isMark(c) || c == U'_' || c == U'-';
}

bool isIdentifierCharacter(char32_t c)
{
    return c < 0x80 && isNameCharacter(c);
}

bool isWordCharacter(char32_t c)
{
    return isNameCharacter(c) || c == U'\'' || c == U'\u2019';
}

char32_t codePointAt(QStringView text, qsizetype at)
{
    const QChar first = text[at];
    if (first.isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate())
        return QChar::surrogateToUcs4(first, text[at + 1]);
    return first.unicode();
}

bool hasLetterOrDigit(QStringView text)
{
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (QChar::isLetterOrNumber(codePointAt(text, at)))
            return true;
    }
    return false;
}

// "no! *" and "- *" would stand for every word.
bool endsInsideWord(QStringView text)
{
    if (text.isEmpty())
        return false;
    const bool isPair = text.back().isLowSurrogate() && text.size() > 1;
    const char32_t last = codePointAt(text, text.size() - (isPair ? 2 : 1));
    return QChar::isLetterOrNumber(last) || QChar::isMark(last);
}

QString printed(char32_t c)
{
    if (QChar::isPrint(c))
        return u"'%1'"_s.arg(QString::fromUcs4(&c, 1));
    return u"U+%1"_s.arg(uint(c), 4, 16, QChar(u'0')).toUpper();
}

class ExpressionLexer
{
public:
    explicit ExpressionLexer(QStringView source) : m_source(source) {}

    ExpressionToken next();

private:
    [[nodiscard]] bool isAtEnd() const { return m_at >= m_source.size(); }
    [[nodiscard]] bool isAt(char16_t c) const { return !isAtEnd() && m_source[m_at] == c; }
    QStringView take(bool (*belongs)(char32_t));
    [[nodiscard]] ExpressionToken token(Kind kind, const QString &text = {}, int number = 0) const;
    [[nodiscard]] ExpressionToken invalid(const QString &reason) const { return token(Kind::Invalid, reason); }

    ExpressionToken readQuoted();
    ExpressionToken readRegex();
    ExpressionToken readName(Kind kind);
    ExpressionToken readWord();
    ExpressionToken readDistance(const Keyword &keyword);
    ExpressionToken readPrefix(const QString &text, bool isQuoted);
    static int number(QStringView digits);

    QStringView m_source;
    qsizetype m_at = 0;
    qsizetype m_start = 0; ///< of the token
};

ExpressionToken ExpressionLexer::token(Kind kind, const QString &text, int number) const
{
    return {kind, text, number, int(m_start) + 1};
}

QStringView ExpressionLexer::take(bool (*belongs)(char32_t))
{
    const qsizetype from = m_at;
    while (!isAtEnd()) {
        const char32_t c = codePointAt(m_source, m_at);
        if (!belongs(c))
            break;
        m_at += QChar::requiresSurrogates(c) ? 2 : 1;
    }
    return m_source.sliced(from, m_at - from);
}

int ExpressionLexer::number(QStringView digits)
{
    qint64 value = 0;
    for (const QChar digit : digits)
        value = std::min<qint64>(value * 10 + digit.digitValue(), ExpressionToken::kLargestNumber);
    return int(value);
}

ExpressionToken ExpressionLexer::next()
{
    while (!isAtEnd() && m_source[m_at].isSpace())
        ++m_at;
    m_start = m_at;
    if (isAtEnd())
        return token(Kind::End);
    const QChar c = m_source[m_at];
    if (isQuote(c))
        return readQuoted();
    if (c == u'/')
        return readRegex();
    if (c == u'@')
        return readName(Kind::List);
    if (c == u'#')
        return readName(Kind::Identifier);
    if (c == u'*')
        return invalid(u"a star needs the beginning of a word before it"_s);
    if (c == u'(' || c == u')') {
        ++m_at;
        return token(c == u'(' ? Kind::Open : Kind::Close);
    }
    if (m_source.sliced(m_at).startsWith(u">=")) {
        m_at += 2;
        return token(Kind::AtLeast);
    }
    return readWord();
}

ExpressionToken ExpressionLexer::readQuoted()
{
    const auto *const end = std::find_if(m_source.begin() + m_at + 1, m_source.end(), isQuote);
    if (end == m_source.end())
        return invalid(u"quote without its partner"_s);
    const qsizetype from = m_at + 1;
    m_at = end - m_source.begin() + 1;
    QString text = m_source.sliced(from, m_at - 1 - from).toString().simplified();
    if (text.isEmpty())
        return invalid(u"phrase is empty"_s);
    if (text.contains(u'*'))
        return readPrefix(text, true);
    if (!hasLetterOrDigit(text))
        return invalid(u"phrase has no letters or digits"_s);
    return token(Kind::Phrase, text);
}

ExpressionToken ExpressionLexer::readPrefix(const QString &text, bool isQuoted)
{
    if (text.count(u'*') == text.size())
        return invalid(u"only stars: this would match everything"_s);
    if (text.indexOf(u'*') != text.size() - 1)
        return invalid(u"a star stands only once, at the end of the last word"_s);
    QString prefix = text.chopped(1);
    if (!endsInsideWord(prefix))
        return invalid(u"a star needs the beginning of a word before it"_s);
    if (!isQuoted && !isAtEnd() && (isAt(u'*') || isWordCharacter(codePointAt(m_source, m_at))))
        return invalid(u"a star stands only once, at the end of the last word"_s);
    return token(Kind::Prefix, prefix);
}

ExpressionToken ExpressionLexer::readRegex()
{
    QString text;
    for (++m_at; !isAtEnd() && !isAt(u'/'); ++m_at) {
        if (isAt(u'\\')) {
            if (m_at + 1 >= m_source.size())
                break;
            ++m_at;
            if (!isAt(u'/'))
                text += u'\\';
        }
        text += m_source[m_at];
    }
    if (!isAt(u'/'))
        return invalid(u"regex without its closing slash"_s);
    ++m_at;
    if (text.trimmed().isEmpty())
        return invalid(u"regex is empty"_s);
    return token(Kind::Regex, text);
}

ExpressionToken ExpressionLexer::readName(Kind kind)
{
    ++m_at;
    const QStringView name = take(kind == Kind::List ? isNameCharacter : isIdentifierCharacter);
    if (name.isEmpty()) {
        return invalid(kind == Kind::List ? u"@ needs the name of a list, as in @threat"_s
                                          : u"# needs the name of an identifier, as in #cpf"_s);
    }
    return token(kind, kind == Kind::List ? name.toString() : name.toString().toLower());
}

ExpressionToken ExpressionLexer::readWord()
{
    const QStringView word = take(isWordCharacter);
    if (word.isEmpty())
        return invalid(u"unexpected character %1"_s.arg(printed(codePointAt(m_source, m_at))));
    if (isAt(u'*')) {
        ++m_at;
        return readPrefix(word.toString() + u'*', false);
    }
    if (std::all_of(word.begin(), word.end(), isDigit))
        return token(Kind::Number, {}, number(word));
    const auto *const keyword = std::find_if(kKeywords.begin(), kKeywords.end(), [word](const Keyword &known) {
        return word.compare(known.word, Qt::CaseInsensitive) == 0;
    });
    if (keyword == kKeywords.end()) {
        return invalid(u"'%1' is no keyword: phrases stand in quotes, beginnings of words end in a star"_s.arg(
                word.first(std::min(word.size(), kQuotedInReasons))));
    }
    const bool hasDistance =
            keyword->kind == Kind::Near || keyword->kind == Kind::Before || keyword->kind == Kind::After;
    return hasDistance ? readDistance(*keyword) : token(keyword->kind);
}

ExpressionToken ExpressionLexer::readDistance(const Keyword &keyword)
{
    const auto needsDistance = [&] { return invalid(u"%1 needs a distance, as in %1/3"_s.arg(keyword.word)); };
    if (!isAt(u'/'))
        return needsDistance();
    ++m_at;
    const QStringView digits = take([](char32_t c) { return c >= U'0' && c <= U'9'; });
    if (digits.isEmpty() || (!isAtEnd() && isWordCharacter(codePointAt(m_source, m_at))))
        return needsDistance();
    const int distance = number(digits);
    if (distance > kLargestDistance)
        return invalid(u"distance of %1 is above %2"_s.arg(keyword.word).arg(kLargestDistance));
    return token(keyword.kind, {}, distance);
}

} // namespace

std::vector<ExpressionToken> expressionTokens(QStringView source)
{
    std::vector<ExpressionToken> tokens;
    ExpressionLexer lexer(source);
    do {
        tokens.push_back(lexer.next());
    } while (tokens.back().kind != Kind::End && tokens.back().kind != Kind::Invalid);
    return tokens;
}

bool isBareWord(QStringView text)
{
    for (qsizetype at = 0; at < text.size(); ++at) {
        const char32_t c = codePointAt(text, at);
        if (!isWordCharacter(c))
            return false;
        if (QChar::requiresSurrogates(c))
            ++at;
    }
    return !text.isEmpty();
}

} // namespace atalaia

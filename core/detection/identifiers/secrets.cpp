// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/identifiers/readers.h"
#include "detection/identifiers/readings.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr Scheme kPassword{IdentifierKind::Password, 0, u"", false};
constexpr Scheme kOneTimeCode{IdentifierKind::OneTimeCode, 0, u"", false};
constexpr int kShortestPassword = 4;
constexpr int kLongestPassword = 64;
constexpr int kMostFillers = 6; ///< "senha provisória da conta do e-mail é"
constexpr int kAnswerReach = 40; ///< from the word to the end of the bubble that asked
constexpr int kCodeReach = 30;

/// Between "senha" and what it is.
constexpr std::array<QStringView, 57> kFillers = {
        u"de",      u"do",     u"da",      u"del",   u"la",     u"el",         u"o",        u"a",         u"e",
        u"eh",      u"es",     u"is",      u"era",   u"foi",    u"fica",       u"tu",       u"su",        u"mi",
        u"minha",   u"sua",    u"meu",     u"seu",   u"your",   u"my",         u"the",      u"for",       u"wifi",
        u"wi",      u"fi",     u"rede",    u"red",   u"conta",  u"cuenta",     u"account",  u"app",       u"acesso",
        u"acceso",  u"login",  u"nova",    u"nueva", u"new",    u"temporaria", u"temporal", u"temporary", u"provisoria",
        u"inicial", u"padrao", u"default", u"atual", u"actual", u"email",      u"mail",     u"wi-fi",     u"це",
        u"від",     u"вайфай", u"акаунта"};

/// Of those, what says that the secret comes next.
constexpr std::array<QStringView, 7> kCopulas = {u"e", u"eh", u"es", u"is", u"era", u"fica", u"це"};

/// What follows the word in ordinary talk and could pass for a secret.
constexpr std::array<QStringView, 36> kOrdinary = {
        u"esqueci",   u"errada",  u"errado",   u"nova",      u"provisoria", u"padrao",  u"incorrecta", u"incorreta",
        u"incorrect", u"wrong",   u"nenhuma",  u"qual",      u"mesma",      u"pessoal", u"segura",     u"forte",
        u"fraca",     u"expirou", u"vencida",  u"bloqueada", u"invalida",   u"invalid", u"reset",      u"olvide",
        u"forgot",    u"correta", u"correcta", u"aqui",      u"abaixo",     u"acima",   u"below",      u"above",
        u"não",       u"nao",     u"obrigado", u"alguma"};

template <size_t Count> bool isOneOf(QStringView word, const std::array<QStringView, Count> &words)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool isOpeningSign(char16_t unit)
{
    return QStringView(u"\"'`(*_~«“‘").contains(QChar(unit));
}

bool isQuote(char16_t unit)
{
    return QStringView(u"\"'`«»“”‘’").contains(QChar(unit));
}

bool isSpaceUnit(char16_t unit)
{
    return unit == u' ' || unit == u'\n' || unit == u'\r';
}

/// What was read between the word and the token after it.
struct Lead
{
    int tokenStart = 0;
    bool hasColon = false; ///< or an equals sign
    bool hasCopula = false;
    bool isQuoted = false;
    bool isWifi = false;
    bool isFor = false;
};

Lead leadAfter(const ScanText &text, int from)
{
    Lead lead{from};
    int at = from;
    for (int fillers = 0; fillers <= kMostFillers && at < text.size();) {
        const char16_t unit = text.at(at);
        if (unit == u'\n' && !lead.hasColon && !lead.hasCopula)
            break;
        if (isSpaceUnit(unit) || unit == u'-' || unit == u'>' || unit == 0x2192) {
            ++at;
        } else if (unit == u':' || unit == u'=') {
            lead.hasColon = true;
            ++at;
        } else if (isOpeningSign(unit)) {
            lead.isQuoted = lead.isQuoted || isQuote(unit);
            ++at;
        } else {
            int end = at;
            while (isLetterUnit(text.at(end)))
                ++end;
            const QStringView word = text.folded().sliced(at, end - at);
            const char16_t after = text.at(end);
            const bool isWord = after == u'\0' || isSpaceUnit(after) || after == u':' || after == u'=' || after == u'-';
            if (!isWord || !isOneOf(word, kFillers) || lead.isQuoted)
                break;
            lead.hasCopula = lead.hasCopula || isOneOf(word, kCopulas);
            lead.isWifi = lead.isWifi || word == u"wifi" || word == u"wi" || word == u"вайфай";
            lead.isFor = lead.isFor || word == u"for";
            ++fillers;
            at = end;
        }
    }
    lead.tokenStart = at;
    return lead;
}

struct Token
{
    int start = 0;
    int end = 0;
    int letters = 0;
    int digits = 0;
    int signs = 0;
    bool hasCapitalInside = false;
};

Token tokenAt(const ScanText &text, int start)
{
    Token token{start, start};
    while (token.end < text.size() && !isSpaceUnit(text.at(token.end)))
        ++token.end;
    while (token.end > start && QStringView(u".,;!?)\"'`»”’*_~").contains(QChar(text.at(token.end - 1))))
        --token.end;
    if (token.end < text.size() && text.at(token.end) == u'!' && token.end > start)
        ++token.end; // a sign that passwords end with
    for (int i = token.start; i < token.end; ++i) {
        const char16_t unit = text.at(i);
        const bool isLetter = isLetterUnit(unit);
        token.letters += isLetter ? 1 : 0;
        token.digits += isDigitUnit(unit) ? 1 : 0;
        token.signs += !isLetter && !isDigitUnit(unit) ? 1 : 0;
        token.hasCapitalInside =
                token.hasCapitalInside || (i > token.start && isLetter && unit != text.foldedAt(i) && unit < 0x80);
    }
    return token;
}

/// Hours, dates, shares, money and mask signs are no passwords.
bool isSomethingElse(const ScanText &text, const Token &token)
{
    const QStringView word = text.folded().sliced(token.start, token.end - token.start);
    if (token.letters == 0 && token.digits == 0)
        return true;
    if (word.contains(QStringView(u"://")) || word.startsWith(QStringView(u"www."))
        || word.startsWith(QStringView(u"r$")))
        return true;
    if (word.contains(u'@') && word.lastIndexOf(u'.') > word.indexOf(u'@'))
        return true; // an address
    if (token.letters == 0)
        return word.contains(u'/') || word.contains(u'%') || word.contains(u':') || word.contains(u',');
    const bool isHour = token.signs == 0 && token.letters == 1 && word.contains(u'h');
    const bool isOrdinal = word.endsWith(u'ª') || word.endsWith(u'º');
    const bool isCounted = word.contains(QStringView(u"digit")) || word.contains(QStringView(u"caract"));
    const bool isMask = word.contains(QStringView(u"**")) || word.contains(QStringView(u"••"))
                        || word.contains(QStringView(u"xxxx"));
    return isHour || isOrdinal || isCounted || isMask;
}

bool endsClause(const ScanText &text, int end)
{
    const char16_t after = text.at(end);
    return after == u'\0' || after == u'\n' || after == u',' || after == u'.' || after == u';';
}

bool isSecret(const ScanText &text, const Lead &lead, const Token &token)
{
    const int length = token.end - token.start;
    if (length < kShortestPassword || length > kLongestPassword || isSomethingElse(text, token))
        return false;
    const QStringView word = text.folded().sliced(token.start, length);
    if (isOneOf(word, kOrdinary) || isOneOf(word, kFillers))
        return false;
    if (lead.isFor && !lead.hasColon && !lead.hasCopula)
        return false; // "password for kingkong1" is whose it is
    const bool isMixed = token.digits > 0 || (token.signs > 0 && lead.hasColon && token.letters > 0);
    if (isMixed || (lead.isQuoted && isQuote(text.at(token.end))))
        return true;
    if (lead.hasColon)
        return endsClause(text, token.end) || token.hasCapitalInside;
    return lead.hasCopula && token.hasCapitalInside;
}

void addPassword(Passage &passage, const Token &token, const Lead &lead, const char16_t *how)
{
    const ScanText &text = passage.text();
    NumberReading reading{kPassword, token.start, token.end,
                    text.chars().sliced(token.start, token.end - token.start).toString()};
    reading.how = how;
    reading.key = lead.isWifi ? u"wifi"_s : QString();
    reading.namesItself = true; // its word was read
    passage.add(std::move(reading));
}

/// "qual é a sua senha?" and then one word that looks like one.
void readAnsweredPassword(Passage &passage)
{
    const ScanText &text = passage.text();
    if (passage.context().wordBefore(IdentifierKind::Password, -1, kAnswerReach) == nullptr)
        return;
    int start = 0;
    while (start < text.size() && isSpaceUnit(text.at(start)))
        ++start;
    const Token token = tokenAt(text, start);
    const int length = token.end - token.start;
    for (int i = token.end; i < text.size(); ++i) {
        if (isLetterUnit(text.at(i)) || isDigitUnit(text.at(i)))
            return;
    }
    if (length >= kShortestPassword && length <= kLongestPassword && token.digits > 0 && !isSomethingElse(text, token))
        addPassword(passage, token, {}, u"answer to a question for it");
}

} // namespace

void readPasswords(Passage &passage)
{
    const ScanText &text = passage.text();
    for (const ContextWord &word : passage.context().words()) {
        if (word.start < 0 || (word.kinds & kindBit(IdentifierKind::Password)) == 0)
            continue;
        const char16_t after = text.at(word.end);
        if (isDigitUnit(after) || after == u'_')
            continue; // "password123" is a word of its own
        const Lead lead = leadAfter(text, word.end);
        const Token token = tokenAt(text, lead.tokenStart);
        if (isSecret(text, lead, token))
            addPassword(passage, token, lead, u"follows the word for it");
    }
    readAnsweredPassword(passage);
}

namespace {

bool isAmount(const ScanText &text, int start)
{
    int at = start - 1;
    while (text.at(at) == u' ')
        --at;
    return text.at(at) == u'$' || text.at(at) == 0x20AC;
}

} // namespace

/// Four to eight digits, or 123-456, after a word for a code. "Código" alone is also said of products: then
/// it needs six digits, as most senders use, or a word that says what it is for.
void readOneTimeCode(const NumberWindow &window, Passage &passage)
{
    const size_t size = window.digits.size();
    const bool isParted = window.lengths == "3,3" && window.shape.find_first_of("./()") == std::string::npos;
    if (size < 4 || size > 8 || (!window.isBare() && !isParted) || isAmount(passage.text(), window.start))
        return;
    const ContextWords &context = passage.context();
    const ContextWord *word = context.wordBefore(IdentifierKind::OneTimeCode, window.start, kCodeReach);
    if (word == nullptr)
        return;
    const int first = std::max(word->end, 0);
    for (int i = first; i < window.start; ++i) {
        if (isDigitUnit(passage.text().at(i)))
            return; // the first number after the word
    }
    const bool isAlone = window.start <= 3 && passage.text().size() - window.end <= 3;
    if (word->start < 0 && !isAlone)
        return; // an answer is the number and little else
    const ContextWord *second = context.wordBefore(IdentifierKind::OneTimeCode, word->start, kCodeReach);
    const ContextWord *following = context.wordBefore(IdentifierKind::OneTimeCode, window.end + kCodeReach, kCodeReach);
    if (word->isGeneric && size != 6 && second == nullptr && (following == nullptr || following == word))
        return;
    NumberReading reading{kOneTimeCode, window.start, window.end, QString::fromStdString(window.digits)};
    reading.how = u"digits after the word for it";
    passage.addNumber(window, std::move(reading));
}

} // namespace atalaia

// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/builtinatoms.h"

#include "text/codepoints.h"
#include "text/foldedtext.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <array>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

// Shouting: at least so many letters, and more than so many of a hundred of them capitals.
constexpr int kShoutingLetters = 12;
constexpr int kShoutingPercent = 80;

const QStringList &signNames()
{
    static const QStringList names{u"question"_s,      u"agent-name"_s,    u"contact-name"_s,   u"company-name"_s,
                                   u"shouting"_s,      u"link"_s,          u"money"_s,          u"digits"_s,
                                   u"wa-link"_s,       u"company-email"_s, u"foreign-email"_s,  u"personal-email"_s,
                                   u"company-phone"_s, u"foreign-phone"_s, u"foreign-payment"_s};
    return names;
}

const QStringList &emojiNames()
{
    static const QStringList names{u"emoji-sexual"_s, u"emoji-insult"_s, u"emoji-insult-weak"_s, u"emoji-threat"_s,
                                   u"emoji-money"_s};
    return names;
}

bool isEmailProvider(QStringView domain)
{
    static const QSet<QString> providers{u"gmail"_s,  u"hotmail"_s, u"outlook"_s,    u"live"_s,  u"yahoo"_s,
                                         u"icloud"_s, u"uol"_s,     u"bol"_s,        u"terra"_s, u"ig"_s,
                                         u"globo"_s,  u"proton"_s,  u"protonmail"_s, u"ukr"_s,   u"i"_s,
                                         u"meta"_s,   u"vtr"_s,     u"aol"_s,        u"gmx"_s,   u"msn"_s};
    return providers.contains(domain.left(domain.indexOf(u'.')).toString());
}

QString digitsOf(QStringView text)
{
    QString digits;
    for (const QChar c : text) {
        if (c.isDigit())
            digits.append(QChar(u'0' + c.digitValue()));
    }
    return digits;
}

bool isOwnEmail(const QString &domain, const CompanyProfile &company)
{
    return std::any_of(company.emailDomains.begin(), company.emailDomains.end(),
                       [&domain](const QString &own) { return domain == own || domain.endsWith(u'.' + own); });
}

/// Numbers of a company are written in full or as in the country: the longer one ends with the other.
bool isOwnPhone(const QString &value, const CompanyProfile &company)
{
    const QString digits = digitsOf(value);
    return std::any_of(company.phones.begin(), company.phones.end(), [&digits](const QString &own) {
        const QString ownDigits = digitsOf(own);
        const qsizetype common = std::min(digits.size(), ownDigits.size());
        return common >= 8 && digits.right(common) == ownDigits.right(common);
    });
}

bool isOwnPixKey(const QString &key, const CompanyProfile &company)
{
    constexpr int kCnpjRoot = 8; // branches share the first eight characters
    const QString wanted = key.toLower();
    return std::any_of(company.pixKeys.begin(), company.pixKeys.end(), [&wanted](const QString &own) {
        const QString known = own.toLower();
        return wanted == known
               || (wanted.size() == 14 && known.size() == 14 && wanted.left(kCnpjRoot) == known.left(kCnpjRoot));
    });
}

/// Places of one text in code points, asked for in ascending order.
class AscendingPlaces
{
public:
    explicit AscendingPlaces(QStringView text) : m_text(text) {}

    /// Of UTF-16 units [from, to), neither of which stands within a pair.
    Span span(qsizetype from, qsizetype to)
    {
        const int start = codePointsTo(from);
        return {start, codePointsTo(to)};
    }

private:
    int codePointsTo(qsizetype unit)
    {
        m_codePoints += codePointCount(m_text.sliced(m_unit, unit - m_unit));
        m_unit = unit;
        return m_codePoints;
    }

    QStringView m_text;
    qsizetype m_unit = 0;
    int m_codePoints = 0;
};

/// A regular expression finds nothing in text with half pairs: they are taken for an unknown character.
QString withoutHalfPairs(const QString &text)
{
    if (text.isValidUtf16())
        return text;
    QString whole = text;
    for (qsizetype i = 0; i < whole.size(); ++i) {
        if (codePointLength(whole, i) == 2)
            ++i;
        else if (whole[i].isSurrogate())
            whole[i] = QChar::ReplacementCharacter;
    }
    return whole;
}

struct Letters
{
    int all = 0;
    int capitals = 0;
};

Letters lettersOf(QStringView text)
{
    Letters letters;
    for (const QChar c : text) {
        if (c.unicode() < 0x80) {
            const bool isCapital = c >= u'A' && c <= u'Z';
            letters.all += isCapital || (c >= u'a' && c <= u'z') ? 1 : 0;
            letters.capitals += isCapital ? 1 : 0;
        } else {
            letters.all += c.isLetter() ? 1 : 0;
            letters.capitals += c.isUpper() ? 1 : 0;
        }
    }
    return letters;
}

bool isShouted(const Letters &letters)
{
    return letters.all >= kShoutingLetters && letters.capitals * 100LL > letters.all * qint64(kShoutingPercent);
}

bool isAsciiDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

bool isAsciiLetter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

int letterCount(QByteArrayView word)
{
    return int(std::count_if(word.begin(), word.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

QByteArrayView wordAt(const TokenText &tokens, int index)
{
    const TokenText::Token &token = tokens.tokens[size_t(index)];
    return QByteArrayView(tokens.bytes).sliced(token.start, token.length);
}

bool isAllDigits(QByteArrayView word)
{
    return std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Whether `text` may begin with the name of a currency, as the expression for money has them; false only
/// where it certainly does not.
bool mayNameCurrency(QStringView text)
{
    constexpr std::array kNames{"k",       "mil",   "reais", "real", "conto", "contos", "pila",
                                "pilas",   "pau",   "paus",  "luca", "lucas", "pesos",  "dolares",
                                "dollars", "bucks", "usd",   "brl",  "clp"};
    qsizetype length = 0;
    while (length < text.size() && isAsciiLetter(text[length]))
        ++length;
    if (length < text.size() && text[length].unicode() >= 0x80)
        return true; // an accent or another script: the expression knows
    if (length == 0 || (length < text.size() && (text[length].isDigit() || text[length] == u'_')))
        return false;
    return std::any_of(kNames.begin(), kNames.end(), [word = text.first(length)](const char *name) {
        return word.compare(QLatin1String(name), Qt::CaseInsensitive) == 0;
    });
}

/// Whether a digit stands where the expression for money wants one: behind the sign of a currency, or before
/// what may be the name of one.
bool mayHoldMoney(QStringView text)
{
    constexpr QStringView kSigns = u"$€₴";
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (text[at].unicode() < 0x80 && !isAsciiDigit(text[at]))
            continue;
        if (codePointLength(text, at) == 2 && QChar::isDigit(QChar::surrogateToUcs4(text[at], text[at + 1])))
            return true; // they are rare: the expression knows
        if (!text[at].isDigit())
            continue;
        const bool isAfterSpace = at > 0 && text[at - 1].isSpace();
        if (at > 0 && (kSigns.contains(text[at - 1]) || (isAfterSpace && at > 1 && kSigns.contains(text[at - 2]))))
            return true;
        qsizetype after = at;
        while (after < text.size() && (text[after].isDigit() || text[after] == u'.' || text[after] == u','))
            ++after;
        const qsizetype end = after;
        if (after < text.size() && text[after].isSpace())
            ++after;
        if (mayNameCurrency(text.sliced(after)))
            return true;
        at = end - 1;
    }
    return false;
}

/// Whether there is anything that links cannot do without: each of them has one of these.
bool mayHoldLink(QStringView text)
{
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (text[at] == u'/')
            return true;
        if (text[at] == u'.' && at >= 3 && text.sliced(at - 3, 3).compare(u"www", Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

} // namespace

QStringList BuiltinAtoms::names()
{
    QStringList all = signNames() + emojiNames();
    for (int kind = 0; kind < kIdentifierKinds; ++kind)
        all.append(identifierName(IdentifierKind(kind)));
    return all;
}

bool BuiltinAtoms::isKnown(const QString &name)
{
    return names().contains(name);
}

void BuiltinAtoms::bind(const AtomTable &atoms)
{
    for (size_t i = 0; i < atoms.atoms().size(); ++i) {
        const AtomTable::Atom &atom = atoms.atoms()[i];
        if (atom.kind != Expression::Kind::Identifier)
            continue;
        m_atoms.insert(atom.text, int(i));
        if (!signNames().contains(atom.text) || atom.text.contains(u"email"_s) || atom.text.contains(u"phone"_s)
            || atom.text == u"foreign-payment"_s)
            m_ofIdentifiers.push_back(int(i));
    }
    m_needsIdentifiers = !m_ofIdentifiers.empty();
    m_signs = {atom(u"agent-name"_s), atom(u"contact-name"_s), atom(u"company-name"_s),
               atom(u"digits"_s),     atom(u"link"_s),         atom(u"wa-link"_s),
               atom(u"money"_s),      atom(u"question"_s),     atom(u"shouting"_s)};
}

void BuiltinAtoms::find(const UnitText &unit, const QVector<Identifier> &identifiers, const ConversationFacts &facts,
                        Scratch &scratch, AtomMatches &matches) const
{
    if (unit.normalised.tokens.tokens.empty())
        return;
    if (!m_atoms.isEmpty()) {
        findIdentifiers(unit, identifiers, *facts.company, matches);
        findWords(unit, facts, scratch, matches);
        findSigns(unit, matches);
    }
    if (!matches.touched().empty())
        findSentences(unit, matches);
}

bool BuiltinAtoms::needsIdentifiers(int wanted) const
{
    return std::find(m_ofIdentifiers.begin(), m_ofIdentifiers.end(), wanted) != m_ofIdentifiers.end();
}

void BuiltinAtoms::addTokens(int atom, int first, int last, AtomMatches &matches) const
{
    if (atom >= 0 && first <= last)
        matches.add({atom, first, last, 0, kAnyLanguage, -1});
}

void BuiltinAtoms::add(const QString &name, const UnitText &unit, const Span &span, int source,
                       AtomMatches &matches) const
{
    const int found = atom(name);
    int first = 0;
    int last = 0;
    if (found >= 0 && unit.tokensOf(span, &first, &last))
        matches.add({found, first, last, 0, kAnyLanguage, source});
}

void BuiltinAtoms::findIdentifiers(const UnitText &unit, const QVector<Identifier> &identifiers,
                                   const CompanyProfile &company, AtomMatches &matches) const
{
    for (qsizetype i = 0; i < identifiers.size(); ++i) {
        const Identifier &found = identifiers[i];
        if (found.confidence < kSureIdentifier || found.isDoubtful)
            continue;
        const auto report = [&](const QString &name) { add(name, unit, found.span, int(i), matches); };
        for (int kind = 0; kind < kIdentifierKinds; ++kind) {
            if (isOfKind(found, IdentifierKind(kind)))
                report(identifierName(IdentifierKind(kind)));
        }
        if (isOfKind(found, IdentifierKind::Email)) {
            const QString domain = found.value.section(u'@', 1).toLower();
            report(isOwnEmail(domain, company) ? u"company-email"_s : u"foreign-email"_s);
            if (isEmailProvider(domain))
                report(u"personal-email"_s);
        }
        if (isOfKind(found, IdentifierKind::Phone)) {
            report(isOwnPhone(found.value, company) ? u"company-phone"_s : u"foreign-phone"_s);
        }
        switch (found.kind) {
        case IdentifierKind::PixKey:
        case IdentifierKind::PixCode:
            if (!isOwnPixKey(found.kind == IdentifierKind::PixCode ? found.key : found.value, company))
                report(u"foreign-payment"_s);
            break;
        case IdentifierKind::BankAccount:
        case IdentifierKind::Iban:
        case IdentifierKind::Clabe:
        case IdentifierKind::Cbu:
            report(u"foreign-payment"_s);
            break;
        default:
            break;
        }
    }
}

void BuiltinAtoms::findName(int found, const QString &name, bool firstWordOnly, const UnitText &unit, NameWords &known,
                            AtomMatches &matches) const
{
    constexpr int kShortestName = 2;
    if (found < 0 || name.isEmpty())
        return;
    if (known.name != name) {
        known.name = name;
        splitIntoTokens(foldText(name), known.words);
    }
    const TokenText &words = known.words;
    const TokenText &tokens = unit.normalised.tokens;
    const int wanted = firstWordOnly ? std::min<int>(1, int(words.tokens.size())) : int(words.tokens.size());
    if (wanted == 0)
        return;
    for (int first = 0; first + 1 <= int(tokens.tokens.size()); ++first) {
        int length = 0;
        while (length < wanted && first + length < int(tokens.tokens.size())
               && wordAt(tokens, first + length) == wordAt(words, length))
            ++length;
        const bool isWhole = length == wanted;
        // Of a company's name its first word says enough where it is long.
        const int letters = letterCount(wordAt(words, 0));
        const bool isLongFirst = length > 0 && letters >= 5;
        if ((isWhole && letters >= kShortestName) || isLongFirst)
            addTokens(found, first, first + length - 1, matches);
    }
}

void BuiltinAtoms::findWords(const UnitText &unit, const ConversationFacts &facts, Scratch &scratch,
                             AtomMatches &matches) const
{
    findName(m_signs.agentName, facts.agentName, true, unit, scratch.agent, matches);
    findName(m_signs.contactName, facts.contactName, true, unit, scratch.contact, matches);
    findName(m_signs.companyName, facts.company->name, false, unit, scratch.company, matches);

    const TokenText &tokens = unit.normalised.tokens;
    for (int i = 0; i < int(tokens.tokens.size()); ++i) {
        const QByteArrayView word = wordAt(tokens, i);
        if (m_signs.digits >= 0 && word.size() >= 3 && word.size() <= 8 && isAllDigits(word))
            addTokens(m_signs.digits, i, i, matches);
        if (word.startsWith("emoji_"))
            addTokens(atom(QString::fromLatin1(word).replace(u'_', u'-')), i, i, matches);
    }
}

void BuiltinAtoms::findAll(const QRegularExpression &expression, int found, const UnitText &unit,
                           AtomMatches &matches) const
{
    if (found < 0)
        return;
    const QString text = withoutHalfPairs(unit.text);
    AscendingPlaces places(text);
    for (auto it = expression.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        const Span span = places.span(match.capturedStart(), match.capturedEnd());
        int first = 0;
        int last = 0;
        if (unit.tokensOf(span, &first, &last))
            matches.add({found, first, last, 0, kAnyLanguage, -1});
    }
}

void BuiltinAtoms::findLinks(const UnitText &unit, AtomMatches &matches) const
{
    // No expression begins anew within what an earlier attempt has read: linear in any text.
    static const QRegularExpression link(
            u"(?:https?://|www\\.)\\S+"
            "|(?<![a-z0-9-])[a-z0-9-]++\\.(?:com|net|org|me|io|app)(?:\\.[a-z]{2})?/\\S*"_s,
            QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression waLink(u"(?:wa\\.me/|api\\.whatsapp\\.com/send|chat\\.whatsapp\\.com/)\\S*"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    if (!mayHoldLink(unit.text))
        return;
    findAll(link, m_signs.link, unit, matches);
    findAll(waLink, m_signs.waLink, unit, matches);
}

void BuiltinAtoms::findMoney(const UnitText &unit, AtomMatches &matches) const
{
    static const QRegularExpression money(
            u"(?:r\\$|us\\$|\\$|€|₴)\\s?\\d[\\d.,]*+"
            "|(?<![\\d.,])(?:[.,]++|\\b)\\d[\\d.,]*+\\s?(?:k|mil|reais|real|conto|contos|pila|pilas|pau|paus|"
            "lucas|luca|pesos|d[oó]lares|dollars|bucks|usd|brl|clp|грн|гривень|гривен|гривні|тисяч|баксів)\\b"_s,
            QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    if (m_signs.money >= 0 && mayHoldMoney(unit.text))
        findAll(money, m_signs.money, unit, matches);
}

/// A question mark counts for the word before it; where there is none, for the first.
void BuiltinAtoms::findQuestions(const UnitText &unit, AtomMatches &matches) const
{
    if (m_signs.question < 0)
        return;
    AscendingPlaces places(unit.text);
    const int count = int(unit.normalised.tokens.tokens.size());
    int marked = -1;
    for (qsizetype mark = unit.text.indexOf(u'?'); mark >= 0; mark = unit.text.indexOf(u'?', mark + 1)) {
        int first = 0;
        int last = 0;
        (void)unit.tokensOf(places.span(mark, mark + 1), &first, &last); // it touches none: first is the next one
        const int token = std::clamp(first - 1, 0, count - 1);
        if (token != marked)
            addTokens(m_signs.question, token, token, matches);
        marked = token;
    }
}

/// A line break ends a sentence, and so does a mark with a space behind it.
void BuiltinAtoms::findSentences(const UnitText &unit, AtomMatches &matches)
{
    const QStringView text = unit.text;
    const auto isMark = [](QChar c) { return c == u'.' || c == u'!' || c == u'?' || c == u';' || c == u'\u2026'; };
    AscendingPlaces places(text);
    for (qsizetype at = 0; at + 1 < text.size(); ++at) {
        if (text[at] != u'\n' && (!isMark(text[at]) || !text[at + 1].isSpace()))
            continue;
        int first = 0;
        int last = 0;
        (void)unit.tokensOf(places.span(at, at + 1), &first, &last); // it touches none: first is the next one
        if (first > 0 && first < int(unit.normalised.tokens.tokens.size()))
            matches.beginSentence(first);
    }
}

/// Bubble by bubble, lest calm words before hide it; over all where no bubble is long enough.
void BuiltinAtoms::findShouting(const UnitText &unit, AtomMatches &matches) const
{
    if (m_signs.shouting < 0)
        return;
    const QStringView text = unit.text;
    bool isFound = false;
    Letters all;
    for (size_t i = 0; i < unit.bubbles.size(); ++i) {
        const qsizetype from = i == 0 ? 0 : unit.seams[i - 1];
        const qsizetype to = i < unit.seams.size() ? unit.seams[i] - 1 : text.size();
        const Letters letters = lettersOf(text.sliced(from, to - from));
        all.all += letters.all;
        all.capitals += letters.capitals;
        if (!isShouted(letters))
            continue;
        const UnitText::Bubble &bubble = unit.bubbles[i];
        int first = 0;
        int last = 0;
        isFound = true;
        if (unit.tokensOf({bubble.codePointStart, bubble.codePointStart + bubble.codePointLength}, &first, &last))
            addTokens(m_signs.shouting, first, last, matches);
    }
    if (!isFound && isShouted(all))
        addTokens(m_signs.shouting, 0, int(unit.normalised.tokens.tokens.size()) - 1, matches);
}

void BuiltinAtoms::findSigns(const UnitText &unit, AtomMatches &matches) const
{
    findLinks(unit, matches);
    findMoney(unit, matches);
    findQuestions(unit, matches);
    findShouting(unit, matches);
}

} // namespace atalaia

// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/termcleaning.h"

#include "detection/termcheck.h"

#include <QRegularExpression>

#include <algorithm>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr char32_t kZeroWidthJoiner = 0x200D;
constexpr int kShortestTerm = 3;

bool isInvisible(char32_t c)
{
    const QChar::Category category = QChar::category(c);
    return category == QChar::Other_Format || (category == QChar::Other_Control && !QChar::isSpace(c));
}

QString codePointName(char32_t c)
{
    return u"U+%1"_s.arg(static_cast<uint>(c), 4, 16, QChar(u'0')).toUpper();
}

char32_t plainQuote(char32_t c)
{
    switch (c) {
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
        return U'\'';
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
        return U'"';
    default:
        return c;
    }
}

/// `prоpina` with a Cyrillic о: letters of two alphabets in one word.
QString strangerInWord(const QString &text)
{
    auto wordScript = QChar::Script_Unknown;
    const QList<uint> points = text.toUcs4();
    for (const uint point : points) {
        const auto script = QChar::script(point);
        const bool isAlphabetic =
                QChar::isLetter(point)
                && (script == QChar::Script_Latin || script == QChar::Script_Cyrillic || script == QChar::Script_Greek);
        if (!isAlphabetic) {
            wordScript = QChar::Script_Unknown;
            continue;
        }
        if (wordScript != QChar::Script_Unknown && wordScript != script)
            return codePointName(point);
        wordScript = script;
    }
    return {};
}

struct Substance
{
    int lettersAndDigits = 0;
    int symbols = 0; ///< emoji among them
};

Substance substanceOf(const QString &text)
{
    Substance substance;
    const QList<uint> points = text.toUcs4();
    for (const uint point : points) {
        if (QChar::isLetterOrNumber(point))
            ++substance.lettersAndDigits;
        else if (QChar::category(point) == QChar::Symbol_Other)
            ++substance.symbols;
    }
    return substance;
}

/// Messages lose their accents before they are scanned; an expression's accents stay and never match.
QString accentIn(const QString &expression)
{
    for (const QChar c : expression) {
        const QString parts = c.decomposition();
        const bool isAccented = c.isLetter() && c.script() == QChar::Script_Latin && parts.size() > 1
                                && c.decompositionTag() == QChar::Canonical;
        if (isAccented && c.toLower() != u'ñ')
            return codePointName(c.unicode());
    }
    return {};
}

QString refusalCode(TermKind kind)
{
    switch (kind) {
    case TermKind::Literal:
        return u"invalid-literal"_s;
    case TermKind::Regex:
        return u"invalid-regex"_s;
    case TermKind::Prefix:
        return u"invalid-prefix"_s;
    case TermKind::Near:
        return u"invalid-near"_s;
    case TermKind::Expression:
        return u"invalid-expression"_s;
    }
    return {};
}

bool isPhrase(TermKind kind)
{
    return kind == TermKind::Literal || kind == TermKind::Prefix;
}

void examinePhrase(const Term &term, LineFindings &findings)
{
    static const QRegularExpression kWildcard(u"\\w\\*|\\*\\w"_s, QRegularExpression::UseUnicodePropertiesOption);
    const QString text = term.kind == TermKind::Prefix && term.text.endsWith(u'*') ? term.text.chopped(1) : term.text;
    const Substance substance = substanceOf(text);
    if (substance.lettersAndDigits == 0 && substance.symbols == 0)
        findings.add(LineVerdict::Error, u"no-letters"_s);
    else if (substance.lettersAndDigits < kShortestTerm && substance.symbols == 0)
        findings.add(LineVerdict::Warning, u"short-term"_s, u"%1 letters"_s.arg(substance.lettersAndDigits));
    if (kWildcard.match(text).hasMatch())
        findings.add(LineVerdict::Warning, u"wildcard-in-literal"_s, u"* is an ordinary character here"_s);
    if (text.contains(u" – "_s) || text.contains(u" — "_s))
        findings.add(LineVerdict::Warning, u"dash-in-term"_s);
}

} // namespace

QString cleanedTerm(const QString &text, TermKind kind, LineFindings &findings)
{
    QList<char32_t> cleaned;
    QStringList removed;
    bool hasOddSpace = false;
    bool hasOddQuote = false;
    bool hasLineBreak = false;
    const QList<uint> points = text.toUcs4();
    for (const char32_t c : points) {
        const bool joinsEmoji = c == kZeroWidthJoiner && !cleaned.isEmpty() && !QChar::isLetter(cleaned.back());
        if (isInvisible(c) && !joinsEmoji) {
            removed.append(codePointName(c));
        } else if (QChar::isSpace(c)) {
            hasOddSpace = hasOddSpace || (c != U' ' && QChar::category(c) == QChar::Separator_Space);
            hasLineBreak = hasLineBreak || c == U'\n' || c == U'\r' || c == 0x2028 || c == 0x2029;
            cleaned.append(U' ');
        } else {
            hasOddQuote = hasOddQuote || plainQuote(c) != c;
            cleaned.append(plainQuote(c));
        }
    }
    const QString spaced = QString::fromUcs4(cleaned.constData(), cleaned.size());
    QString tidy = isPhrase(kind) ? spaced.simplified() : spaced.trimmed();

    if (!removed.isEmpty())
        findings.add(LineVerdict::Warning, u"invisible-removed"_s, removed.mid(0, 8).join(u' '));
    if (hasOddSpace)
        findings.add(LineVerdict::Warning, u"no-break-space-replaced"_s);
    if (hasOddQuote)
        findings.add(LineVerdict::Warning, u"smart-quotes-replaced"_s);
    if (hasLineBreak && text.trimmed().contains(QRegularExpression(u"[\r\n\u2028\u2029]"_s)))
        findings.add(LineVerdict::Warning, u"line-break-in-cell"_s, u"read as a space"_s);
    if (tidy != spaced)
        findings.add(LineVerdict::Ok, u"trimmed"_s);
    return tidy;
}

void examineTerm(const Term &term, LineFindings &findings)
{
    if (term.text.isEmpty()) {
        findings.add(LineVerdict::Error, u"empty-term"_s);
        return;
    }
    const int longest = isPhrase(term.kind) ? LexiconImporter::kMaxTermLength : LexiconImporter::kMaxCellLength;
    if (term.text.size() > longest) {
        findings.add(LineVerdict::Error, u"too-long"_s,
                     u"%1 characters, at most %2"_s.arg(term.text.size()).arg(longest));
        return;
    }
    if (isPhrase(term.kind))
        examinePhrase(term, findings);
    if (looksLikeFormula(term.text))
        findings.add(LineVerdict::Warning, u"formula-like"_s, u"stored as text"_s);
    if (const QString stranger = strangerInWord(term.text); !stranger.isEmpty() && term.kind != TermKind::Regex)
        findings.add(LineVerdict::Warning, u"mixed-script"_s, stranger);
    if (term.kind == TermKind::Regex) {
        if (const QString accent = accentIn(term.text); !accent.isEmpty())
            findings.add(LineVerdict::Warning, u"accent-in-regex"_s, accent + u" never matches"_s);
    }
    static const QRegularExpression kNoDistance(u"NEAR/0+\\b"_s, QRegularExpression::CaseInsensitiveOption);
    if (term.kind == TermKind::Near && kNoDistance.match(term.text).hasMatch())
        findings.add(LineVerdict::Error, u"invalid-near"_s, u"the distance is at least 1"_s);
    if (findings.hasError())
        return;
    if (const auto usable = checkTerm(term); !usable)
        findings.add(LineVerdict::Error, refusalCode(term.kind), usable.error().context);
}

bool looksLikeFormula(QStringView cell)
{
    if (cell.isEmpty())
        return false;
    const QChar first = cell.front();
    return first == u'=' || first == u'+' || first == u'-' || first == u'@' || first == u'\t' || first == u'\r';
}

namespace {

QStringView afterApostrophes(const QString &cell)
{
    const auto end = std::find_if(cell.cbegin(), cell.cend(), [](QChar c) { return c != u'\''; });
    return QStringView(cell).sliced(end - cell.cbegin());
}

} // namespace

QString withoutFormulaEscape(const QString &cell)
{
    const bool isEscaped = cell.startsWith(u'\'') && looksLikeFormula(afterApostrophes(cell));
    return isEscaped ? cell.sliced(1) : cell;
}

// Also before what looks like an escape already, so that reading back takes off exactly one.
QString withFormulaEscape(const QString &cell)
{
    return looksLikeFormula(afterApostrophes(cell)) ? u'\'' + cell : cell;
}

} // namespace atalaia

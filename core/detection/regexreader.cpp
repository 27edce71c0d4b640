// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/regexreader.h"

#include "text/foldtable.h"

#include <QList>
#include <QRegularExpression>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

// Repeats up to this count are unrolled in people's heads too ("up to three words"); beyond it a
// repeat inside a repeat is treated like an endless one.
constexpr qint64 kSmallRepeat = 10;
constexpr qint64 kMaxWeight = 20'000;
constexpr qint64 kMaxPrefilterWeight = 2'000;
constexpr QStringView kAboveAscii = u"\\x{80}-\\x{10ffff}";

bool isOneOf(QChar c, QStringView set)
{
    return set.contains(c);
}

/// Reads one bracketed class, for RegexReader.
class ClassReader
{
public:
    ClassReader(QStringView text, qsizetype at) : m_text(text), m_at(at) {}

    void read()
    {
        ++m_at;
        m_folded = u"["_s;
        if (current() == u'^') {
            m_isNegated = true;
            take(1);
        }
        if (current() == u']') {
            m_folded += u"\\]"_s;
            ++m_at;
        }
        while (m_at < m_text.size() && current() != u']')
            readMember();
        ++m_at;
    }

    [[nodiscard]] qsizetype end() const { return m_at; }
    [[nodiscard]] QString folded() const { return m_folded + u']'; }
    [[nodiscard]] QString prefilter() const
    {
        return m_hasShorthand && !m_isNegated ? m_folded + kAboveAscii.toString() + u']' : folded();
    }
    [[nodiscard]] bool isPrefilterSound() const { return m_isSound && !(m_isNegated && m_hasNegatedShorthand); }

private:
    [[nodiscard]] QChar current(qsizetype ahead = 0) const
    {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : QChar();
    }

    void take(qsizetype count)
    {
        m_folded += m_text.mid(m_at, count);
        m_at += count;
    }

    void readMember()
    {
        const bool endsRange = m_isRangeOpen;
        m_isRangeOpen = false;
        if (current() == u'\\') {
            readEscape();
        } else if (current() == u'[' && isOneOf(current(1), u":.=")) {
            m_isSound = false;
            const qsizetype end = m_text.indexOf(u']', m_at + 2);
            take((end < 0 ? m_text.size() : end + 1) - m_at);
            return;
        } else if (current() == u'[') {
            m_folded += u"\\["_s;
            ++m_at;
        } else {
            readCharacter(endsRange || startsRange());
        }
        if (!endsRange && startsRange(0)) {
            take(1);
            m_isRangeOpen = true;
        }
    }

    [[nodiscard]] bool startsRange(qsizetype ahead = 1) const
    {
        return current(ahead) == u'-' && current(ahead + 1) != u']' && !current(ahead + 1).isNull();
    }

    void readEscape()
    {
        const QChar kind = current(1);
        m_hasShorthand |= isOneOf(kind, u"wds");
        m_hasNegatedShorthand |= isOneOf(kind, u"WDS");
        if (kind.isLetterOrNumber() && !isOneOf(kind, u"wdsWDSntrx"))
            m_isSound = false;
        const qsizetype brace = current(2) == u'{' ? m_text.indexOf(u'}', m_at) : -1;
        take(brace < 0 ? 2 : brace + 1 - m_at);
    }

    void readCharacter(bool isInRange)
    {
        const QChar unit = current();
        if (unit.isSurrogate() || unit == u'-' || unit == u'^') {
            take(unit.isSurrogate() ? 2 : 1);
            return;
        }
        ++m_at;
        // The borders of a range only change case, so that it stays a range.
        const QString folded =
                isInRange ? QString(unit.toLower()) : QString::fromUtf8(foldCodePoint(unit.unicode()).bytes);
        if (folded.isEmpty())
            m_folded += unit.isSpace() ? u' ' : unit;
        else if (folded.size() == 1 && isOneOf(folded.front(), u"]\\^-["))
            m_folded += u'\\' + folded;
        else
            m_folded += folded;
    }

    QStringView m_text;
    qsizetype m_at;
    QString m_folded;
    bool m_isNegated = false;
    bool m_hasShorthand = false;
    bool m_hasNegatedShorthand = false;
    bool m_isSound = true;
    bool m_isRangeOpen = false;
};

} // namespace

RegexReader::RegexReader(const QString &text)
    : m_text(text.normalized(QString::NormalizationForm_C)), m_isPrefilterSound(!text.contains(QChar::Null))
{
    // Hyperscan takes expressions as C strings, hence the look for a null.
}

Result<RegexReader::Reading> RegexReader::read()
{
    m_groups.assign(1, Group());
    while (m_at < m_text.size() && m_refusal.isEmpty())
        readNext();
    endAlternative();
    if (m_refusal.isEmpty() && m_groups.size() != 1)
        refuse(u"parenthesis without its partner"_s);
    if (!m_refusal.isEmpty())
        return Error{Error::Kind::Pattern, m_refusal};
    const bool isFilterable = m_isPrefilterSound && m_groups.front().body.weight <= kMaxPrefilterWeight;
    return Reading{m_pattern, isFilterable ? m_prefilter : QString()};
}

void RegexReader::refuse(const QString &reason)
{
    if (m_refusal.isEmpty())
        m_refusal = reason;
}

void RegexReader::readNext()
{
    const QChar c = m_text[m_at];
    if (c == u'\\') {
        readEscape();
    } else if (c == u'[') {
        readClass();
    } else if (c == u'(') {
        readGroupStart();
    } else if (c == u')') {
        readGroupEnd();
    } else if (c == u'|') {
        endAlternative();
        copyBoth(1);
    } else if (c == u'^' || c == u'$') {
        startAtom({.isAssertion = true});
        copyBoth(1);
    } else if (c == u'.') {
        startAtom({.weight = 2, .consumes = true});
        copyBoth(1);
    } else if (const Repeat repeat = quantifierAt(m_at); repeat.length > 0) {
        readQuantifier(repeat);
    } else {
        readLiteral();
    }
}

void RegexReader::copyBoth(qsizetype length)
{
    const QStringView taken = QStringView(m_text).mid(m_at, length);
    m_pattern += taken;
    m_prefilter += taken;
    m_at += taken.size();
}

/// The atom before is complete: nothing repeats it any more.
void RegexReader::startAtom(Atom atom)
{
    Group &group = m_groups.back();
    group.body.weight += m_atom.weight;
    group.body.repeatsFreely |= m_atom.repeatsFreely;
    group.alternativeConsumes |= m_atom.consumes;
    if (group.body.weight > kMaxWeight)
        refuse(u"repeats are too large"_s);
    m_atom = atom;
}

void RegexReader::endAlternative()
{
    startAtom({});
    Group &group = m_groups.back();
    group.everyAlternativeConsumes &= group.alternativeConsumes;
    group.alternativeConsumes = false;
}

qsizetype RegexReader::escapeLengthAt(qsizetype at) const
{
    const QStringView text(m_text);
    if (at + 1 >= text.size())
        return 1;
    if (at + 2 < text.size() && text[at + 2] == u'{') {
        const qsizetype end = text.indexOf(u'}', at);
        if (isOneOf(text[at + 1], u"xopPN") && end > 0)
            return end + 1 - at;
    }
    return text[at + 1].isHighSurrogate() ? 3 : 2;
}

void RegexReader::readEscape()
{
    const QChar kind = m_at + 1 < m_text.size() ? m_text[m_at + 1] : QChar();
    const qsizetype length = escapeLengthAt(m_at);
    if (isOneOf(kind, u"CGKQEgk")) {
        refuse(u"escape \\%1 is not supported"_s.arg(kind));
        return;
    }
    if (isOneOf(kind, u"bBAzZ")) {
        startAtom({.isAssertion = true});
        m_pattern += QStringView(m_text).mid(m_at, length);
        // Hyperscan's borders know ASCII letters only; without them it finds more, never less.
        m_isPrefilterSound &= kind == u'b' || kind == u'B';
        m_at += length;
        return;
    }
    startAtom({.weight = 1, .consumes = true});
    if (isOneOf(kind, u"wds")) {
        m_prefilter += u"[\\%1%2]"_s.arg(kind).arg(kAboveAscii);
        m_pattern += QStringView(m_text).mid(m_at, length);
        m_at += length;
        return;
    }
    if (kind.isLetterOrNumber() && !isOneOf(kind, u"WDSntrx"))
        m_isPrefilterSound = false;
    copyBoth(length);
}

void RegexReader::readClass()
{
    startAtom({.weight = 2, .consumes = true});
    ClassReader reader(m_text, m_at);
    reader.read();
    if (reader.end() > m_text.size()) {
        refuse(u"bracket without its partner"_s);
        return;
    }
    m_pattern += reader.folded();
    m_prefilter += reader.prefilter();
    m_isPrefilterSound &= reader.isPrefilterSound();
    m_at = reader.end();
}

void RegexReader::readGroupStart()
{
    const QStringView rest = QStringView(m_text).mid(m_at);
    startAtom({});
    if (rest.startsWith(u"(*")) {
        refuse(u"verbs (*...) are not supported"_s);
        return;
    }
    if (rest.startsWith(u"(?#")) {
        const qsizetype end = rest.indexOf(u')');
        m_at += end < 0 ? rest.size() : end + 1;
        return;
    }
    Group &group = m_groups.emplace_back();
    group.prefilterStart = m_prefilter.size();
    group.wasPrefilterSound = m_isPrefilterSound;
    m_prefilter += u"(?:";
    if (!rest.startsWith(u"(?")) {
        m_pattern += u'(';
        ++m_at;
        return;
    }
    static const QRegularExpression plain(u"^\\(\\?(:|P?<[A-Za-z_]\\w*>|'[A-Za-z_]\\w*')"_s);
    static const QRegularExpression lookaround(u"^\\(\\?<?[=!]"_s);
    static const QRegularExpression other(u"^\\(\\?([>|]|[ims-]*[:)])"_s);
    QRegularExpressionMatch introduction = plain.match(rest.left(80).toString());
    if (!introduction.hasMatch()) {
        introduction = lookaround.match(rest.left(80).toString());
        group.isLookaround = introduction.hasMatch();
    }
    if (!introduction.hasMatch()) {
        introduction = other.match(rest.left(80).toString());
        m_isPrefilterSound = false;
    }
    if (!introduction.hasMatch()) {
        refuse(u"group (?%1 is not supported"_s.arg(rest.mid(2, 1)));
        return;
    }
    m_pattern += introduction.captured();
    m_at += introduction.capturedLength();
    if (introduction.captured().endsWith(u')'))
        m_groups.pop_back();
}

void RegexReader::readGroupEnd()
{
    endAlternative();
    if (m_groups.size() < 2) {
        refuse(u"parenthesis without its partner"_s);
        return;
    }
    const Group group = m_groups.back();
    m_groups.pop_back();
    m_atom = {group.body.weight, true, group.isLookaround, group.body.repeatsFreely, group.everyAlternativeConsumes};
    copyBoth(1);
    if (!group.isLookaround)
        return;
    // Without what it asks of its neighbours a regex matches more, never less.
    m_prefilter.truncate(group.prefilterStart);
    m_isPrefilterSound = group.wasPrefilterSound;
}

char32_t RegexReader::codePointAt(qsizetype at, qsizetype *length) const
{
    const QChar unit = m_text[at];
    *length = 1;
    if (!unit.isHighSurrogate() || at + 1 >= m_text.size())
        return unit.isSurrogate() ? char32_t(QChar::ReplacementCharacter) : char32_t(unit.unicode());
    *length = 2;
    return QChar::surrogateToUcs4(unit, m_text[at + 1]);
}

void RegexReader::readLiteral()
{
    qsizetype length = 1;
    const char32_t c = codePointAt(m_at, &length);
    m_at += length;
    const FoldedCodePoint folded = foldCodePoint(c);
    if (folded.kind == FoldKind::Ignorable || folded.kind == FoldKind::Mark)
        return;
    const QString letters = folded.kind == FoldKind::Space ? u" "_s : QString::fromUtf8(folded.bytes);
    startAtom({.weight = 1, .consumes = true});
    const bool isAscii = letters.front().unicode() < 0x80;
    // Only one that was a metacharacter in another shape (full width) needs escaping; so does a lone brace.
    QString rendered = isAscii && (c >= 0x80 || c == U'{') ? QRegularExpression::escape(letters) : letters;
    if (letters.toUcs4().size() > 1)
        rendered = u"(?:"_s + QRegularExpression::escape(letters) + u')';
    m_pattern += rendered;
    m_prefilter += rendered;
}

RegexReader::Repeat RegexReader::quantifierAt(qsizetype at) const
{
    switch (m_text[at].unicode()) {
    case u'*':
        return {0, -1, 1};
    case u'+':
        return {1, -1, 1};
    case u'?':
        return {0, 1, 1};
    case u'{':
        break;
    default:
        return {};
    }
    static const QRegularExpression bounds(u"^\\{(\\d{1,6})(,(\\d{1,6})?)?\\}"_s);
    const QRegularExpressionMatch match = bounds.match(m_text.mid(at, 20));
    if (!match.hasMatch())
        return {};
    const qint64 least = match.captured(1).toLongLong();
    if (match.capturedLength(2) == 0)
        return {least, least, match.capturedLength()};
    return {least, match.capturedLength(3) > 0 ? match.captured(3).toLongLong() : -1, match.capturedLength()};
}

void RegexReader::readQuantifier(const Repeat &repeat)
{
    const bool isLarge = repeat.most < 0 || repeat.most > kSmallRepeat;
    const QStringView quantifier = QStringView(m_text).mid(m_at, repeat.length);
    m_pattern += quantifier;
    if (m_atom.isAssertion)
        m_isPrefilterSound = false;
    else if (isLarge) // counting far costs Hyperscan seconds; endless is wider and nearly free
        m_prefilter += repeat.least == 0 ? u'*' : u'+';
    else
        m_prefilter += quantifier;
    m_at += repeat.length;
    bool isPossessive = false;
    if (m_at < m_text.size() && isOneOf(m_text[m_at], u"?+")) {
        isPossessive = m_text[m_at] == u'+';
        m_pattern += m_text[m_at++];
    }
    if (isLarge && m_atom.isGroup && m_atom.repeatsFreely && !m_atom.consumes)
        refuse(u"nested quantifiers"_s);
    m_atom.weight *= std::max<qint64>({1, repeat.least, repeat.most});
    if (m_atom.weight > kMaxWeight)
        refuse(u"repeats are too large"_s);
    m_atom.repeatsFreely |= isLarge && repeat.least != repeat.most && !isPossessive;
    m_atom.consumes = m_atom.consumes && repeat.least == 1 && repeat.most == 1;
}

} // namespace atalaia

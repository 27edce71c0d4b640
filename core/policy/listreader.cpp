// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/listreader.h"

#include "policy/comparisonkey.h"
#include "policy/policykeys.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestEntry = 200;
constexpr qsizetype kLongestRegex = 1000;
constexpr int kLeastPrefixLetters = 2;

QString languageOf(const QString &key)
{
    return key == u"any"_s ? QString() : key;
}

/// Letters of the last word, which a prefix leaves open.
int lettersAtEnd(const QString &folded)
{
    const QString last = folded.section(u' ', -1);
    return int(std::count_if(last.cbegin(), last.cend(), [](QChar c) { return c.isLetterOrNumber(); }));
}

/// What is wrong with the entry, or nothing. Fills kind and text of `term`.
QString readEntry(const QString &written, Term &term)
{
    const QString text = written.trimmed();
    if (text.size() >= 2 && text.startsWith(u'/') && text.endsWith(u'/')) {
        term.kind = TermKind::Regex;
        term.text = text.sliced(1, text.size() - 2);
        if (term.text.isEmpty())
            return u"an empty expression"_s;
        return term.text.size() > kLongestRegex ? u"an expression of more than %1 characters"_s.arg(kLongestRegex)
                                                : QString();
    }
    term.kind = text.endsWith(u'*') ? TermKind::Prefix : TermKind::Literal;
    term.text = term.kind == TermKind::Prefix ? text.chopped(1) : text;
    if (term.text.size() > kLongestEntry)
        return u"an entry of more than %1 characters"_s.arg(kLongestEntry);
    if (term.text.contains(u'*'))
        return u"'*' stands only at the end of an entry"_s;
    if (term.text.contains(u'\n'))
        return u"an entry of several lines"_s;
    const QString folded = comparisonKey(term.text);
    if (folded.isEmpty())
        return u"an entry without a word"_s;
    if (term.kind == TermKind::Prefix && term.text.back().isSpace())
        return u"'*' belongs to a word: no blank before it"_s;
    if (term.kind == TermKind::Prefix && lettersAtEnd(folded) < kLeastPrefixLetters)
        return u"a beginning of fewer than %1 letters would match almost everything"_s.arg(kLeastPrefixLetters);
    return {};
}

/// One entry of a list, unless it says the same as one before.
void addEntry(const YamlNode &entry, const QString &language, Lexicon &list, QSet<QString> &known,
              PolicyFindings &findings)
{
    Term term;
    term.language = language;
    term.line = entry.line;
    if (const QString reason = readEntry(entry.text, term); !reason.isEmpty()) {
        findings.add(entry, u"list '%1': %2"_s.arg(list.name, reason));
        return;
    }
    const QString same = term.kind == TermKind::Regex ? term.text : comparisonKey(term.text);
    const QString key = u"%1 %2 %3"_s.arg(int(term.kind)).arg(language, same);
    if (known.contains(key))
        return;
    known.insert(key);
    list.terms.append(term);
}

void readList(const YamlNode &node, Policy &policy, PolicyFindings &findings)
{
    static const QRegularExpression kName(u"\\A[a-z0-9_]{1,60}\\z"_s);
    if (!kName.match(node.key).hasMatch()) {
        findings.addAtKey(node, u"the name of a list must be 1 to 60 small letters, digits and '_'"_s);
        return;
    }
    const PolicyFields fields(node, listKeys(), u"a list"_s, findings);
    if (node.kind != YamlNode::Kind::Map)
        return;
    Lexicon list;
    list.name = node.key;
    list.sourceName = policy.sourceName;
    const auto included = fields.texts(u"include");
    for (const YamlNode *other : included)
        policy.includes.append({list.name, other->text.trimmed(), other->line, other->column});
    QSet<QString> known;
    bool hasEntries = false;
    for (const QString &key : listKeys().sliced(1)) {
        for (const YamlNode *entry : fields.texts(key)) {
            hasEntries = true;
            addEntry(*entry, languageOf(key), list, known, findings);
        }
    }
    if (!hasEntries && included.empty())
        findings.addAtKey(node, u"list '%1' has no entries"_s.arg(list.name));
    policy.lists.append(list);
}

} // namespace

void readLists(const YamlNode &lists, Policy &policy, PolicyFindings &findings)
{
    if (lists.kind != YamlNode::Kind::Map) {
        findings.add(lists, u"'lists' must be a map of names and lists"_s);
        return;
    }
    for (const YamlNode &list : lists.children)
        readList(list, policy, findings);
}

} // namespace atalaia

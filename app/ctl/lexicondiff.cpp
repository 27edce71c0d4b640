// SPDX-License-Identifier: GPL-3.0-or-later
#include "lexiconcommand.h"
#include "output.h"
#include "policy/termvocabulary.h"
#include "store/lexiconrepository.h"
#include "storesession.h"

#include <QHash>

#include <tuple>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

/// What makes a term the same one in another version; the rest of it may change.
struct TermKey
{
    QString text;
    TermKind kind = TermKind::Literal;
    QString language;
    Direction direction = Direction::Any;

    friend bool operator==(const TermKey &, const TermKey &) = default;
    friend size_t qHash(const TermKey &key, size_t seed = 0)
    {
        return qHashMulti(seed, key.text, int(key.kind), key.language, int(key.direction));
    }
};

TermKey keyOf(const Term &term)
{
    return {term.text, term.kind, term.language, term.direction};
}

bool isJudgedAlike(const Term &a, const Term &b)
{
    return std::tie(a.category, a.severity, a.note) == std::tie(b.category, b.severity, b.note);
}

struct TwoVersions
{
    Lexicon before;
    Lexicon after;
};

Result<TwoVersions> readBoth(Database &database, const QString &name, int before, int after)
{
    LexiconRepository repository(database);
    auto first = repository.find(name, before);
    if (!first)
        return first.error();
    auto second = repository.find(name, after);
    if (!second)
        return second.error();
    return TwoVersions{std::move(first).value(), std::move(second).value()};
}

QHash<TermKey, const Term *> termsByKey(const Lexicon &lexicon)
{
    QHash<TermKey, const Term *> terms;
    for (const Term &term : lexicon.terms)
        terms.insert(keyOf(term), &term);
    return terms;
}

QJsonObject termReport(const Term &term)
{
    return {{u"term"_s, term.text},         {u"kind"_s, kindWord(term.kind)},
            {u"language"_s, term.language}, {u"category"_s, term.category},
            {u"severity"_s, term.severity}, {u"direction"_s, directionWord(term.direction)},
            {u"note"_s, term.note}};
}

void writeChange(const QString &change, const Term &term, const Term *before = nullptr)
{
    QJsonObject object = termReport(term);
    object.insert(u"change"_s, change);
    if (before)
        object.insert(u"before"_s, termReport(*before));
    writeJson(object);
}

void writeChanges(const TwoVersions &versions)
{
    const auto before = termsByKey(versions.before);
    const auto after = termsByKey(versions.after);
    for (const Term &term : versions.before.terms) {
        if (!after.contains(keyOf(term)))
            writeChange(u"removed"_s, term);
    }
    for (const Term &term : versions.after.terms) {
        const Term *const old = before.value(keyOf(term));
        if (!old)
            writeChange(u"added"_s, term);
        else if (!isJudgedAlike(*old, term))
            writeChange(u"changed"_s, term, old);
    }
}

} // namespace

ExitStatus runLexiconDiff(const QStringList &arguments, const CommonOptions &outer)
{
    CommandLine line(u"lexicon diff NAME A B [options]"_s,
                     u"Writes the terms that version B of a lexicon has added, removed and changed since version A."_s,
                     outer);
    if (const auto over = line.parse(arguments, 3))
        return *over;
    bool isFirstNumber = false;
    bool isSecondNumber = false;
    const int before = line.positional(1).toInt(&isFirstNumber);
    const int after = line.positional(2).toInt(&isSecondNumber);
    if (!isFirstNumber || !isSecondNumber || before < 1 || after < 1)
        return line.refuse(u"the versions are numbers from 1"_s);

    const auto session = StoreSession::open(line.common(), Database::Access::ReadOnly);
    if (!session)
        return ExitStatus::MissingPart;
    const auto versions = session->run([name = line.positional(0), before, after](Database &database) {
        return readBoth(database, name, before, after);
    });
    if (!versions)
        return reportStoreError(versions.error());
    writeChanges(*versions);
    return ExitStatus::Done;
}

} // namespace atalaia

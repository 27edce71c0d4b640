// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/hyperscanset.h"

#include "base/logging.h"

#include <hs.h>

#include <algorithm>
#include <numeric>
#include <utility>

namespace atalaia {

namespace {

void freeScratch(hs_scratch *scratch)
{
    hs_free_scratch(scratch);
}

using CompileError = std::unique_ptr<hs_compile_error_t, hs_error_t (*)(hs_compile_error_t *)>;

// Lines, because several texts are scanned at once; so each match is asked for, not only the first.
constexpr unsigned kPrefilterFlags = HS_FLAG_UTF8 | HS_FLAG_DOTALL | HS_FLAG_MULTILINE | HS_FLAG_PREFILTER;

struct LiteralCollection
{
    const HyperscanSet::LiteralShape *shapes;
    std::vector<LiteralMatch> *matches;
};

// The scratch is busy while callbacks run: they collect and do nothing else.
int collectLiteral(unsigned id, unsigned long long, unsigned long long to, unsigned, void *context)
{
    const auto *collection = static_cast<const LiteralCollection *>(context);
    const HyperscanSet::LiteralShape shape = collection->shapes[id];
    const int end = int(to) - (shape.isPrefix ? 0 : 1); // without the border
    collection->matches->push_back({int(id), end - shape.length, end});
    return 0;
}

struct CandidateCollection
{
    const std::vector<int> &starts;
    SeenTexts *seen;
    std::vector<RegexCandidate> *candidates;
    size_t text = 0; // the one of the last match: the next is rarely in another
};

int collectCandidate(unsigned id, unsigned long long, unsigned long long to, unsigned, void *context)
{
    auto *collection = static_cast<CandidateCollection *>(context);
    const std::vector<int> &starts = collection->starts;
    const int last = int(to) - 1;
    size_t &text = collection->text;
    if (last < starts[text] || (text + 1 < starts.size() && last >= starts[text + 1])) {
        const auto next = std::upper_bound(starts.begin(), starts.end(), std::max(last, 0));
        text = size_t(next - starts.begin()) - 1;
    }
    const qint64 number = collection->seen->base + qint64(text);
    if (std::exchange(collection->seen->lastByRegex[id], number) != number)
        collection->candidates->push_back({int(text), int(id)});
    return 0;
}

CompiledDatabase compileLiteralDatabase(const DatabaseRecipe &recipe)
{
    std::vector<const char *> texts;
    std::vector<size_t> sizes;
    for (const QByteArray &words : recipe.expressions) {
        Q_ASSERT(!words.isEmpty());
        texts.push_back(words.constData());
        sizes.push_back(size_t(words.size()));
    }
    const std::vector<unsigned> flags(texts.size(), recipe.flags);
    hs_database_t *database = nullptr;
    hs_compile_error_t *failure = nullptr;
    const hs_error_t rc = hs_compile_lit_multi(texts.data(), flags.data(), recipe.ids.data(), sizes.data(),
                                               unsigned(texts.size()), HS_MODE_BLOCK, nullptr, &database, &failure);
    const CompileError error(failure, hs_free_compile_error);
    if (rc != HS_SUCCESS)
        qCWarning(lcDetection, "phrases refused by hyperscan: %d, index %d", rc, error ? error->expression : -1);
    return {ownedDatabase(database), {}};
}

/// Without those that Hyperscan does not take.
CompiledDatabase compilePrefilterDatabase(DatabaseRecipe recipe)
{
    CompiledDatabase compiled{ownedDatabase(nullptr), {}};
    while (!recipe.expressions.empty()) {
        std::vector<const char *> expressions;
        for (const QByteArray &expression : recipe.expressions)
            expressions.push_back(expression.constData());
        const std::vector<unsigned> flags(expressions.size(), recipe.flags);
        hs_database_t *database = nullptr;
        hs_compile_error_t *failure = nullptr;
        const hs_error_t rc =
                hs_compile_multi(expressions.data(), flags.data(), recipe.ids.data(), unsigned(expressions.size()),
                                 HS_MODE_BLOCK, nullptr, &database, &failure);
        const CompileError error(failure, hs_free_compile_error);
        if (rc == HS_SUCCESS) {
            compiled.database = ownedDatabase(database);
            return compiled;
        }
        // Without a culprit (too large) nothing is left.
        const bool hasCulprit = error && error->expression >= 0;
        const auto first = hasCulprit ? error->expression : 0;
        const auto last = hasCulprit ? first + 1 : int(expressions.size());
        compiled.leftOut.insert(compiled.leftOut.end(), recipe.ids.begin() + first, recipe.ids.begin() + last);
        recipe.expressions.erase(recipe.expressions.begin() + first, recipe.expressions.begin() + last);
        recipe.ids.erase(recipe.ids.begin() + first, recipe.ids.begin() + last);
    }
    return compiled;
}

CompiledDatabase databaseOf(const DatabaseRecipe &recipe, const MatcherCache *cache)
{
    if (cache) {
        if (std::optional<CompiledDatabase> known = cache->find(recipe))
            return std::move(*known);
    }
    CompiledDatabase compiled = recipe.isLiteral ? compileLiteralDatabase(recipe) : compilePrefilterDatabase(recipe);
    if (cache && (compiled.database || !recipe.isLiteral))
        cache->add(recipe, compiled);
    return compiled;
}

} // namespace

HyperscanSet::HyperscanSet()
    : m_literals(ownedDatabase(nullptr)), m_prefilters(ownedDatabase(nullptr)), m_prototype(nullptr, freeScratch)
{}

HyperscanSet::~HyperscanSet() = default;

bool HyperscanSet::isUsable()
{
    return hs_valid_platform() == HS_SUCCESS;
}

bool HyperscanSet::takesPrefilter(const QString &prefilter)
{
    return isUsable() && compilePrefilterDatabase({false, kPrefilterFlags, {prefilter.toUtf8()}, {0}}).database;
}

std::unique_ptr<HyperscanSet> HyperscanSet::compile(const std::vector<PhraseLiteral> &literals,
                                                    const std::vector<QString> &prefilters, const MatcherCache *cache,
                                                    std::vector<int> *unfiltered)
{
    std::unique_ptr<HyperscanSet> set(new HyperscanSet);
    set->compilePrefilters(prefilters, cache, unfiltered);
    if (!set->compileLiterals(literals, cache) || !set->prepareScratch())
        return nullptr;
    return set;
}

bool HyperscanSet::compileLiterals(const std::vector<PhraseLiteral> &literals, const MatcherCache *cache)
{
    if (literals.empty())
        return true;
    DatabaseRecipe recipe{true, 0, {}, std::vector<unsigned>(literals.size())};
    std::iota(recipe.ids.begin(), recipe.ids.end(), 0U);
    for (const PhraseLiteral &literal : literals) {
        // Borders as part of the literal cost less than a look at them for each place inside of words.
        QByteArray withBorders = kWordBorder + literal.words;
        if (!literal.isPrefix)
            withBorders.append(kWordBorder);
        recipe.expressions.push_back(withBorders);
        m_shapes.push_back({int(literal.words.size()), literal.isPrefix});
    }
    m_literals = databaseOf(recipe, cache).database;
    return m_literals != nullptr;
}

void HyperscanSet::compilePrefilters(const std::vector<QString> &prefilters, const MatcherCache *cache,
                                     std::vector<int> *unfiltered)
{
    m_prefilterCount = prefilters.size();
    DatabaseRecipe recipe{false, kPrefilterFlags, {}, {}};
    for (size_t i = 0; i < prefilters.size(); ++i) {
        if (prefilters[i].isEmpty()) {
            unfiltered->push_back(int(i));
            continue;
        }
        recipe.expressions.push_back(prefilters[i].toUtf8());
        recipe.ids.push_back(unsigned(i));
    }
    if (recipe.expressions.empty())
        return;
    CompiledDatabase compiled = databaseOf(recipe, cache);
    m_prefilters = std::move(compiled.database);
    unfiltered->insert(unfiltered->end(), compiled.leftOut.begin(), compiled.leftOut.end());
}

bool HyperscanSet::prepareScratch()
{
    hs_scratch_t *scratch = nullptr;
    bool isReady = true;
    for (const HyperscanDatabase *database : {&m_literals, &m_prefilters}) {
        if (*database)
            isReady = isReady && hs_alloc_scratch(database->get(), &scratch) == HS_SUCCESS;
    }
    m_prototype.reset(scratch);
    return isReady;
}

HyperscanSet::Scratch HyperscanSet::cloneScratch() const
{
    hs_scratch_t *scratch = nullptr;
    if (m_prototype && hs_clone_scratch(m_prototype.get(), &scratch) != HS_SUCCESS)
        qCCritical(lcDetection, "no memory for hyperscan's scratch");
    return {scratch, freeScratch};
}

bool HyperscanSet::findLiterals(const QByteArray &words, hs_scratch *scratch, std::vector<LiteralMatch> *matches) const
{
    if (!m_literals)
        return true;
    LiteralCollection collection{m_shapes.data(), matches};
    return scratch
           && hs_scan(m_literals.get(), words.constData(), unsigned(words.size()), 0, scratch, collectLiteral,
                      &collection)
                      == HS_SUCCESS;
}

bool HyperscanSet::findCandidates(const QByteArray &utf8, const std::vector<int> &starts, hs_scratch *scratch,
                                  SeenTexts *seen, std::vector<RegexCandidate> *candidates) const
{
    if (!m_prefilters || starts.empty())
        return true;
    if (!scratch)
        return false;
    seen->lastByRegex.resize(m_prefilterCount);
    CandidateCollection collection{starts, seen, candidates};
    const hs_error_t rc = hs_scan(m_prefilters.get(), utf8.constData(), unsigned(utf8.size()), 0, scratch,
                                  collectCandidate, &collection);
    seen->base += qint64(starts.size());
    return rc == HS_SUCCESS;
}

} // namespace atalaia

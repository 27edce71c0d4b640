// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/hyperscanset.h"

#include "base/logging.h"

#include <hs.h>

#include <algorithm>
#include <numeric>
#include <utility>

namespace atalaia {

namespace {

void freeDatabase(hs_database *database)
{
    hs_free_database(database);
}

void freeScratch(hs_scratch *scratch)
{
    hs_free_scratch(scratch);
}

using CompileError = std::unique_ptr<hs_compile_error_t, hs_error_t (*)(hs_compile_error_t *)>;

struct LiteralCollection
{
    const QByteArray &words;
    const std::vector<int> &lengths;
    const std::vector<bool> &isPrefix;
    std::vector<LiteralMatch> *matches;
};

// The scratch is busy while callbacks run: they collect and do nothing else.
int collectLiteral(unsigned id, unsigned long long, unsigned long long to, unsigned, void *context)
{
    const auto *collection = static_cast<const LiteralCollection *>(context);
    const int end = int(to);
    const int from = end - collection->lengths[id];
    if (standsAsWords(collection->words, from, end, collection->isPrefix[id]))
        collection->matches->push_back({int(id), from, end});
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

} // namespace

HyperscanSet::HyperscanSet()
    : m_literals(nullptr, freeDatabase), m_prefilters(nullptr, freeDatabase), m_prototype(nullptr, freeScratch)
{}

HyperscanSet::~HyperscanSet() = default;

bool HyperscanSet::isUsable()
{
    return hs_valid_platform() == HS_SUCCESS;
}

std::unique_ptr<HyperscanSet> HyperscanSet::compile(const std::vector<PhraseLiteral> &literals,
                                                    const std::vector<QString> &prefilters,
                                                    std::vector<int> *unfiltered)
{
    std::unique_ptr<HyperscanSet> set(new HyperscanSet);
    if (!set->compileLiterals(literals) || !set->compilePrefilters(prefilters, unfiltered) || !set->prepareScratch())
        return nullptr;
    return set;
}

bool HyperscanSet::compileLiterals(const std::vector<PhraseLiteral> &literals)
{
    if (literals.empty())
        return true;
    std::vector<const char *> texts;
    std::vector<size_t> sizes;
    for (const PhraseLiteral &literal : literals) {
        Q_ASSERT(!literal.words.isEmpty());
        texts.push_back(literal.words.constData());
        sizes.push_back(size_t(literal.words.size()));
        m_lengths.push_back(int(literal.words.size()));
        m_isPrefix.push_back(literal.isPrefix);
    }
    const std::vector<unsigned> flags(literals.size(), 0);
    std::vector<unsigned> ids(literals.size());
    std::iota(ids.begin(), ids.end(), 0U);
    hs_database_t *database = nullptr;
    hs_compile_error_t *failure = nullptr;
    const hs_error_t rc = hs_compile_lit_multi(texts.data(), flags.data(), ids.data(), sizes.data(),
                                               unsigned(literals.size()), HS_MODE_BLOCK, nullptr, &database, &failure);
    const CompileError error(failure, hs_free_compile_error);
    m_literals.reset(database);
    if (rc != HS_SUCCESS)
        qCWarning(lcDetection, "phrases refused by hyperscan: %d, index %d", rc, error ? error->expression : -1);
    return rc == HS_SUCCESS;
}

bool HyperscanSet::compilePrefilters(const std::vector<QString> &prefilters, std::vector<int> *unfiltered)
{
    m_prefilterCount = prefilters.size();
    std::vector<QByteArray> texts;
    std::vector<unsigned> ids;
    for (size_t i = 0; i < prefilters.size(); ++i) {
        if (prefilters[i].isEmpty()) {
            unfiltered->push_back(int(i));
            continue;
        }
        texts.push_back(prefilters[i].toUtf8());
        ids.push_back(unsigned(i));
    }
    while (!texts.empty()) {
        std::vector<const char *> expressions;
        for (const QByteArray &text : texts)
            expressions.push_back(text.constData());
        // Lines, because several texts are scanned at once; so each match is asked for, not only the first.
        const std::vector<unsigned> flags(texts.size(),
                                          HS_FLAG_UTF8 | HS_FLAG_DOTALL | HS_FLAG_MULTILINE | HS_FLAG_PREFILTER);
        hs_database_t *database = nullptr;
        hs_compile_error_t *failure = nullptr;
        const hs_error_t rc = hs_compile_multi(expressions.data(), flags.data(), ids.data(), unsigned(texts.size()),
                                               HS_MODE_BLOCK, nullptr, &database, &failure);
        const CompileError error(failure, hs_free_compile_error);
        if (rc == HS_SUCCESS) {
            m_prefilters.reset(database);
            return true;
        }
        // One that it cannot take is tried on every text; without a culprit (too large) all of them are.
        if (!error || error->expression < 0) {
            for (const unsigned id : ids)
                unfiltered->push_back(int(id));
            return true;
        }
        const auto culprit = error->expression;
        unfiltered->push_back(int(ids[size_t(culprit)]));
        texts.erase(texts.begin() + culprit);
        ids.erase(ids.begin() + culprit);
    }
    return true;
}

bool HyperscanSet::prepareScratch()
{
    hs_scratch_t *scratch = nullptr;
    bool isReady = true;
    for (const Database *database : {&m_literals, &m_prefilters}) {
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
    LiteralCollection collection{words, m_lengths, m_isPrefix, matches};
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

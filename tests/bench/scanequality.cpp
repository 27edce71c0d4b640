// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectionbench.h"

#include <algorithm>
#include <cstdio>
#include <tuple>

namespace atalaia::bench {

namespace {

/// A keyword in a text; without places (-1) that it is there at all.
struct Event
{
    int text = 0;
    int keyword = 0;
    int start = -1;
    int end = -1;

    friend auto operator<=>(const Event &, const Event &) = default;
};

void tidy(std::vector<Event> &events)
{
    std::sort(events.begin(), events.end());
    events.erase(std::unique(events.begin(), events.end()), events.end());
}

bool goesOn(char c)
{
    return uchar(c) >= 0x80 || c == '\'' || c == '_';
}

/// Whether the keyword stands in the folded text letter for letter, with nothing at its sides that the two
/// kinds of word border see differently; `at` in bytes of it.
bool standsPlainly(const QByteArray &folded, const QByteArray &keyword, int at)
{
    const int end = at + int(keyword.size());
    return at >= 0 && QByteArrayView(folded).sliced(std::min<qsizetype>(at, folded.size())).startsWith(keyword)
           && (at == 0 || !goesOn(folded[at - 1])) && (end == folded.size() || !goesOn(folded[end]));
}

/// Whether the keyword stands plainly anywhere.
bool standsPlainly(const QByteArray &folded, const QByteArray &keyword)
{
    for (qsizetype at = folded.indexOf(keyword); at >= 0; at = folded.indexOf(keyword, at + 1)) {
        if (standsPlainly(folded, keyword, int(at)))
            return true;
    }
    return false;
}

} // namespace

bool isSameWork(const DetectionBench &bench, const std::vector<QByteArray> &keywords, const TextFindings &findings,
                std::vector<Found> found, const std::string &peer)
{
    std::erase_if(found, [&keywords](const Found &f) { return f.pattern >= int(keywords.size()); });
    const bool hasPlaces =
            std::all_of(found.begin(), found.end(), [](const Found &f) { return f.from >= 0 && f.to > f.from; });
    int last = -1; // slow peers do the first texts only
    std::vector<Event> theirs;
    for (const Found &f : found) {
        last = std::max(last, f.text);
        if (!hasPlaces) {
            theirs.push_back({f.text, f.pattern, -1, -1});
            continue;
        }
        const Span span = bench.folded[size_t(f.text)].originalSpan(f.from, f.to);
        theirs.push_back({f.text, f.pattern, span.start, span.end});
    }
    std::vector<Event> ours;
    for (const TextFindings::FoundTerm &term : findings.terms) {
        if (hasPlaces)
            ours.push_back({term.text, term.term, term.span.start, term.span.end});
        else if (term.text <= last)
            ours.push_back({term.text, term.term, -1, -1});
    }
    tidy(ours);
    tidy(theirs);

    std::vector<Event> onlyOurs;
    std::vector<Event> onlyTheirs;
    std::set_difference(ours.begin(), ours.end(), theirs.begin(), theirs.end(), std::back_inserter(onlyOurs));
    std::set_difference(theirs.begin(), theirs.end(), ours.begin(), ours.end(), std::back_inserter(onlyTheirs));
    int unexplained = 0;
    for (const std::vector<Event> *some : {&onlyOurs, &onlyTheirs}) {
        for (const Event &event : *some) {
            const FoldedText &folded = bench.folded[size_t(event.text)];
            const QByteArray &keyword = keywords[size_t(event.keyword)];
            const bool isPlain = hasPlaces ? standsPlainly(folded.bytes, keyword, folded.byteOfCodePoint(event.start))
                                           : standsPlainly(folded.bytes, keyword);
            if (isPlain && ++unexplained <= 3)
                std::printf("  DIFFERENT in text %d: '%s'\n", event.text, keyword.constData());
        }
    }
    std::printf("equal work: %-52s %zu of ours, %zu of theirs; %zu and %zu by kinds of word border%s\n", peer.c_str(),
                ours.size(), theirs.size(), onlyOurs.size(), onlyTheirs.size(),
                unexplained > 0 ? "; FAILED" : "");
    return unexplained == 0;
}

} // namespace atalaia::bench

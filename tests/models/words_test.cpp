// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/catch.h"
#include "text/words.h"

using namespace atalaia;
using namespace Qt::StringLiterals;

TEST_CASE("Ages are short and never negative", "[model]")
{
    constexpr qint64 now = 1'767'614'400'000;
    const auto [age, words] = GENERATE(table<qint64, QString>({
            {-5'000, u"now"_s},
            {59'999, u"now"_s},
            {60'000, u"1 min"_s},
            {59 * 60'000, u"59 min"_s},
            {3'600'000, u"1 h"_s},
            {24 * 3'600'000, u"1 d"_s},
    }));
    CHECK(shortAge(now - age, now) == words);
}

TEST_CASE("The connection is told in words with what happens next", "[model]")
{
    ConnectionState state;
    state.phase = ConnectionPhase::WaitingToRetry;
    state.retryAtMs = 12'000;
    CHECK(connectionWords(state, 500) == u"Gateway unreachable, next attempt in 12 s"_s);
    CHECK(connectionWords(state, 12'000) == u"Gateway unreachable, trying again\u2026"_s);
    state.phase = ConnectionPhase::CatchingUp;
    state.backfillDone = 2;
    state.backfillTotal = 5;
    CHECK(connectionWords(state, 0) == u"Connected, catching up: 2 of 5 lines"_s);
}

TEST_CASE("Categories of other people's lists are shown by their own name", "[model]")
{
    CHECK(categoryWords(u"opt_out"_s) == u"Contact asked to stop"_s);
    CHECK(categoryWords(u"loan_sharks"_s) == u"Loan sharks"_s);
    CHECK(categoryWords(u" "_s) == u"Without a category"_s);
}

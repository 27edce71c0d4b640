// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace atalaia::bench {

/// Contenders that do the same work in turn (A B C, A B C ...), so that a machine that becomes slower
/// becomes slower for all of them.
class Rounds
{
public:
    /// Own: processor time of the calling thread, which neighbours on the machine disturb least. Wall: for what
    /// runs in several threads.
    enum class Time { Own, Wall };
    explicit Rounds(Time time = Time::Own) : m_time(time) {}

    /// `units`: messages that one run of it handles; slow ones may take fewer.
    /// `prepare` is called before each run and takes no time.
    void add(std::string name, double units, std::function<void()> run, std::function<void()> prepare = {});

    /// One round that does not count, then `count` that do.
    void run(int count);

    /// Table of the time a unit and the ratios to `base`: median of the rounds' own ratios, least, p90.
    void print(const char *title, const std::string &base) const;

    /// How many times faster `name` is than `base`: median of the rounds' ratios. 0 where one is missing.
    [[nodiscard]] double speedOf(const std::string &name, const std::string &base) const;
    /// Median, of a unit.
    [[nodiscard]] double nanosecondsOf(const std::string &name) const;

private:
    struct Contender
    {
        std::string name;
        double units = 1;
        std::function<void()> run;
        std::function<void()> prepare;
        std::vector<double> nanoseconds; ///< a unit, by round
    };
    [[nodiscard]] double now() const; ///< nanoseconds
    [[nodiscard]] const Contender *find(const std::string &name) const;

    Time m_time;
    std::vector<Contender> m_contenders;
};

} // namespace atalaia::bench

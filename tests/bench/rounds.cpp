// SPDX-License-Identifier: GPL-3.0-or-later
#include "rounds.h"

#include <algorithm>
#include <cstdio>
#include <ctime>

namespace atalaia::bench {

namespace {

double quantile(std::vector<double> values, double part)
{
    if (values.empty())
        return 0;
    std::sort(values.begin(), values.end());
    return values[std::min(values.size() - 1, size_t(part * double(values.size())))];
}

std::vector<double> ratios(const std::vector<double> &of, const std::vector<double> &to)
{
    std::vector<double> all;
    for (size_t i = 0; i < std::min(of.size(), to.size()); ++i)
        all.push_back(to[i] > 0 ? of[i] / to[i] : 0);
    return all;
}

} // namespace

void Rounds::add(std::string name, double units, std::function<void()> run, std::function<void()> prepare)
{
    m_contenders.push_back({std::move(name), units, std::move(run), std::move(prepare), {}});
}

void Rounds::run(int count)
{
    for (int round = -1; round < count; ++round) {
        for (Contender &contender : m_contenders) {
            if (contender.prepare)
                contender.prepare();
            const double start = now();
            contender.run();
            const double took = now() - start;
            if (round >= 0)
                contender.nanoseconds.push_back(took / contender.units);
        }
    }
}

double Rounds::now() const
{
    timespec time{};
    clock_gettime(m_time == Time::Own ? CLOCK_THREAD_CPUTIME_ID : CLOCK_MONOTONIC, &time);
    return double(time.tv_sec) * 1e9 + double(time.tv_nsec);
}

void Rounds::print(const char *title, const std::string &base) const
{
    std::printf("\n%s\n%-58s %12s %8s %8s %8s\n", title, "", "ns each", "x base", "least", "p90");
    const Contender *const against = find(base);
    for (const Contender &contender : m_contenders) {
        const std::vector<double> all =
                against ? ratios(contender.nanoseconds, against->nanoseconds) : std::vector<double>();
        std::printf("%-58s %12.0f %8.3f %8.3f %8.3f\n", contender.name.c_str(), quantile(contender.nanoseconds, 0.5),
                    quantile(all, 0.5), quantile(all, 0), quantile(all, 0.9));
    }
    std::fflush(stdout);
}

double Rounds::speedOf(const std::string &name, const std::string &base) const
{
    const Contender *const one = find(name);
    const Contender *const other = find(base);
    return one && other ? quantile(ratios(other->nanoseconds, one->nanoseconds), 0.5) : 0;
}

double Rounds::nanosecondsOf(const std::string &name) const
{
    const Contender *const one = find(name);
    return one ? quantile(one->nanoseconds, 0.5) : 0;
}

const Rounds::Contender *Rounds::find(const std::string &name) const
{
    const auto found = std::find_if(m_contenders.begin(), m_contenders.end(),
                                    [&name](const Contender &contender) { return contender.name == name; });
    return found == m_contenders.end() ? nullptr : &*found;
}

} // namespace atalaia::bench

// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/detector.h"

#include "detection/matcher.h"

namespace atalaia {

struct Detector::Scanning
{
    explicit Scanning(std::shared_ptr<const Matcher> chosen)
        : matcher(std::move(chosen)), scratch(matcher->makeScratch())
    {}

    std::shared_ptr<const Matcher> matcher; // outlives the scratch, which is declared after it
    std::unique_ptr<MatcherScratch, void (*)(MatcherScratch *)> scratch;
};

Detector::Detector(std::shared_ptr<const Matcher> matcher) : m_next(std::move(matcher)) {}

Detector::~Detector() = default;

void Detector::setMatcher(std::shared_ptr<const Matcher> matcher)
{
    const std::lock_guard lock(m_matcherMutex);
    m_next.swap(matcher); // the old one, if it was never used, is freed after the lock
}

QVector<TermHit> Detector::detect(QStringView text, Author author)
{
    std::shared_ptr<const Matcher> matcher;
    {
        const std::lock_guard lock(m_matcherMutex);
        matcher = m_next;
    }
    if (!matcher) {
        m_scanning.reset();
        return {};
    }
    if (!m_scanning || m_scanning->matcher != matcher)
        m_scanning = std::make_unique<Scanning>(std::move(matcher));
    return m_scanning->matcher->scan(text, author, *m_scanning->scratch);
}

} // namespace atalaia

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/hit.h"

#include <QVector>

#include <memory>
#include <mutex>

namespace atalaia {

class Matcher;

/// The seam between ingest and detection: what is said in one bubble leads to hits. Ingest calls
/// detect() on the store's writing thread; setMatcher() may come from any thread at any time and the
/// next text is scanned with the new set, none is skipped.
class Detector
{
public:
    explicit Detector(std::shared_ptr<const Matcher> matcher);
    ~Detector();
    Q_DISABLE_COPY_MOVE(Detector)

    void setMatcher(std::shared_ptr<const Matcher> matcher);
    [[nodiscard]] QVector<TermHit> detect(QStringView text, Author author);

private:
    struct Scanning; // matcher and its scratch, used by the detecting thread alone
    std::mutex m_matcherMutex; // guards m_next
    std::shared_ptr<const Matcher> m_next;
    std::unique_ptr<Scanning> m_scanning;
};

} // namespace atalaia

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/evolution/eventsource.h"

#include <QStringList>
#include <QTest>
#include <QVector>

#include <functional>

namespace atalaia::test {

constexpr int kSourcePatienceMs = 20'000;

/// Writes down what an EventSource says.
class SourceWatch final : public QObject
{
    Q_OBJECT

public:
    explicit SourceWatch(EventSource &source)
    {
        connect(&source, &EventSource::opened, this, [this] { ++openings; });
        connect(&source, &EventSource::lost, this, [this](const QString &problem, bool isRefused) {
            problems.append(problem);
            wasRefused = isRefused;
        });
        connect(&source, &EventSource::received, this, [this](const QByteArray &payload, quint64 tag) {
            payloads.append(payload);
            tags.append(tag);
        });
    }

    [[nodiscard]] static bool waitFor(const std::function<bool()> &condition)
    {
        return QTest::qWaitFor(condition, kSourcePatienceMs);
    }
    [[nodiscard]] bool waitForOpening(int count = 1) const
    {
        return waitFor([this, count] { return openings >= count || problems.size() > told; }) && openings >= count;
    }
    [[nodiscard]] bool waitForEvents(qsizetype count) const
    {
        return waitFor([this, count] { return payloads.size() >= count; });
    }
    /// The next problem since the last call; empty: none came.
    [[nodiscard]] QString nextProblem()
    {
        const bool came = waitFor([this] { return problems.size() > told; });
        return came ? problems.at(told++) : QString();
    }

    int openings = 0;
    qsizetype told = 0;
    bool wasRefused = false;
    QStringList problems;
    QVector<QByteArray> payloads;
    QVector<quint64> tags;
};

} // namespace atalaia::test

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/companyprofile.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QString>
#include <QTimer>

namespace atalaia {

class Detector;

/// What is known of the company that is watched.
struct CompanyKnowledge
{
    enum class State {
        Unknown, ///< there is no file: no hour counts as out of hours, nothing is on an allow-list
        Read,
        Broken ///< the file cannot be used: what was known before it still counts
    };
    State state = State::Unknown;
    bool hasProfile = false; ///< one was read, now or before the file broke
    QString problem; ///< technical, with the place in the file
    friend bool operator==(const CompanyKnowledge &, const CompanyKnowledge &) = default;
};

/// Keeps the detector's company profile as a file says, also when that changes. A file holds one profile,
/// or several with one under the key "default". One that cannot be used changes nothing. Lives on one thread.
class CompanyFile final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CompanyFile)

public:
    static constexpr int kSettleMs = 200; ///< editors write in several steps

    /// References must outlive this.
    CompanyFile(QString path, Detector &detector, QObject *parent = nullptr);

    /// Reads now and whenever the file changes. The error says why the file could not be used; that there
    /// is none is an error only where it `isRequired`.
    [[nodiscard]] Result<> start(bool isRequired);
    /// As when the file has changed. Also begins to watch a folder that was not there at the start.
    void readAgain();

    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] const CompanyKnowledge &knowledge() const { return m_knowledge; }

signals:
    void knowledgeChanged(const atalaia::CompanyKnowledge &knowledge);

private:
    [[nodiscard]] Result<> read();
    void watch();
    void setKnowledge(const CompanyKnowledge &knowledge);

    const QString m_path;
    Detector &m_detector;
    QFileSystemWatcher m_watcher;
    QTimer m_settle;
    CompanyKnowledge m_knowledge;
};

/// The profile that a file of company profiles gives for the one company of a store. Error: InvalidInput.
[[nodiscard]] Result<CompanyProfile> readOneCompany(const QByteArray &json);

/// While nobody has said when the company works, no hour counts as out of hours.
[[nodiscard]] CompanyProfile companyOfUnknownHours();

} // namespace atalaia

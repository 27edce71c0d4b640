// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/companyfile.h"

#include "base/logging.h"
#include "detection/detector.h"
#include "policy/companyreader.h"

#include <QFile>
#include <QFileInfo>

#include <utility>

namespace atalaia {

using namespace Qt::StringLiterals;

CompanyProfile companyOfUnknownHours()
{
    CompanyProfile company;
    company.hours = {{1, 7, QTime(0, 0), QTime(23, 59, 59)}};
    company.hasOwnHolidays = true;
    return company;
}

Result<CompanyProfile> readOneCompany(const QByteArray &json)
{
    const auto book = readCompanies(json);
    if (!book)
        return book.error();
    const QString key = book->companies.size() == 1 ? book->companies.constBegin().key() : u"default"_s;
    const auto found = book->companies.constFind(key);
    if (found == book->companies.cend())
        return Error{Error::Kind::InvalidInput,
                     u"companies: must hold one profile, or one with the key 'default'; there are %1"_s.arg(
                             book->companies.size())};
    return *found;
}

CompanyFile::CompanyFile(QString path, Detector &detector, QObject *parent)
    : QObject(parent), m_path(std::move(path)), m_detector(detector), m_watcher(this), m_settle(this)
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(kSettleMs);
    connect(&m_settle, &QTimer::timeout, this, &CompanyFile::readAgain);
    const auto settle = [this] { m_settle.start(); };
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, settle);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, settle);
}

Result<> CompanyFile::start(bool isRequired)
{
    watch();
    if (!isRequired && !QFileInfo::exists(m_path)) {
        m_detector.setCompany(companyOfUnknownHours());
        return {};
    }
    return read();
}

Result<> CompanyFile::read()
{
    QFile file(m_path);
    Result<CompanyProfile> profile = Error{Error::Kind::NotFound, {}};
    if (QFileInfo(m_path).exists() && !QFileInfo(m_path).isFile())
        profile = Error{Error::Kind::InvalidInput, u"is no file"_s};
    else if (file.open(QIODevice::ReadOnly))
        profile = readOneCompany(file.read(kLargestCompanyFile + 1)); // which is refused as too large
    else
        profile = Error{Error::Kind::NotFound, file.errorString()};
    if (!profile) {
        const QString problem = u"%1: %2"_s.arg(m_path, profile.error().context);
        setKnowledge({CompanyKnowledge::State::Broken, m_knowledge.hasProfile, problem});
        return Error{profile.error().kind, problem};
    }
    m_detector.setCompany(*profile);
    setKnowledge({CompanyKnowledge::State::Read, true, {}});
    return {};
}

void CompanyFile::readAgain()
{
    watch();
    if (!QFileInfo::exists(m_path) && !m_knowledge.hasProfile)
        return; // something else in the folder
    if (const auto done = read(); !done)
        qCWarning(lcDetection) << "company profile not used:" << done.error().context;
}

/// A file that is replaced is another file, and one that comes later is seen by its folder only.
void CompanyFile::watch()
{
    const QString folder = QFileInfo(m_path).absolutePath();
    if (!m_watcher.directories().contains(folder))
        m_watcher.addPath(folder);
    if (!m_watcher.files().contains(m_path) && QFileInfo::exists(m_path))
        m_watcher.addPath(m_path);
}

void CompanyFile::setKnowledge(const CompanyKnowledge &knowledge)
{
    if (std::exchange(m_knowledge, knowledge) != knowledge)
        emit knowledgeChanged(m_knowledge);
}

} // namespace atalaia

// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/logging.h"
#include "policy/lexiconimporter.h"
#include "policy/policyreader.h"
#include "policy/shippedlexicon.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <utility>

namespace atalaia {

using namespace Qt::StringLiterals;

QStringList shippedLexiconFiles()
{
    return QDir(u":/lexicons"_s).entryList({u"*.csv"_s}, QDir::Files, QDir::Name);
}

Result<Lexicon> shippedLexicon(const QString &fileName)
{
    QFile file(u":/lexicons/"_s + fileName);
    if (!file.open(QIODevice::ReadOnly))
        return Error{Error::Kind::NotFound, u"resource %1"_s.arg(fileName)};
    const auto preview = LexiconImporter::preview(file.readAll(), fileName, {});
    if (!preview)
        return preview.error();
    if (preview->errorCount > 0)
        qCWarning(lcDetection) << "shipped lexicon" << fileName << "has" << preview->errorCount << "bad lines";
    Lexicon lexicon;
    lexicon.name = QFileInfo(fileName).completeBaseName();
    lexicon.sourceName = fileName;
    lexicon.terms = preview->terms();
    return lexicon;
}

QVector<Lexicon> readShippedLexicons()
{
    QVector<Lexicon> lexicons;
    for (const QString &fileName : shippedLexiconFiles()) {
        if (auto lexicon = shippedLexicon(fileName))
            lexicons.append(std::move(lexicon).value());
        else
            qCWarning(lcDetection) << "shipped lexicon" << fileName << "not read:" << lexicon.error().context;
    }
    return lexicons;
}

QVector<PolicyReading> readShippedPolicies()
{
    QVector<PolicyReading> readings;
    const QDir folder(u":/policies"_s);
    for (const QString &fileName : folder.entryList({u"*.yaml"_s}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(fileName));
        if (file.open(QIODevice::ReadOnly))
            readings.append(readPolicy(file.readAll(), fileName));
        else
            qCWarning(lcDetection) << "shipped policy" << fileName << "not read";
    }
    return readings;
}

} // namespace atalaia

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/lexicon.h"

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <QVector>

#include <optional>

namespace atalaia {

enum class TextEncoding { Utf8, Utf8Bom, Utf16LE, Utf16BE, Windows1252, Windows1251 };
enum class TermFileFormat { Csv, Txt };
enum class LineVerdict { Ok, Warning, Error, Skipped };

/// Choices the person may override; unset means "detect".
struct ImportOptions
{
    std::optional<TermFileFormat> format;
    std::optional<TextEncoding> encoding;
    std::optional<QChar> delimiter;
    /// Used for lines that do not say.
    QString defaultCategory;
    QString defaultLanguage;
    int defaultSeverity = 3;
    Direction defaultDirection = Direction::Any;
};

/// What the importer says about one logical line of the file.
struct ImportLine
{
    int line = 0; ///< first physical line, 1-based
    LineVerdict verdict = LineVerdict::Ok;
    QString code; ///< stable, "duplicate-after-folding"; empty for a plain ok
    QString detail; ///< technical, English, the values ("line 3"); the sentence is made in ui/text
    QString raw; ///< as in the file, at most 200 characters
    Term term; ///< what would be stored; meaningless for Error and Skipped
};

/// A file, read but not applied.
struct ImportPreview
{
    TermFileFormat format = TermFileFormat::Csv;
    TextEncoding encoding = TextEncoding::Utf8;
    QChar delimiter = u','; ///< null where nothing was split: Txt, one column
    QStringList ignoredColumns; ///< header names that mean nothing here; their cells are not read
    QVector<ImportLine> lines; ///< header and directives are not among them
    int okCount = 0;
    int warningCount = 0;
    int errorCount = 0;
    int skippedCount = 0;

    /// The terms of lines with verdict Ok or Warning.
    [[nodiscard]] QVector<Term> terms() const;
};

/// Reads keyword lists as admins have them: CSV (RFC 4180, `sep=` directive, `,` `;` tab `|`) and
/// TXT (one literal a line, `#` comments), encoding and delimiter detected. The one class behind the
/// import dialog and `atalaiactl lexicon`. Pure and thread-safe; each regex, near and expression is
/// compiled, so a 100 000 line file takes seconds: not on the GUI thread.
class LexiconImporter
{
public:
    static constexpr qsizetype kMaxFileBytes = 10 * 1024 * 1024;
    static constexpr int kMaxLines = 100'000;
    static constexpr int kMaxTermLength = 200; ///< literals; regexes kMaxCellLength
    static constexpr int kMaxCellLength = 4'000;

    /// Errors: InvalidInput (too large, no column `term`, not text). Bad lines are not errors of the
    /// file: they are in the preview.
    [[nodiscard]] static Result<ImportPreview> preview(const QByteArray &bytes, const QString &fileName,
                                                       const ImportOptions &options);
};

/// Writes a lexicon so that a spreadsheet opens it and reading it back gives the same terms: UTF-8
/// with BOM, CRLF, every text quoted, cells that begin like a formula prefixed with an apostrophe.
[[nodiscard]] QByteArray exportCsv(const Lexicon &lexicon, QChar delimiter = u',');

} // namespace atalaia

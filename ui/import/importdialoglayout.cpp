// SPDX-License-Identifier: GPL-3.0-or-later
// What the import dialog looks like; what it does is in importdialog.cpp.
#include "import/importdialog.h"
#include "import/importsource.h"
#include "models/importmodel.h"
#include "text/importwords.h"
#include "text/safetext.h"
#include "text/words.h"
#include "widgets/dialogparts.h"
#include "widgets/emptystate.h"
#include "widgets/keybutton.h"
#include "widgets/plainlabel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFontDatabase>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QSpinBox>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr int kSampleLines = 5;
constexpr int kSampleCharacters = 90;

/// Colours the verdict; the shape and the word say it too.
class VerdictDelegate final : public QStyledItemDelegate
{
public:
    VerdictDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) {}

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const auto verdict = LineVerdict(index.data(ImportModel::VerdictRole).toInt());
        const QColor color = verdict == LineVerdict::Error     ? m_theme.color(ColorRole::Danger)
                             : verdict == LineVerdict::Warning ? m_theme.severityColor(3)
                             : verdict == LineVerdict::Ok      ? m_theme.color(ColorRole::Accent)
                                                               : m_theme.color(ColorRole::Muted);
        option->palette.setColor(QPalette::Text, color);
        option->palette.setColor(QPalette::HighlightedText, color);
    }

private:
    const Theme &m_theme;
};

QComboBox *choice(const QString &name, const QString &accessibleName, QWidget *parent)
{
    auto *box = new QComboBox(parent);
    box->setObjectName(name);
    box->setAccessibleName(accessibleName);
    box->addItem({});
    return box;
}

} // namespace

void ImportDialog::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::kXl, space::kL, space::kXl, space::kL);
    column->setSpacing(space::kM);
    buildSource();
    column->addWidget(m_source);

    m_fileError = new PlainLabel(m_theme, FontRole::Body, ColorRole::Danger, this);
    m_fileError->setObjectName(u"importFileError"_s);
    m_fileError->hide();
    column->addWidget(m_fileError);

    m_busy = new QWidget(this);
    auto *busy = new QVBoxLayout(m_busy);
    busy->setContentsMargins({});
    m_busyWords = new PlainLabel(m_theme, FontRole::Body, ColorRole::Muted, m_busy);
    m_busyWords->setObjectName(u"importBusy"_s);
    auto *bar = new QProgressBar(m_busy);
    bar->setRange(0, 0);
    bar->setTextVisible(false);
    bar->setAccessibleName(tr("Progress"));
    busy->addWidget(m_busyWords);
    busy->addWidget(bar);
    m_busy->hide();
    column->addWidget(m_busy);

    m_details = new QWidget(this);
    m_details->setObjectName(u"importDetails"_s);
    auto *details = new QVBoxLayout(m_details);
    details->setContentsMargins({});
    details->setSpacing(space::kM);
    details->addWidget(buildDetection());
    details->addWidget(buildTable(), 1);
    m_details->hide();
    column->addWidget(m_details, 1);
    m_start = new EmptyState(m_theme, this);
    m_start->setWords(tr("Drop a keyword list here"),
                      tr("A text file with one term a line is enough. A table (CSV) needs a column named “term”; "
                         "kind, language, category, severity, direction and note are read when they are there."));
    column->addWidget(m_start, 1);
    column->addStretch();
    column->addWidget(buildResult());

    const DialogFoot foot = dialogFoot(m_theme, u"import"_s, this);
    m_import = foot.act;
    foot.hint->setText(tr("Nothing is applied before you press Import."));
    column->addLayout(foot.row);
    connect(foot.close, &KeyButton::clicked, this, &QDialog::reject);
    connect(m_import, &KeyButton::clicked, this, &ImportDialog::import);
}

void ImportDialog::buildSource()
{
    m_source = new ImportSource(m_theme,
                                {u"import"_s, tr("path of a CSV or text file, then Enter"), tr("Choose a file")}, this);
    connect(m_source, &ImportSource::pathEntered, this, &ImportDialog::openFile);
    connect(m_source, &ImportSource::choiceWanted, this, &ImportDialog::chooseFile);
}

QWidget *ImportDialog::buildDetection()
{
    auto *both = new QWidget(m_details);
    auto *columns = new QHBoxLayout(both);
    columns->setContentsMargins({});
    columns->setSpacing(space::kXxl);

    m_format = choice(u"importFormat"_s, tr("Format"), both);
    for (const TermFileFormat format : {TermFileFormat::Csv, TermFileFormat::Txt})
        m_format->addItem(formatWords(format), int(format));
    m_encoding = choice(u"importEncoding"_s, tr("Encoding"), both);
    for (const TextEncoding encoding : {TextEncoding::Utf8, TextEncoding::Utf8Bom, TextEncoding::Utf16LE,
                                        TextEncoding::Utf16BE, TextEncoding::Windows1252, TextEncoding::Windows1251})
        m_encoding->addItem(encodingWords(encoding), int(encoding));
    m_delimiter = choice(u"importDelimiter"_s, tr("Separator"), both);
    for (const char16_t delimiter : {u',', u';', u'\t', u'|'})
        m_delimiter->addItem(delimiterWords(QChar(delimiter)), QChar(delimiter));
    auto *left = new QFormLayout;
    left->setSpacing(space::kS);
    left->addRow(sectionHeading(m_theme, tr("WHAT WAS FOUND"), both));
    left->addRow(tr("&Format"), m_format);
    left->addRow(tr("&Encoding"), m_encoding);
    left->addRow(tr("&Separator"), m_delimiter);
    columns->addLayout(left, 5);

    auto *middle = new QVBoxLayout;
    middle->setSpacing(space::kS);
    middle->addWidget(sectionHeading(m_theme, tr("HOW IT READS"), both));
    m_sample = new PlainLabel(m_theme, FontRole::Caption, ColorRole::Text, both);
    m_sample->setObjectName(u"importSample"_s);
    middle->addWidget(m_sample);
    middle->addStretch();
    columns->addLayout(middle, 3);

    auto *right = new QFormLayout;
    right->setSpacing(space::kS);
    right->addRow(sectionHeading(m_theme, tr("WHERE IT GOES"), both));
    buildDefaults(*right);
    columns->addLayout(right, 4);

    for (QComboBox *box : {m_format, m_encoding, m_delimiter, m_direction})
        connect(box, &QComboBox::activated, this, &ImportDialog::requestPreview);
    return both;
}

void ImportDialog::buildDefaults(QFormLayout &form)
{
    m_name = new QComboBox(m_details);
    m_name->setObjectName(u"importName"_s);
    m_name->setAccessibleName(tr("List"));
    m_name->setEditable(true);
    m_name->setInsertPolicy(QComboBox::NoInsert);
    m_name->lineEdit()->setPlaceholderText(tr("an existing list, or a new name"));
    connect(m_name, &QComboBox::editTextChanged, this, &ImportDialog::updateImportButton);
    form.addRow(tr("&List"), m_name);

    m_category = new QComboBox(m_details);
    m_category->setObjectName(u"importCategory"_s);
    m_category->setAccessibleName(tr("Category of lines that name none"));
    m_category->setEditable(true);
    m_category->setInsertPolicy(QComboBox::NoInsert);
    m_category->addItem(QString(), QString());
    for (const QString &category :
         {u"bribery"_s, u"complaint_legal"_s, u"data_request"_s, u"data_source_claim"_s, u"discrimination"_s,
          u"harassment"_s, u"identification"_s, u"insult"_s, u"minor"_s, u"monitoring_notice"_s, u"off_channel"_s,
          u"opt_out"_s, u"secret_request"_s, u"sensitive_data"_s, u"threat"_s, u"ticket_by_chat"_s})
        m_category->addItem(categoryWords(category), category);
    m_category->lineEdit()->setPlaceholderText(tr("as in the file"));
    m_language = new QLineEdit(m_details);
    m_language->setObjectName(u"importLanguage"_s);
    m_language->setAccessibleName(tr("Language of lines that name none"));
    m_language->setPlaceholderText(tr("any language"));
    m_language->setMaxLength(20);
    m_severity = new QSpinBox(m_details);
    m_severity->setObjectName(u"importSeverity"_s);
    m_severity->setAccessibleName(tr("Severity of lines that name none"));
    m_severity->setRange(1, 5);
    m_severity->setValue(3);
    m_direction = new QComboBox(m_details);
    m_direction->setObjectName(u"importDirection"_s);
    m_direction->setAccessibleName(tr("Writer that counts for lines that name none"));
    m_direction->addItem(tr("anybody writes it"), int(Direction::Any));
    m_direction->addItem(tr("the agent writes it"), int(Direction::Agent));
    m_direction->addItem(tr("the contact writes it"), int(Direction::Contact));

    auto *pair = new QHBoxLayout;
    pair->setSpacing(space::kS);
    pair->addWidget(m_severity);
    pair->addWidget(m_language, 1);
    form.addRow(tr("&Category"), m_category);
    form.addRow(tr("Severity, language"), pair);
    form.addRow(tr("Counts &when"), m_direction);
    connect(m_category, &QComboBox::activated, this, &ImportDialog::requestPreview);
    connect(m_category->lineEdit(), &QLineEdit::editingFinished, this, &ImportDialog::requestPreview);
    connect(m_language, &QLineEdit::editingFinished, this, &ImportDialog::requestPreview);
    connect(m_severity, &QSpinBox::editingFinished, this, &ImportDialog::requestPreview);
}

QWidget *ImportDialog::buildTable()
{
    auto *box = new QWidget(m_details);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins({});
    column->setSpacing(space::kS);
    auto *row = new QHBoxLayout;
    m_counts = new PlainLabel(m_theme, FontRole::Body, ColorRole::Text, box);
    m_counts->setObjectName(u"importCounts"_s);
    m_onlyProblems = new QCheckBox(tr("&Only problems"), box);
    m_onlyProblems->setObjectName(u"importOnlyProblems"_s);
    row->addWidget(m_counts, 1, Qt::AlignVCenter);
    row->addWidget(m_onlyProblems);
    column->addLayout(row);

    m_table = readingTable(u"importTable"_s, tr("Lines of the file"), box);
    m_table->setModel(m_model);
    m_table->setItemDelegateForColumn(ImportModel::VerdictColumn, new VerdictDelegate(m_theme, m_table));
    constexpr int kWidths[] = {52, 100, 330, 150, 150, 80, 110};
    for (int at = 0; at < int(std::size(kWidths)); ++at)
        m_table->setColumnWidth(at, kWidths[at]);
    column->addWidget(m_table, 1);
    connect(m_onlyProblems, &QCheckBox::toggled, m_model, &ImportModel::setOnlyProblems);
    return box;
}

QWidget *ImportDialog::buildResult()
{
    m_result = new QWidget(this);
    m_result->setObjectName(u"importResult"_s);
    auto *row = new QHBoxLayout(m_result);
    row->setContentsMargins({});
    m_resultWords = new PlainLabel(m_theme, FontRole::Body, ColorRole::Text, m_result);
    m_resultWords->setObjectName(u"importResultWords"_s);
    m_resultWords->setSemibold(true);
    m_undo = new KeyButton(m_theme, KeyButton::Look::Plain, m_result);
    m_undo->setObjectName(u"importUndo"_s);
    row->addWidget(m_resultWords, 1, Qt::AlignVCenter);
    row->addWidget(m_undo);
    m_result->hide();
    connect(m_undo, &KeyButton::clicked, this, &ImportDialog::undo);
    return m_result;
}

void ImportDialog::showDetected(const ImportPreview &preview)
{
    // The first entry of each is "as detected" and says what that is.
    if (m_format->currentIndex() <= 0)
        m_format->setItemText(0, tr("%1 · detected").arg(formatWords(preview.format)));
    if (m_encoding->currentIndex() <= 0)
        m_encoding->setItemText(0, tr("%1 · detected").arg(encodingWords(preview.encoding)));
    if (m_delimiter->currentIndex() <= 0)
        m_delimiter->setItemText(0, tr("%1 · detected").arg(delimiterWords(preview.delimiter)));
    m_delimiter->setEnabled(preview.format == TermFileFormat::Csv);
    QStringList sample;
    for (const ImportLine &line : preview.lines.mid(0, kSampleLines))
        sample << isolated(safeLine(line.raw, kSampleCharacters));
    m_sample->setText(sample.join(u'\n'));
}

} // namespace atalaia

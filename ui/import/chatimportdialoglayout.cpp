// SPDX-License-Identifier: GPL-3.0-or-later
// What the dialog for exported chats looks like; what it does is in chatimportdialog.cpp.
#include "import/chatimportdialog.h"
#include "import/importsource.h"
#include "text/chatimportwords.h"
#include "widgets/dialogparts.h"
#include "widgets/emptystate.h"
#include "widgets/keybutton.h"
#include "widgets/plainlabel.h"

#include <QComboBox>
#include <QCompleter>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QProgressBar>
#include <QScrollArea>
#include <QStandardItemModel>
#include <QTableView>
#include <QTimeZone>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr int kMaxTitleLength = 200;
constexpr int kShownPeople = 4; // rows; more scroll

PlainLabel *value(const Theme &theme, const QString &name, QWidget *parent)
{
    auto *label = new PlainLabel(theme, FontRole::Body, ColorRole::Text, parent);
    label->setObjectName(name);
    return label;
}

} // namespace

void ChatImportDialog::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::kXl, space::kL, space::kXl, space::kL);
    column->setSpacing(space::kM);
    buildSource();
    column->addWidget(m_source);
    m_fileError = new PlainLabel(m_theme, FontRole::Body, ColorRole::Danger, this);
    m_fileError->setObjectName(u"chatImportFileError"_s);
    m_fileError->hide();
    column->addWidget(m_fileError);
    column->addWidget(buildBusy());
    column->addWidget(buildDetails(), 1);
    m_start = new EmptyState(m_theme, this);
    m_start->setWords(tr("Drop exported chats here"),
                      tr("On the phone, open the chat and choose “Export chat”. WhatsApp makes a .txt file, or a .zip "
                         "with the media; both can be imported, and the same chat as often as you like."));
    column->addWidget(m_start, 1);
    column->addStretch();
    column->addWidget(buildResult());

    const DialogFoot foot = dialogFoot(m_theme, u"chatImport"_s, this);
    m_import = foot.act;
    m_hint = foot.hint;
    column->addLayout(foot.row);
    connect(foot.close, &KeyButton::clicked, this, &QDialog::reject);
    connect(m_import, &KeyButton::clicked, this, &ChatImportDialog::import);
}

void ChatImportDialog::buildSource()
{
    m_source = new ImportSource(m_theme,
                                {u"chatImport"_s, tr("path of a .txt or .zip, then Enter"), tr("Choose files")}, this);
    connect(m_source, &ImportSource::pathEntered, this, [this](const QString &path) { openFiles({path}); });
    connect(m_source, &ImportSource::choiceWanted, this, &ChatImportDialog::chooseFiles);
}

QWidget *ChatImportDialog::buildBusy()
{
    m_busy = new QWidget(this);
    auto *busy = new QHBoxLayout(m_busy);
    busy->setContentsMargins({});
    busy->setSpacing(space::kM);
    auto *column = new QVBoxLayout;
    m_busyWords = new PlainLabel(m_theme, FontRole::Body, ColorRole::Muted, m_busy);
    m_busyWords->setObjectName(u"chatImportBusy"_s);
    m_progress = new QProgressBar(m_busy);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Progress"));
    column->addWidget(m_busyWords);
    column->addWidget(m_progress);
    auto *stopButton = new KeyButton(m_theme, KeyButton::Look::Plain, m_busy);
    stopButton->setObjectName(u"chatImportStop"_s);
    stopButton->setText(tr("Stop"));
    stopButton->setAutoDefault(false);
    busy->addLayout(column, 1);
    busy->addWidget(stopButton, 0, Qt::AlignBottom);
    m_busy->hide();
    connect(stopButton, &KeyButton::clicked, this, &ChatImportDialog::stop);
    return m_busy;
}

QWidget *ChatImportDialog::buildDetails()
{
    m_details = new QWidget(this);
    m_details->setObjectName(u"chatImportDetails"_s);
    auto *column = new QVBoxLayout(m_details);
    column->setContentsMargins({});
    column->setSpacing(space::kM);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(space::kXxl);
    columns->addLayout(buildFound(m_details), 1);
    columns->addLayout(buildChoices(m_details), 1);
    column->addLayout(columns);
    m_earlier = new PlainLabel(m_theme, FontRole::Body, ColorRole::Text, m_details);
    m_earlier->setObjectName(u"chatImportEarlier"_s);
    m_earlier->setSeverity(2);
    column->addWidget(m_earlier);
    m_warnings = new PlainLabel(m_theme, FontRole::Body, ColorRole::Text, m_details);
    m_warnings->setObjectName(u"chatImportWarnings"_s);
    m_warnings->setSeverity(3);
    column->addWidget(m_warnings);
    column->addWidget(buildSample(), 1);
    m_details->hide();
    return m_details;
}

QFormLayout *ChatImportDialog::buildFound(QWidget *parent)
{
    auto *form = new QFormLayout;
    form->setSpacing(space::kS);
    form->addRow(sectionHeading(m_theme, tr("WHAT WAS FOUND"), parent));
    m_title = new QLineEdit(parent);
    m_title->setObjectName(u"chatImportTitle"_s);
    m_title->setAccessibleName(tr("Name of the chat"));
    m_title->setMaxLength(kMaxTitleLength);
    form->addRow(tr("&Chat"), m_title);
    m_counts = value(m_theme, u"chatImportCounts"_s, parent);
    form->addRow(tr("Messages"), m_counts);
    m_period = value(m_theme, u"chatImportPeriod"_s, parent);
    form->addRow(tr("From, to"), m_period);
    m_notation = value(m_theme, u"chatImportNotation"_s, parent);
    form->addRow(tr("Written by"), m_notation);
    m_attachments = value(m_theme, u"chatImportAttachments"_s, parent);
    form->addRow(tr("Media"), m_attachments);
    m_order = new QComboBox(parent);
    m_order->setObjectName(u"chatImportOrder"_s);
    m_order->setAccessibleName(tr("Order of day and month"));
    m_order->addItem({});
    for (const DateOrder order : {DateOrder::DayFirst, DateOrder::MonthFirst, DateOrder::YearFirst})
        m_order->addItem(dateOrderWords(order), int(order));
    form->addRow(tr("&Dates"), m_order);
    m_orderReason = new PlainLabel(m_theme, FontRole::Caption, ColorRole::Muted, parent);
    m_orderReason->setObjectName(u"chatImportOrderReason"_s);
    form->addRow(QString(), m_orderReason);
    connect(m_order, &QComboBox::activated, this, &ChatImportDialog::readAgain);
    connect(m_title, &QLineEdit::textChanged, this, &ChatImportDialog::updateImportButton);
    connect(m_title, &QLineEdit::editingFinished, this, [this] {
        if (isTitleChanged())
            readAgain();
    });
    return form;
}

QFormLayout *ChatImportDialog::buildChoices(QWidget *parent)
{
    auto *form = new QFormLayout;
    form->setSpacing(space::kS);
    form->addRow(sectionHeading(m_theme, tr("WHAT THE FILE DOES NOT SAY"), parent));
    m_people = new QListWidget(parent);
    m_people->setObjectName(u"chatImportPeople"_s);
    m_people->setAccessibleName(tr("Who speaks for the company"));
    m_people->setAccessibleDescription(tr("Check everybody in the chat who speaks for the company."));
    m_people->setTabKeyNavigation(false);
    m_people->setFixedHeight(kShownPeople * space::kHitTarget);
    auto *label = new QLabel(tr("&Who speaks for the company"), parent);
    label->setBuddy(m_people);
    form->addRow(label);
    form->addRow(m_people);
    m_line = new QLineEdit(parent);
    m_line->setObjectName(u"chatImportLine"_s);
    m_line->setAccessibleName(tr("Number or agent of the company"));
    m_line->setMaxLength(kMaxTitleLength);
    form->addRow(tr("&Number or agent"), m_line);
    m_zone = new QComboBox(parent);
    m_zone->setObjectName(u"chatImportZone"_s);
    m_zone->setAccessibleName(tr("Time zone of the phone"));
    m_zone->setEditable(true);
    m_zone->setInsertPolicy(QComboBox::NoInsert);
    m_zone->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    form->addRow(tr("&Time zone"), m_zone);
    connect(m_people, &QListWidget::itemChanged, this, &ChatImportDialog::followCompanySide);
    connect(m_line, &QLineEdit::textEdited, this, [this] { m_isLineTyped = true; });
    connect(m_line, &QLineEdit::textChanged, this, &ChatImportDialog::updateImportButton);
    connect(m_zone, &QComboBox::editTextChanged, this, &ChatImportDialog::updateImportButton);
    return form;
}

/// Those of Brazil first.
void ChatImportDialog::fillZones()
{
    QStringList zones{u"America/Sao_Paulo"_s,  u"America/Bahia"_s,  u"America/Recife"_s, u"America/Fortaleza"_s,
                      u"America/Belem"_s,      u"America/Manaus"_s, u"America/Cuiaba"_s, u"America/Porto_Velho"_s,
                      u"America/Rio_Branco"_s, u"America/Noronha"_s};
    for (const QByteArray &zone : QTimeZone::availableTimeZoneIds()) {
        const QString name = QString::fromUtf8(zone);
        if (name.contains(u'/') && !zones.contains(name))
            zones.append(name);
    }
    m_zone->addItems(zones);
    m_zone->setCurrentIndex(0);
    m_zone->completer()->setFilterMode(Qt::MatchContains);
}

QWidget *ChatImportDialog::buildSample()
{
    auto *box = new QWidget(m_details);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins({});
    column->setSpacing(space::kS);
    column->addWidget(sectionHeading(m_theme, tr("THE FIRST MESSAGES"), box));
    m_sampleModel->setHorizontalHeaderLabels({tr("Time"), tr("From"), tr("Message")});
    m_sample = readingTable(u"chatImportSample"_s, tr("The first messages"), box);
    m_sample->setModel(m_sampleModel);
    m_sample->setColumnWidth(0, 150);
    m_sample->setColumnWidth(1, 180);
    column->addWidget(m_sample, 1);
    return box;
}

QWidget *ChatImportDialog::buildResult()
{
    m_result = new QWidget(this);
    m_result->setObjectName(u"chatImportResult"_s);
    auto *row = new QHBoxLayout(m_result);
    row->setContentsMargins({});
    m_resultWords = new PlainLabel(m_theme, FontRole::Body, ColorRole::Text, m_result);
    m_resultWords->setObjectName(u"chatImportResultWords"_s);
    m_resultWords->setSemibold(true);
    m_showFlagged = new KeyButton(m_theme, KeyButton::Look::Plain, m_result);
    m_showFlagged->setObjectName(u"chatImportShowFlagged"_s);
    m_showFlagged->setText(tr("Show flagged threads"));
    m_showFlagged->setAutoDefault(false);
    m_next = new KeyButton(m_theme, KeyButton::Look::Plain, m_result);
    m_next->setObjectName(u"chatImportNext"_s);
    m_next->setText(tr("Next file"));
    m_next->setAutoDefault(false);
    row->addWidget(m_resultWords, 1, Qt::AlignVCenter);
    row->addWidget(m_showFlagged);
    row->addWidget(m_next);
    m_result->hide();
    connect(m_showFlagged, &KeyButton::clicked, this, &ChatImportDialog::flaggedThreadsWanted);
    connect(m_next, &KeyButton::clicked, this, &ChatImportDialog::openNext);
    return m_result;
}

} // namespace atalaia

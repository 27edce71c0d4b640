// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/linesdialog.h"

#include "base/continuation.h"
#include "text/errorwords.h"
#include "text/linewords.h"
#include "text/safetext.h"
#include "widgets/dialogparts.h"
#include "widgets/emptystate.h"
#include "widgets/keybutton.h"
#include "widgets/plainlabel.h"

#include <QHeaderView>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr int kMaxReason = 100;

int forPlural(qint64 count)
{
    return int(std::min<qint64>(count, std::numeric_limits<int>::max()));
}

/// Colours what needs somebody; a shape or the words say it, too.
class TroubleDelegate final : public QStyledItemDelegate
{
public:
    TroubleDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) {}

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const bool isUnknown = index.data(GapsModel::OutcomeRole).isValid()
                               && index.data(GapsModel::OutcomeRole).toInt() == int(GapOutcome::Unknown);
        QColor color = m_theme.color(ColorRole::Muted);
        if (index.data(LinesModel::HasAlarmRole).toBool())
            color = m_theme.color(ColorRole::Danger);
        else if (isUnknown || index.data(LinesModel::HasGapRole).toBool())
            color = m_theme.severityColor(3);
        option->palette.setColor(QPalette::Text, color);
        option->palette.setColor(QPalette::HighlightedText, color);
    }

private:
    const Theme &m_theme;
};

QString reasonLines(const QVector<PutAsideReason> &reasons)
{
    QStringList lines;
    for (const PutAsideReason &reason : reasons)
        lines.append(LinesDialog::tr("%1 × %2").arg(reason.count).arg(isolated(safeLine(reason.reason, kMaxReason))));
    return lines.join(u'\n');
}

qint64 total(const QVector<PutAsideReason> &reasons, qint64 PutAsideReason::*of)
{
    qint64 sum = 0;
    for (const PutAsideReason &reason : reasons)
        sum += reason.*of;
    return sum;
}

} // namespace

LinesDialog::LinesDialog(const Theme &theme, const Clock &clock, LinesCalls calls, QWidget *parent)
    : QDialog(parent),
      m_theme(theme),
      m_clock(clock),
      m_calls(std::move(calls)),
      m_empty(new EmptyState(theme, this)),
      m_body(new QWidget(this))
{
    setObjectName(u"linesDialog"_s);
    setWindowTitle(tr("Lines and gaps"));
    resize(920, 640);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::kXl, space::kXl, space::kXl, space::kL);
    column->setSpacing(space::kM);
    auto *body = new QVBoxLayout(m_body);
    body->setContentsMargins({});
    body->setSpacing(space::kM);
    body->addWidget(buildLines(), 3);
    m_gapsBox = buildGaps();
    body->addWidget(m_gapsBox, 3);
    m_contentsBox = buildContents();
    body->addWidget(m_contentsBox);
    body->addWidget(buildPutAside());
    column->addWidget(m_body, 1);
    m_empty->setWords(tr("No line yet"), tr("Lines appear here as soon as a gateway names them."), tr("Gateways…"));
    connect(m_empty, &EmptyState::stepChosen, this, &LinesDialog::gatewaysWanted);
    column->addWidget(m_empty, 1);
    auto *close = new KeyButton(m_theme, KeyButton::Look::Plain, this);
    close->setObjectName(u"linesClose"_s);
    close->setText(tr("Close"));
    close->setAutoDefault(false);
    column->addWidget(close, 0, Qt::AlignRight);
    connect(close, &KeyButton::clicked, this, &QDialog::reject);
    m_body->hide();
    m_empty->hide();
    refresh();
}

QWidget *LinesDialog::buildLines()
{
    auto *box = new QWidget(m_body);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins({});
    column->setSpacing(space::kS);
    column->addWidget(sectionHeading(m_theme, tr("LINES"), box));
    m_linesTable = readingTable(u"linesTable"_s, tr("Lines"), box);
    m_linesTable->setModel(&m_lines);
    m_linesTable->setItemDelegateForColumn(LinesModel::TroubleColumn, new TroubleDelegate(m_theme, m_linesTable));
    m_linesTable->horizontalHeader()->setStretchLastSection(false);
    m_linesTable->horizontalHeader()->setSectionResizeMode(LinesModel::TroubleColumn, QHeaderView::Stretch);
    for (const auto &[section, width] : {std::pair{LinesModel::NameColumn, 150},
                                         {LinesModel::StateColumn, 110},
                                         {LinesModel::LastMessageColumn, 120},
                                         {LinesModel::PutAsideColumn, 120}})
        m_linesTable->setColumnWidth(section, width);
    column->addWidget(m_linesTable, 1);
    m_alarms = new PlainLabel(m_theme, FontRole::Body, ColorRole::Danger, box);
    m_alarms->setObjectName(u"lineAlarms"_s);
    m_alarms->hide();
    column->addWidget(m_alarms);
    connect(m_linesTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &LinesDialog::askLedger);
    return box;
}

QWidget *LinesDialog::buildGaps()
{
    auto *box = new QWidget(m_body);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins({});
    column->setSpacing(space::kS);
    m_gapsHeading = sectionHeading(m_theme, {}, box);
    column->addWidget(m_gapsHeading);
    m_gapsTable = readingTable(u"gapsTable"_s, tr("Gaps of the line"), box);
    m_gapsTable->setModel(&m_gaps);
    m_gapsTable->setItemDelegateForColumn(GapsModel::OutcomeColumn, new TroubleDelegate(m_theme, m_gapsTable));
    m_gapsTable->setWordWrap(true); // what became of a gap is a sentence
    m_gapsTable->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_gapsTable->verticalHeader()->setMinimumSectionSize(space::kHitTarget);
    for (const auto &[section, width] :
         {std::pair{GapsModel::FromColumn, 160}, {GapsModel::ToColumn, 160}, {GapsModel::ReasonColumn, 190}})
        m_gapsTable->setColumnWidth(section, width);
    column->addWidget(m_gapsTable, 1);
    m_noGaps = new PlainLabel(m_theme, FontRole::Body, ColorRole::Muted, box);
    m_noGaps->setObjectName(u"noGaps"_s);
    m_noGaps->setText(tr("No gap: whenever Atalaia looked, nothing was missing."));
    column->addWidget(m_noGaps);
    return box;
}

QWidget *LinesDialog::buildContents()
{
    auto *box = new QWidget(m_body);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins({});
    column->setSpacing(space::kS);
    column->addWidget(sectionHeading(m_theme, tr("CONTENTS MISSING OR LATE"), box));
    m_contents = new PlainLabel(m_theme, FontRole::Body, ColorRole::Text, box);
    m_contents->setObjectName(u"lineContents"_s);
    column->addWidget(m_contents);
    box->hide();
    return box;
}

QWidget *LinesDialog::buildPutAside()
{
    auto *box = new QWidget(m_body);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins({});
    column->setSpacing(space::kS);
    column->addWidget(sectionHeading(m_theme, tr("PUT ASIDE"), box));
    auto *row = new QHBoxLayout;
    m_putAside = new PlainLabel(m_theme, FontRole::Body, ColorRole::Text, box);
    m_putAside->setObjectName(u"putAsideReasons"_s);
    m_readAgain = new KeyButton(m_theme, KeyButton::Look::Plain, box);
    m_readAgain->setObjectName(u"readAgain"_s);
    m_readAgain->setText(tr("Read again"));
    m_readAgain->setAccessibleDescription(tr("Tries once more to read what was put aside of this line's gateway"));
    m_readAgain->setAutoDefault(false);
    row->addWidget(m_putAside, 1);
    row->addWidget(m_readAgain, 0, Qt::AlignTop);
    column->addLayout(row);
    m_result = new PlainLabel(m_theme, FontRole::Body, ColorRole::Muted, box);
    m_result->setObjectName(u"readAgainResult"_s);
    m_result->hide();
    column->addWidget(m_result);
    connect(m_readAgain, &KeyButton::clicked, this, &LinesDialog::readAgain);
    return box;
}

void LinesDialog::refresh()
{
    continueOn(this, m_calls.health(), [this](const Result<QVector<LineHealth>> &health) { showHealth(health); });
}

const LineHealth *LinesDialog::chosen() const
{
    return m_lines.at(m_lines.rowOf(m_line));
}

void LinesDialog::showHealth(const Result<QVector<LineHealth>> &health)
{
    if (!health) {
        m_empty->setWords(tr("The lines cannot be shown"), errorSentence(health.error().kind));
        m_empty->show();
        m_body->hide();
        return;
    }
    const LineId before = m_line;
    m_lines.setLines(*health, m_clock.nowMs());
    m_empty->setVisible(health->isEmpty());
    m_body->setVisible(!health->isEmpty());
    if (health->isEmpty())
        return;
    const int row = std::max(0, m_lines.rowOf(before));
    if (m_linesTable->currentIndex().row() == row)
        askLedger();
    else
        m_linesTable->setCurrentIndex(m_lines.index(row, 0));
}

void LinesDialog::askLedger()
{
    const LineHealth *health = m_lines.at(m_linesTable->currentIndex().row());
    if (!health)
        return;
    if (m_line != health->line.id)
        m_result->hide();
    m_line = health->line.id;
    m_gapsHeading->setText(tr("GAPS OF %1").arg(lineName(health->line)));
    QStringList sentences;
    for (const LineAlarm &alarm : health->alarms)
        sentences.append(u"▲ "_s + alarmSentence(*health, alarm));
    m_alarms->setText(sentences.join(u'\n'));
    m_alarms->setVisible(!sentences.isEmpty());
    continueOn(this, m_calls.ledger(m_line),
               [this, line = m_line](const Result<LineLedgerView> &ledger) { showLedger(line, ledger); });
}

void LinesDialog::showLedger(LineId line, const Result<LineLedgerView> &ledger)
{
    const LineHealth *health = chosen();
    if (line != m_line || !health)
        return; // another line was chosen meanwhile
    if (!ledger) {
        // Nothing is known, so nothing is said about it.
        m_gaps.setGaps({});
        for (QWidget *part : {static_cast<QWidget *>(m_gapsTable), static_cast<QWidget *>(m_noGaps), m_contentsBox,
                              static_cast<QWidget *>(m_putAside), static_cast<QWidget *>(m_readAgain)})
            part->hide();
        m_result->setText(errorSentence(ledger.error().kind));
        m_result->show();
        return;
    }
    m_putAside->show();
    m_gaps.setGaps(ledger->gaps);
    m_gapsTable->setVisible(!ledger->gaps.isEmpty());
    m_noGaps->setVisible(ledger->gaps.isEmpty());
    // Without gaps the room is for the lines.
    static_cast<QVBoxLayout *>(m_body->layout())->setStretchFactor(m_gapsBox, ledger->gaps.isEmpty() ? 0 : 3);
    showContents(ledger->contents);
    showPutAside(*health, *ledger);
}

void LinesDialog::showContents(const LineContents &contents)
{
    const QStringList sentences = contentSentences(contents);
    m_contents->setText(sentences.join(u'\n'));
    m_contentsBox->setVisible(!sentences.isEmpty());
}

void LinesDialog::showPutAside(const LineHealth &health, const LineLedgerView &ledger)
{
    QStringList parts;
    const qint64 own = total(ledger.putAside, &PutAsideReason::count);
    const qint64 nameless = total(ledger.putAsideNameless, &PutAsideReason::count);
    if (own > 0) {
        parts.append(tr("%Ln events of this line could not be read or kept:", nullptr, forPlural(own)));
        parts.append(reasonLines(ledger.putAside));
    }
    if (nameless > 0) {
        parts.append(tr("%Ln events of its gateway name no line:", nullptr, forPlural(nameless)));
        parts.append(reasonLines(ledger.putAsideNameless));
    }
    if (health.notKept > 0)
        parts.append(tr("%Ln older ones were not kept.", nullptr, forPlural(health.notKept)));
    const qint64 readable = total(ledger.putAside, &PutAsideReason::readable)
                            + total(ledger.putAsideNameless, &PutAsideReason::readable);
    m_putAside->setText(parts.isEmpty() ? tr("Nothing: every event of this line could be read.") : parts.join(u'\n'));
    m_putAside->setColorRole(parts.isEmpty() ? ColorRole::Muted : ColorRole::Text);
    m_readAgain->setVisible(!parts.isEmpty());
    m_readAgain->setEnabled(readable > 0 && !m_isReading);
}

void LinesDialog::readAgain()
{
    const LineHealth *health = chosen();
    if (!health || m_isReading)
        return;
    m_isReading = true;
    m_readAgain->setEnabled(false);
    m_result->setText(tr("Reading…"));
    m_result->show();
    continueOn(this, m_calls.readAgain(health->line.gateway),
               [this](const Result<ReadAgainOutcome> &outcome) { showReadAgain(outcome); });
}

void LinesDialog::showReadAgain(const Result<ReadAgainOutcome> &outcome)
{
    m_isReading = false;
    if (outcome) {
        m_result->setText(tr("Tried: %1. Now in the store: %2.").arg(outcome->tried).arg(outcome->solved));
    } else if (outcome.error().kind == Error::Kind::NotFound) {
        m_result->setText(tr("The gateway is not connected; connect it first. Nothing is lost."));
    } else if (outcome.error().kind == Error::Kind::Conflict) {
        m_result->setText(tr("It is being read again already."));
    } else {
        m_result->setText(errorSentence(outcome.error().kind));
    }
    m_result->show();
    refresh();
}

} // namespace atalaia

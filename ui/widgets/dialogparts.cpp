// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dialogparts.h"

#include "widgets/keybutton.h"
#include "widgets/plainlabel.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QTableView>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

struct DialogParts
{
    Q_DECLARE_TR_FUNCTIONS(atalaia::DialogParts)
};

} // namespace

PlainLabel *sectionHeading(const Theme &theme, const QString &text, QWidget *parent)
{
    auto *label = new PlainLabel(theme, FontRole::Caption, ColorRole::Muted, parent);
    label->setSemibold(true);
    label->setText(text);
    return label;
}

QTableView *readingTable(const QString &objectName, const QString &accessibleName, QWidget *parent)
{
    auto *table = new QTableView(parent);
    table->setObjectName(objectName);
    table->setAccessibleName(accessibleName);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setTabKeyNavigation(false);
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(space::kHitTarget);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->horizontalHeader()->setStretchLastSection(true);
    return table;
}

DialogFoot dialogFoot(const Theme &theme, const QString &objectName, QWidget *parent)
{
    DialogFoot foot{new QHBoxLayout, new PlainLabel(theme, FontRole::Caption, ColorRole::Muted, parent),
                    new KeyButton(theme, KeyButton::Look::Plain, parent),
                    new KeyButton(theme, KeyButton::Look::Primary, parent)};
    foot.hint->setObjectName(objectName + u"Hint"_s);
    foot.close->setObjectName(objectName + u"Close"_s);
    foot.close->setText(DialogParts::tr("Close"));
    foot.close->setAutoDefault(false);
    foot.act->setObjectName(objectName + u"Button"_s);
    foot.act->setDefault(true);
    foot.row->addWidget(foot.hint, 1, Qt::AlignVCenter);
    foot.row->addWidget(foot.close);
    foot.row->addWidget(foot.act);
    return foot;
}

} // namespace atalaia

// SPDX-License-Identifier: GPL-3.0-or-later
// How the gateway dialog is put together; what it does is in gatewaydialog.cpp.
#include "settings/gatewaydialog.h"
#include "settings/gatewayformcloud.h"
#include "settings/gatewayformevolution.h"
#include "settings/gatewayformexport.h"
#include "settings/gatewayformwaha.h"
#include "settings/gatewaylist.h"
#include "settings/gatewaywords.h"
#include "widgets/keybutton.h"
#include "widgets/plainlabel.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr int kListWidth = 248;

QWidget *divider(const Theme &theme, bool isUpright, QWidget *parent)
{
    auto *line = new QWidget(parent);
    if (isUpright)
        line->setFixedWidth(1);
    else
        line->setFixedHeight(1);
    line->setAutoFillBackground(true);
    const auto paint = [line, &theme] {
        QPalette palette = line->palette();
        palette.setColor(QPalette::Window, theme.color(ColorRole::Line));
        line->setPalette(palette);
    };
    paint();
    QObject::connect(&theme, &Theme::changed, line, paint);
    return line;
}

} // namespace

void GatewayDialog::build()
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(0);
    m_list = new GatewayList(m_theme, this);
    m_list->setFixedWidth(kListWidth);
    row->addWidget(m_list);
    row->addWidget(divider(m_theme, true, this));
    row->addWidget(buildRight(), 1);
    connect(m_list, &GatewayList::gatewayChosen, this, [this](GatewayId id) {
        m_isTouched = true;
        choose(id);
    });
    connect(m_list, &GatewayList::addWanted, this, [this] {
        m_isTouched = true;
        addNew();
    });
}

QWidget *GatewayDialog::buildRight()
{
    auto *right = new QWidget(this);
    auto *column = new QVBoxLayout(right);
    column->setContentsMargins({});
    column->setSpacing(0);
    buildHeading(*column);
    buildForms(*column);
    column->addWidget(divider(m_theme, false, right));
    buildFoot(*column);
    return right;
}

void GatewayDialog::buildHeading(QVBoxLayout &column)
{
    m_title = new PlainLabel(m_theme, FontRole::Thread, ColorRole::Text, this);
    m_title->setObjectName(u"gatewayTitle"_s);
    m_title->setSemibold(true);
    m_lead = new PlainLabel(m_theme, FontRole::Body, ColorRole::Muted, this);
    m_lead->setObjectName(u"gatewayLead"_s);
    m_switch = new KeyButton(m_theme, KeyButton::Look::Plain, this);
    m_switch->setObjectName(u"gatewaySwitch"_s);
    connect(m_switch, &KeyButton::clicked, this, &GatewayDialog::toggleEnabled);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(space::kXs);
    texts->addWidget(m_title);
    texts->addWidget(m_lead);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(space::kXl, space::kXl, space::kXl, space::kM);
    row->setSpacing(space::kL);
    row->addLayout(texts, 1);
    row->addWidget(m_switch, 0, Qt::AlignTop);
    column.addLayout(row);
}

void GatewayDialog::buildForms(QVBoxLayout &column)
{
    auto *area = new QScrollArea(this);
    area->setObjectName(u"gatewayScroll"_s);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    auto *page = new QWidget(area);
    auto *fields = new QVBoxLayout(page);
    fields->setContentsMargins(space::kXl, space::kS, space::kXl, space::kXl);
    fields->setSpacing(space::kL);

    m_kindRow = new QWidget(page);
    auto *kinds = new QVBoxLayout(m_kindRow);
    kinds->setContentsMargins({});
    kinds->setSpacing(space::kXs);
    auto *label = new QLabel(tr("&Kind of gateway"), m_kindRow);
    label->setTextFormat(Qt::PlainText);
    m_kind = new QComboBox(m_kindRow);
    m_kind->setObjectName(u"gatewayKind"_s);
    m_kind->setAccessibleName(tr("Kind of gateway"));
    for (const GatewayKind kind :
         {GatewayKind::Waha, GatewayKind::Evolution, GatewayKind::CloudApi, GatewayKind::ChatExport})
        m_kind->addItem(gatewayKindWords(kind), int(kind));
    label->setBuddy(m_kind);
    kinds->addWidget(label);
    kinds->addWidget(m_kind);
    fields->addWidget(m_kindRow);

    m_forms = {new GatewayFormWaha(m_theme, page), new GatewayFormEvolution(m_theme, page),
               new GatewayFormCloud(m_theme, page)};
    for (GatewayForm *form : std::as_const(m_forms)) {
        fields->addWidget(form);
        connect(form, &GatewayForm::changed, this, [this, form] {
            if (form == m_form)
                noteTyped();
        });
        connect(form, &GatewayForm::caFileWanted, this, &GatewayDialog::chooseCaFile);
    }
    m_export = new GatewayFormExport(m_theme, page);
    fields->addWidget(m_export);
    fields->addStretch();
    connect(m_export, &GatewayFormExport::importWanted, this, &GatewayDialog::chatImportWanted);
    connect(m_kind, qOverload<int>(&QComboBox::activated), this, [this](int at) {
        m_isTouched = true;
        showKind(GatewayKind(m_kind->itemData(at).toInt()));
    });
    area->setWidget(page);
    column.addWidget(area, 1);
}

void GatewayDialog::buildFoot(QVBoxLayout &column)
{
    const auto note = [this](const QString &name, FontRole font, ColorRole color) {
        auto *label = new PlainLabel(m_theme, font, color, this);
        label->setObjectName(name);
        label->hide();
        return label;
    };
    m_otherNote = note(u"gatewayOtherNote"_s, FontRole::Caption, ColorRole::Muted);
    m_missing = note(u"gatewayMissing"_s, FontRole::Caption, ColorRole::Muted);
    m_result = note(u"gatewayResult"_s, FontRole::Body, ColorRole::Text);
    m_details = note(u"gatewayDetails"_s, FontRole::Caption, ColorRole::Muted);
    const auto button = [this](KeyButton::Look look, const QString &name, const QString &text) {
        auto *made = new KeyButton(m_theme, look, this);
        made->setObjectName(name);
        made->setText(text);
        return made;
    };
    m_test = button(KeyButton::Look::Plain, u"gatewayTest"_s, tr("Test"));
    auto *close = button(KeyButton::Look::Plain, u"gatewayClose"_s, tr("Close"));
    m_save = button(KeyButton::Look::Primary, u"gatewaySave"_s, tr("Save and connect"));
    m_save->setDefault(true);

    auto *foot = new QVBoxLayout;
    foot->setContentsMargins(space::kXl, space::kM, space::kXl, space::kL);
    foot->setSpacing(space::kS);
    for (PlainLabel *label : {m_result, m_details, m_otherNote, m_missing})
        foot->addWidget(label);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::kS);
    buttons->addWidget(m_test);
    buttons->addStretch();
    buttons->addWidget(close);
    buttons->addWidget(m_save);
    foot->addLayout(buttons);
    column.addLayout(foot);
    connect(m_test, &KeyButton::clicked, this, &GatewayDialog::test);
    connect(m_save, &KeyButton::clicked, this, &GatewayDialog::save);
    connect(close, &KeyButton::clicked, this, &QDialog::reject);
}

} // namespace atalaia

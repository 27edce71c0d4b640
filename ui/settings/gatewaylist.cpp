// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/gatewaylist.h"

#include "settings/gatewaywords.h"
#include "shell/phasedot.h"
#include "text/words.h"
#include "widgets/keybutton.h"
#include "widgets/plainlabel.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QSignalBlocker>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr int kRowHeight = 64;

QString stateWords(const GatewayConfig &config, ConnectionPhase phase)
{
    if (config.kind == GatewayKind::ChatExport)
        return GatewayList::tr("From files");
    return connectionBrief(phase);
}

} // namespace

GatewayList::GatewayList(const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_list(new QListWidget(this)),
      m_hint(new QWidget(this)),
      m_add(new KeyButton(theme, KeyButton::Look::Plain, this))
{
    m_list->setObjectName(u"gatewayList"_s);
    m_list->setAccessibleName(tr("Gateways"));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setUniformItemSizes(true);
    m_add->setObjectName(u"gatewayAdd"_s);
    m_add->setText(tr("Add gateway"));
    auto *words = new PlainLabel(theme, FontRole::Body, ColorRole::Muted, m_hint);
    words->setObjectName(u"gatewayListHint"_s);
    words->setText(tr("No gateway yet.\n\nFirst choose beside what your company's lines run on, then fill in what it "
                      "asks for, test it, and save.\n\nNo gateway at all? Choose “Exported chats”."));
    auto *hint = new QVBoxLayout(m_hint);
    hint->setContentsMargins(space::kM, space::kXl, space::kM, space::kM);
    hint->addWidget(words);
    hint->addStretch();
    m_hint->hide(); // until it is known that there is none
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(space::kM, space::kM, space::kM, space::kM);
    foot->addWidget(m_add);
    foot->addStretch();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_hint, 1);
    column->addWidget(m_list, 1);
    column->addLayout(foot);
    connect(m_list, &QListWidget::currentRowChanged, this, &GatewayList::noteCurrent);
    connect(m_add, &KeyButton::clicked, this, [this] {
        m_list->setCurrentRow(-1);
        emit addWanted();
    });
}

void GatewayList::setGateways(const QVector<GatewayConfig> &gateways, GatewayId chosen)
{
    const QSignalBlocker blocker(m_list); // who calls this knows what is chosen
    m_list->clear();
    m_rows.clear();
    for (const GatewayConfig &config : gateways)
        addRow(config);
    m_hint->setVisible(gateways.isEmpty());
    m_list->setVisible(!gateways.isEmpty());
    m_list->setCurrentRow(-1);
    for (qsizetype at = 0; at < m_rows.size(); ++at) {
        if (chosen.isValid() && m_rows.at(at).config.id == chosen)
            m_list->setCurrentRow(int(at));
    }
}

void GatewayList::showConnection(const ConnectionState &state)
{
    m_states.insert(state.gateway, state);
    for (const Row &row : std::as_const(m_rows)) {
        if (row.config.id == state.gateway)
            fill(row);
    }
}

ConnectionState GatewayList::stateOf(const GatewayConfig &config) const
{
    const auto known = m_states.constFind(config.id);
    if (known != m_states.cend())
        return *known;
    ConnectionState state;
    state.gateway = config.id;
    state.phase = config.isEnabled ? ConnectionPhase::Connecting : ConnectionPhase::Disabled;
    return state;
}

void GatewayList::addRow(const GatewayConfig &config)
{
    auto *item = new QListWidgetItem(m_list);
    item->setSizeHint(QSize(0, kRowHeight));
    auto *widget = new QWidget(m_list);
    widget->setAttribute(Qt::WA_TransparentForMouseEvents);
    auto *row = new QHBoxLayout(widget);
    row->setContentsMargins(space::kM, space::kS, space::kM, space::kS);
    row->setSpacing(space::kS);
    auto *dot = new PhaseDot(m_theme, widget);
    dot->setObjectName(u"gatewayDot"_s);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    const auto label = [this, widget, texts](const QString &name, FontRole font, ColorRole color) {
        auto *made = new PlainLabel(m_theme, font, color, widget);
        made->setObjectName(name);
        made->setWordWrap(false);
        made->setMinimumWidth(1); // cut, rather than pushing the form away
        texts->addWidget(made);
        return made;
    };
    texts->addStretch();
    label(u"gatewayRowTitle"_s, FontRole::Body, ColorRole::Text)->setSemibold(true);
    label(u"gatewayRowState"_s, FontRole::Caption, ColorRole::Muted);
    texts->addStretch();
    row->addWidget(dot, 0, Qt::AlignVCenter);
    row->addLayout(texts, 1);
    m_list->setItemWidget(item, widget);
    m_rows.append({config, item});
    fill(m_rows.constLast());
}

void GatewayList::fill(const Row &row)
{
    const ConnectionPhase phase = stateOf(row.config).phase;
    QWidget *widget = m_list->itemWidget(row.item);
    const QString title = gatewayTitle(row.config);
    const QString state = row.config.kind == GatewayKind::ChatExport
                                  ? stateWords(row.config, phase)
                                  //: A gateway: its kind, how it is doing
                                  : tr("%1 · %2").arg(gatewayKindWords(row.config.kind), stateWords(row.config, phase));
    auto *dot = widget->findChild<PhaseDot *>(u"gatewayDot"_s);
    dot->setPhase(phase);
    dot->setVisible(row.config.kind != GatewayKind::ChatExport);
    widget->findChild<PlainLabel *>(u"gatewayRowTitle"_s)->setText(title);
    widget->findChild<PlainLabel *>(u"gatewayRowState"_s)->setText(state);
    row.item->setData(Qt::AccessibleTextRole, title + u", "_s + state);
    row.item->setToolTip(title);
}

void GatewayList::noteCurrent(int at)
{
    if (at >= 0 && at < m_rows.size())
        emit gatewayChosen(m_rows.at(at).config.id);
}

} // namespace atalaia

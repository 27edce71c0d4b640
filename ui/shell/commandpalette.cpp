// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/commandpalette.h"

#include "models/inboxfilter.h"
#include "shell/actionset.h"
#include "theme/theme.h"

#include <QFrame>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QPointer>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr int kWidth = 560;
constexpr int kRowHeight = 36;
constexpr int kRowsShown = 10;
constexpr int kKeysRole = Qt::UserRole + 1;
constexpr int kActionRole = Qt::UserRole + 2; // place in ActionSet::all()

class CommandDelegate final : public QStyledItemDelegate
{
public:
    CommandDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) {}

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {kWidth, kRowHeight}; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        painter->save();
        if (option.state.testFlag(QStyle::State_Selected)) {
            painter->fillRect(option.rect, m_theme.color(ColorRole::Selection));
            painter->fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())),
                              m_theme.color(ColorRole::Accent));
        }
        QRect line = option.rect.adjusted(space::kL, 0, -space::kL, 0);
        const QRect icon(line.left(), line.center().y() - 9, 20, 20);
        index.data(Qt::DecorationRole).value<QIcon>().paint(painter, icon);

        painter->setFont(m_theme.font(FontRole::Caption));
        painter->setPen(m_theme.color(ColorRole::Muted));
        painter->drawText(line, Qt::AlignRight | Qt::AlignVCenter, index.data(kKeysRole).toString());

        line.setLeft(icon.right() + space::kM);
        painter->setFont(m_theme.font(FontRole::Body));
        painter->setPen(m_theme.color(ColorRole::Text));
        painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter, index.data(Qt::DisplayRole).toString());
        painter->restore();
    }

private:
    const Theme &m_theme;
};

QString plainText(const QAction &action)
{
    return action.text().remove(u'&');
}

} // namespace

int fuzzyScore(const QString &words, const QString &query)
{
    const QString in = foldedForSearch(words);
    const QString wanted = foldedForSearch(query);
    int score = 0;
    qsizetype from = 0;
    qsizetype previous = -2;
    for (const QChar letter : wanted) {
        if (letter.isSpace())
            continue;
        const qsizetype at = in.indexOf(letter, from);
        if (at < 0)
            return -1;
        const bool isWordStart = at == 0 || !in[at - 1].isLetterOrNumber();
        score += 1 + (at == previous + 1 ? 4 : 0) + (isWordStart ? 3 : 0);
        previous = at;
        from = at + 1;
    }
    return score;
}

CommandPalette::CommandPalette(Theme &theme, const ActionSet &actions, QWidget *covered)
    : Overlay(theme, covered), m_actions(actions), m_query(new QLineEdit(card())), m_list(new QListWidget(card()))
{
    setObjectName(u"commandPalette"_s);
    setAccessibleName(tr("Commands"));
    card()->setFixedWidth(kWidth);

    m_query->setObjectName(u"paletteQuery"_s);
    m_query->setPlaceholderText(tr("What do you want to do?"));
    m_query->setAccessibleName(tr("Find a command"));
    m_query->setMaxLength(100);
    m_query->installEventFilter(this);
    m_list->setObjectName(u"paletteList"_s);
    m_list->setAccessibleName(tr("Commands"));
    m_list->setFocusPolicy(Qt::NoFocus); // the arrow keys reach it through the field
    m_list->setItemDelegate(new CommandDelegate(this->theme(), m_list));
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMouseTracking(true);

    column()->setContentsMargins(1, space::kM, 1, space::kS);
    column()->setSpacing(space::kS);
    auto *field = new QVBoxLayout;
    field->setContentsMargins(space::kM, 0, space::kM, 0);
    field->addWidget(m_query);
    column()->addLayout(field);
    column()->addWidget(m_list);

    connect(m_query, &QLineEdit::textChanged, this, &CommandPalette::fill);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::run);
    connect(&theme, &Theme::changed, this, &CommandPalette::refreshPalette);
}

void CommandPalette::open()
{
    Overlay::open();
    m_query->clear();
    fill({});
    m_query->setFocus(Qt::PopupFocusReason);
}

void CommandPalette::fill(const QString &query)
{
    struct Found
    {
        int score;
        int place;
    };
    const QList<QAction *> all = m_actions.all();
    std::vector<Found> found;
    for (int i = 0; i < int(all.size()); ++i) {
        const int score = all[i]->isEnabled() && all[i]->isVisible() ? fuzzyScore(plainText(*all[i]), query) : -1;
        if (score >= 0)
            found.push_back({score, i});
    }
    std::stable_sort(found.begin(), found.end(), [](Found left, Found right) { return left.score > right.score; });

    m_list->clear();
    for (const Found &entry : found) {
        const QAction &action = *all[entry.place];
        auto *item = new QListWidgetItem(action.icon(), plainText(action), m_list);
        const QString keys = keysOf(action);
        item->setData(kKeysRole, keys);
        item->setData(kActionRole, entry.place);
        item->setData(Qt::AccessibleTextRole, keys.isEmpty() ? item->text() : tr("%1, key %2").arg(item->text(), keys));
    }
    m_list->setCurrentRow(0);
    m_list->setFixedHeight(std::clamp(m_list->count(), 1, kRowsShown) * kRowHeight);
}

void CommandPalette::run()
{
    const QListWidgetItem *item = m_list->currentItem();
    if (!item)
        return;
    QAction *action = m_actions.all().at(item->data(kActionRole).toInt());
    close(); // first, so that the command finds the focus where it was
    action->trigger();
}

void CommandPalette::refreshPalette()
{
    if (isVisible())
        fill(m_query->text()); // icons have new colours
}

bool CommandPalette::handleKey(int key)
{
    const int last = m_list->count() - 1;
    const int row = m_list->currentRow();
    switch (key) {
    case Qt::Key_Escape:
        close();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        run();
        return true;
    case Qt::Key_Down:
        m_list->setCurrentRow(row < last ? row + 1 : 0);
        return true;
    case Qt::Key_Up:
        m_list->setCurrentRow(row > 0 ? row - 1 : last);
        return true;
    case Qt::Key_PageDown:
        m_list->setCurrentRow(std::min(row + kRowsShown, last));
        return true;
    case Qt::Key_PageUp:
        m_list->setCurrentRow(std::max(row - kRowsShown, 0));
        return true;
    default:
        return false;
    }
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_query)
        return Overlay::eventFilter(watched, event);
    if (event->type() == QEvent::ShortcutOverride) {
        event->accept(); // no shortcut of the window behind
        return true;
    }
    if (event->type() == QEvent::KeyPress && handleKey(static_cast<QKeyEvent *>(event)->key()))
        return true;
    return Overlay::eventFilter(watched, event);
}

} // namespace atalaia

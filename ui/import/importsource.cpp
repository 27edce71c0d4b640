// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/importsource.h"

#include "widgets/keybutton.h"

#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

/// What people type or paste.
QString pathOf(const QString &typed)
{
    const QString path = typed.trimmed();
    if (path.startsWith(u"file:"_s))
        return QUrl(path).toLocalFile();
    return path.startsWith(u"~/"_s) ? QDir::homePath() + path.mid(1) : path;
}

} // namespace

ImportSource::ImportSource(const Theme &theme, const Words &words, QWidget *parent)
    : QWidget(parent), m_path(new QLineEdit(this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(space::kS);
    auto *label = new QLabel(tr("&File"), this);
    m_path->setObjectName(words.objectName + u"Path"_s);
    m_path->setAccessibleName(tr("File"));
    m_path->setPlaceholderText(words.placeholder);
    label->setBuddy(m_path);
    auto *choose = new KeyButton(theme, KeyButton::Look::Plain, this);
    choose->setObjectName(words.objectName + u"Choose"_s);
    choose->setText(tr("Choose…"));
    choose->setAccessibleName(words.choose);
    choose->setAutoDefault(false);
    layout->addWidget(label);
    layout->addWidget(m_path, 1);
    layout->addWidget(choose);
    connect(choose, &KeyButton::clicked, this, &ImportSource::choiceWanted);
    connect(m_path, &QLineEdit::returnPressed, this, [this] {
        if (const QString path = pathOf(m_path->text()); !path.isEmpty())
            emit pathEntered(path);
    });
}

void ImportSource::showPath(const QString &path)
{
    m_path->setText(QDir::toNativeSeparators(path));
}

void ImportSource::showName(const QString &fileName)
{
    if (QFileInfo(m_path->text()).fileName() != fileName)
        m_path->setText(fileName);
}

QStringList localPaths(const QMimeData &data)
{
    QStringList paths;
    for (const QUrl &url : data.urls()) {
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    }
    return paths;
}

} // namespace atalaia

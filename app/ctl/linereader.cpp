// SPDX-License-Identifier: GPL-3.0-or-later
#include "linereader.h"

#include "output.h"

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kPieceBytes = 64 * 1024;

} // namespace

QByteArray readLine(QFile &file)
{
    QByteArray line = file.readLine(kPieceBytes);
    while (!line.isEmpty() && !line.endsWith('\n')) {
        const QByteArray piece = file.readLine(kPieceBytes);
        if (piece.isEmpty())
            break;
        if (line.size() <= kMaxLineBytes)
            line += piece;
        else if (piece.endsWith('\n'))
            break;
    }
    return line;
}

bool openInput(QFile &file, const QString &name)
{
    const bool isOpen = name == u"-"_s ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!isOpen)
        writeMessage(u"%1: %2"_s.arg(name, file.errorString()));
    return isOpen;
}

bool isReadToTheEnd(const QFile &file, const QString &name)
{
    if (file.error() == QFileDevice::NoError)
        return true;
    writeMessage(u"%1: %2"_s.arg(name, file.errorString()));
    return false;
}

} // namespace atalaia

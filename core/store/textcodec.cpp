// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/textcodec.h"

#include <QStringDecoder>

namespace atalaia {

using namespace Qt::StringLiterals;

QByteArray PlainTextCodec::seal(QStringView text) const
{
    // Never a null array: that would be stored as NULL.
    return text.isEmpty() ? QByteArray("", 0) : text.toUtf8();
}

Result<QString> PlainTextCodec::open(const QByteArray &sealed) const
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    QString text = decoder(sealed);
    if (decoder.hasError())
        return Error{Error::Kind::InvalidInput, u"stored text of %1 bytes is not UTF-8"_s.arg(sealed.size())};
    return text;
}

QByteArray PlainTextCodec::lookupKey(QStringView text) const
{
    return seal(text);
}

} // namespace atalaia

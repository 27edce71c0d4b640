// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/identifiers/identifierfinder.h"

#include <QByteArray>
#include <QString>

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace {

int codePoints(QStringView text)
{
    int count = 0;
    for (qsizetype i = 0; i < text.size(); ++i, ++count) {
        if (text.at(i).isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate())
            ++i;
    }
    return count;
}

void require(bool holds)
{
    if (!holds)
        std::abort();
}

} // namespace

/// First byte: the country. Up to the first zero byte: what was said before. The rest: the text.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1)
        return 0;
    constexpr const char16_t *kCountries[] = {u"BR", u"CL", u"AR", u"CO", u"MX", u"UA", u"US", u""};
    const QByteArray bytes(reinterpret_cast<const char *>(data) + 1, qsizetype(size) - 1);
    const qsizetype zero = bytes.indexOf('\0');
    const QString before = QString::fromUtf8(bytes.first(zero < 0 ? 0 : zero));
    const QString text = QString::fromUtf8(bytes.sliced(zero < 0 ? 0 : zero + 1));
    atalaia::IdentifierContext context;
    context.country = QStringView(kCountries[data[0] % 8]).toString();
    context.before = before;

    const QVector<atalaia::Identifier> found = atalaia::IdentifierFinder().find(text, context);
    const int length = codePoints(text);
    int last = 0;
    for (const atalaia::Identifier &identifier : found) {
        require(identifier.span.start >= last && identifier.span.start < identifier.span.end);
        require(identifier.span.end <= length);
        require(identifier.confidence > 0 && identifier.confidence <= 1);
        require(!identifier.value.isEmpty() && !identifier.masked.isEmpty());
        last = identifier.span.end;
    }
    (void)atalaia::maskedText(text, found);
    return 0;
}

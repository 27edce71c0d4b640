// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/hit.h"

namespace atalaia {

QVector<Span> spansIn(const RuleHit &hit, MessageId message)
{
    QVector<Span> spans;
    for (const MessageSpan &span : hit.spans) {
        if (span.message == message.value)
            spans.append(span.span);
    }
    return spans;
}

} // namespace atalaia

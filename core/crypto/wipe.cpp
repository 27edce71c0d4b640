// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/wipe.h"

namespace atalaia {

void wipe(QByteArray &secret)
{
    if (secret.isDetached()) {
        // volatile: the compiler may not drop writes to memory that is freed right after
        volatile char *bytes = secret.data();
        for (qsizetype i = 0; i < secret.size(); ++i)
            bytes[i] = 0;
    }
    secret.clear();
}

} // namespace atalaia

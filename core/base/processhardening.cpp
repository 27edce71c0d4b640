// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/processhardening.h"

#include <QtGlobal>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif
#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif

namespace atalaia {

bool hardenProcess()
{
#ifdef Q_OS_UNIX
    const rlimit none{0, 0};
    const bool isLimited = setrlimit(RLIMIT_CORE, &none) == 0;
#ifdef Q_OS_LINUX
    // A core pattern that pipes to a program ignores the limit, but not this.
    return prctl(PR_SET_DUMPABLE, 0) == 0 && isLimited;
#else
    return isLimited;
#endif
#else
    return false;
#endif
}

} // namespace atalaia

// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/endsignals.h"

#ifdef Q_OS_UNIX

#include <QSocketNotifier>

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

namespace atalaia {

namespace {

constexpr std::array kEndSignals{SIGTERM, SIGINT, SIGHUP};

// The system calls a plain function, which has nothing but globals.
volatile std::sig_atomic_t writeEnd = -1;

extern "C" void noteEndSignal(int)
{
    const int errnoBefore = errno;
    const char byte = 1;
    // Nothing can be done about a full pipe: it is read soon.
    [[maybe_unused]] const ssize_t written = ::write(writeEnd, &byte, 1);
    errno = errnoBefore;
}

} // namespace

struct EndSignals::Private
{
    std::array<int, 2> pipe{-1, -1};
    std::unique_ptr<QSocketNotifier> notifier;
};

EndSignals::EndSignals(QObject *parent) : QObject(parent), m_data(std::make_unique<Private>())
{
    if (::pipe(m_data->pipe.data()) != 0)
        return; // the signals keep ending the program as they always do
    for (const int end : m_data->pipe) {
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
        ::fcntl(end, F_SETFL, O_NONBLOCK);
    }
    writeEnd = m_data->pipe[1];
    m_data->notifier = std::make_unique<QSocketNotifier>(m_data->pipe[0], QSocketNotifier::Read);
    connect(m_data->notifier.get(), &QSocketNotifier::activated, this, [this] {
        m_data->notifier->setEnabled(false);
        emit endRequested();
    });
    struct sigaction action = {};
    action.sa_handler = noteEndSignal;
    action.sa_flags = SA_RESTART | static_cast<int>(SA_RESETHAND); // the second one is not asked twice
    for (const int signal : kEndSignals) {
        struct sigaction before = {};
        // What nohup or a shell told us to ignore stays ignored.
        if (::sigaction(signal, nullptr, &before) == 0 && before.sa_handler != SIG_IGN)
            ::sigaction(signal, &action, nullptr);
    }
}

EndSignals::~EndSignals()
{
    if (m_data->pipe[0] < 0)
        return;
    for (const int signal : kEndSignals) {
        struct sigaction ours = {};
        if (::sigaction(signal, nullptr, &ours) == 0 && ours.sa_handler == noteEndSignal)
            ::signal(signal, SIG_DFL);
    }
    writeEnd = -1;
    m_data->notifier.reset();
    ::close(m_data->pipe[0]);
    ::close(m_data->pipe[1]);
}

} // namespace atalaia

#else

namespace atalaia {

struct EndSignals::Private
{};

EndSignals::EndSignals(QObject *parent) : QObject(parent) {}
EndSignals::~EndSignals() = default;

} // namespace atalaia

#endif

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QUrl>

namespace atalaia {

/// What is wrong with a field of the gateway dialog as typed, as a sentence; empty = nothing. Pure, but for
/// caFileProblem(). None repeats what was typed where a key may have been typed by mistake.

/// http(s) with machine and port alone. The address as it is stored is gatewayAddress().
[[nodiscard]] QString addressProblem(const QString &typed);
[[nodiscard]] QUrl gatewayAddress(const QString &typed);
/// A warning: a key over plain http to another machine.
[[nodiscard]] QString addressWarning(const QString &typed);
/// Whether it would send a key without encryption to another machine.
[[nodiscard]] bool isOpenToReaders(const QUrl &address);

/// amqp(s) with user, machine and at most a virtual host; empty is for the caller.
[[nodiscard]] QString brokerProblem(const QString &typed);
[[nodiscard]] QUrl brokerAddress(const QString &typed);
/// Names of queues and exchanges.
[[nodiscard]] QString brokerNameProblem(const QString &typed);
/// "atalaia.host", of this machine.
[[nodiscard]] QString suggestedQueue(const QString &hostName);

/// The id of a WhatsApp Business Account.
[[nodiscard]] QString businessAccountProblem(const QString &typed);
/// A key, token or password; empty is for the caller.
[[nodiscard]] QString keyProblem(const QString &typed);
/// The word that Meta must repeat: letters and digits, long enough not to be guessed.
[[nodiscard]] QString verifyTokenProblem(const QString &typed);
[[nodiscard]] QString freshVerifyToken();
/// A PEM file that can be read; empty = none is wanted. Reads it.
[[nodiscard]] QString caFileProblem(const QString &path);

} // namespace atalaia

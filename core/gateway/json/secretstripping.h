// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QVector>

namespace atalaia::json {

/// `bytes` without what opens something: values of members that are keys, tokens, passwords and pairing codes become
/// "***", addresses of media, pictures and servers lose user and query (presigned ones open by it), and `known` is
/// taken out wherever it stands. What people wrote stays as it is, byte for byte, even where it looks like a secret:
/// it is evidence. What was JSON is JSON and can be read again; broken JSON is gone through as well, in one pass.
[[nodiscard]] QByteArray strippedOfSecrets(const QByteArray &bytes, const QVector<QByteArray> &known = {});

} // namespace atalaia::json

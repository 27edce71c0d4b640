// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QVector>

namespace atalaia::json {

/// `text` without what opens something: values of members that are keys, tokens and passwords, the same as
/// parameters of addresses (presigned ones too), JSON web tokens, and `known` wherever they stand. Everything
/// else stays as it is, byte for byte, so that what was JSON is JSON and can be read again. Works on broken JSON
/// too, in one pass.
[[nodiscard]] QByteArray strippedOfSecrets(const QByteArray &text, const QVector<QByteArray> &known = {});

} // namespace atalaia::json

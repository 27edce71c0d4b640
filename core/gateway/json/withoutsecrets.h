// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace atalaia::json {

/// The bytes with the values of keys, tokens, passwords and pairing codes replaced by null, and addresses of the
/// gateway's own world (media, pictures, servers) without query and user. What people wrote stays as it is. The
/// bytes need not be valid JSON: what a parser refused is what gets kept.
[[nodiscard]] QByteArray withoutSecrets(const QByteArray &bytes);

} // namespace atalaia::json

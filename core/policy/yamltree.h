// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace atalaia {

/// A value of a YAML document, with its place in the file.
struct YamlNode
{
    enum class Kind { Null, Scalar, Sequence, Map };

    Kind kind = Kind::Null;
    QString text; ///< Scalar
    bool isQuoted = false; ///< Scalar: a text even where it looks like a number
    int line = 1; ///< 1-based
    int column = 1; ///< 1-based, in UTF-16 units
    int textColumn = 0; ///< where the first character of `text` stands; 0 = the file spells it otherwise
    QString key; ///< in a Map
    int keyLine = 1;
    int keyColumn = 1;
    std::vector<YamlNode> children; ///< in the order of the file; keys of a Map are unique
};

/// Why a document cannot be used, and where.
struct YamlProblem
{
    int line = 1;
    int column = 1;
    QString reason;
};

struct YamlReading
{
    YamlNode root;
    std::optional<YamlProblem> problem;
};

/// Reads one YAML document in UTF-8. Refused, with the place: more than kMaxYamlBytes, lines of more than
/// kMaxYamlLine bytes, kMaxYamlDepth levels, kMaxYamlNodes values, scalars over kMaxYamlScalar units,
/// anchors, aliases, tags, duplicate keys, keys that are no scalars, a second document, bytes that are
/// not UTF-8, control characters. Never throws. Pure, any thread.
[[nodiscard]] YamlReading readYaml(const QByteArray &bytes);

inline constexpr qsizetype kMaxYamlBytes = 4 * 1024 * 1024;
inline constexpr qsizetype kMaxYamlLine = 64 * 1024;
inline constexpr int kMaxYamlDepth = 24;
inline constexpr int kMaxYamlNodes = 200'000;
inline constexpr qsizetype kMaxYamlScalar = 16 * 1024;

} // namespace atalaia

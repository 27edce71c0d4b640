// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to the connectors: include it from .cpp files only, it brings simdjson along.
#pragma once

#include <QByteArray>
#include <QString>
#include <QVarLengthArray>

#include <simdjson.h>

#include <initializer_list>
#include <optional>
#include <string_view>

namespace atalaia::json {

using Element = simdjson::dom::element;
using MaybeElement = std::optional<Element>;

/// Nothing when the member is missing or null, or the parent is no object.
[[nodiscard]] inline MaybeElement member(const Element &parent, std::string_view name)
{
    // In the header, and without at_key()'s way over error codes: some dozens of these are most of what
    // reading a message costs.
    if (!parent.is_object())
        return std::nullopt;
    const simdjson::dom::object object = parent.get_object().value_unsafe();
    const auto end = object.end();
    for (auto field = object.begin(); field != end; ++field) {
        if (!field.key_equals(name))
            continue;
        const Element found = field.value();
        return found.is_null() ? MaybeElement() : MaybeElement(found);
    }
    return std::nullopt;
}
[[nodiscard]] inline MaybeElement member(const MaybeElement &parent, std::string_view name)
{
    return parent ? member(*parent, name) : std::nullopt;
}
[[nodiscard]] MaybeElement descend(MaybeElement parent, std::initializer_list<std::string_view> names);

/// The members of one object, gathered in one pass for a reader that asks for many of them: each member() of an
/// element walks over the object again. Names and values are views into the document.
class Fields
{
public:
    Fields() = default; ///< of no object: has none
    explicit Fields(const MaybeElement &parent);

    /// As member() of the object itself; of two members with one name the first.
    [[nodiscard]] MaybeElement member(std::string_view name) const
    {
        for (const Field &field : m_fields) {
            if (field.name == name)
                return field.value.is_null() ? MaybeElement() : MaybeElement(field.value);
        }
        return std::nullopt;
    }
    [[nodiscard]] bool isObject() const { return m_isObject; }

private:
    struct Field
    {
        std::string_view name;
        Element value;
    };

    QVarLengthArray<Field, 32> m_fields;
    bool m_isObject = false;
};
[[nodiscard]] inline MaybeElement member(const Fields &parent, std::string_view name)
{
    return parent.member(name);
}

/// UTF-8 inside of the document; empty when the element is missing or no string.
[[nodiscard]] inline std::string_view wordOf(const MaybeElement &element)
{
    std::string_view word;
    return element && element->get_string().get(word) == simdjson::SUCCESS ? word : std::string_view();
}

/// Empty when the element is missing or no string.
[[nodiscard]] QString textOf(MaybeElement element);
[[nodiscard]] inline QString textOfUtf8(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}
[[nodiscard]] bool isTrue(MaybeElement element);

/// UTC milliseconds out of seconds (whole, fractional, as a string), milliseconds, protobuf longs
/// ({low, high}) or ISO 8601. 0 when it is none of these or absurd.
[[nodiscard]] qint64 timeOf(MaybeElement element);

/// A whole number: as one, as a string or as a protobuf long. Nothing when it is none of these, negative or
/// over 2^53.
[[nodiscard]] std::optional<qint64> numberOf(MaybeElement element);

/// Bytes, however JavaScript wrote them: base64, {"0": 194, "1": 76} or {"type": "Buffer", "data": [194, 76]}.
/// Empty when they are none of these or more than `largest`.
[[nodiscard]] QByteArray bytesOf(MaybeElement element, size_t largest);

} // namespace atalaia::json

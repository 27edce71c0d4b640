// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

#include <optional>

namespace atalaia {

/// A part of a text that is read at once. Offsets are UTF-16 units.
struct TextWindow
{
    qsizetype start = 0;
    qsizetype end = 0;
    qsizetype newFrom = 0; ///< what ends before it was read, with what stands around it, in the window before
    int codePointStart = 0; ///< code points of the text before `start`
};

/// Parts a text into windows, so that one which nobody can have typed needs no more memory than one that
/// somebody did. Each window shares kOverlap or a little more with the next one: what is no longer than
/// half of that is whole, in its surroundings, in one of them. They begin and end between lines or words;
/// only within a word as long as the overlap there is no such place.
class TextWindows
{
public:
    /// As long as the longest message of WhatsApp; marks and invisible characters are not counted.
    static constexpr qsizetype kMaxLength = 64 * 1024;
    static constexpr qsizetype kOverlap = 4 * 1024;

    explicit TextWindows(QStringView text) : m_text(text) {}

    /// Nothing behind the last one. An empty text has one.
    [[nodiscard]] std::optional<TextWindow> next();

private:
    [[nodiscard]] qsizetype cutBetween(qsizetype from, qsizetype to) const;

    QStringView m_text;
    TextWindow m_last;
    bool m_hasBegun = false;
};

/// The first window, which is all of most texts.
[[nodiscard]] QStringView firstWindow(QStringView text);

} // namespace atalaia

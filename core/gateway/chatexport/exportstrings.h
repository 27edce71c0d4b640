// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/message.h"

#include <QString>
#include <QStringView>

#include <optional>

namespace atalaia {

/// What WhatsApp itself wrote in the place of a message.
enum class ExportPhrase {
    MediaOmitted, ///< exported without media; `kind` says of what sort where the phone says it
    Deleted, ///< by whoever sent it
    DeletedByExporter, ///< "You deleted this message": the sender is who exported
    MissedCall,
    Encryption, ///< the notice at the beginning
    SecurityCode,
    LiveLocation
};

struct ExportPhraseFound
{
    ExportPhrase phrase = ExportPhrase::MediaOmitted;
    MessageKind kind = MessageKind::Unknown;
    /// Some phones write it plainly (Android), so that nobody can tell it from a person's words; where
    /// this is false only a line that begins with a direction mark may be one.
    bool isPlain = false;
};

/// The whole text as one of WhatsApp's phrases, in any language that is known; never a part of it.
/// Invisible marks, width of blanks, case and a last full stop do not matter.
[[nodiscard]] std::optional<ExportPhraseFound> exportPhrase(QStringView text);

/// Text before a suffix that says "this message was edited"; nothing when it has none.
[[nodiscard]] std::optional<QStringView> withoutEditedSuffix(QStringView text);

/// An attachment named by a text, and what the sender wrote with it.
struct NamedAttachment
{
    QString name;
    QString caption;
};

/// "IMG-1.jpg (file attached)" with the caption on the lines below, "caption <attached: 1.jpg>", and
/// the older "1.jpg <attached>", in all languages that are known.
[[nodiscard]] std::optional<NamedAttachment> namedAttachment(QStringView text);

/// "Location: https://maps.google.com/?q=..." as whole text.
[[nodiscard]] bool isLocation(QStringView text);

/// What kind of file the name says; Document for all others.
[[nodiscard]] MessageKind kindOfAttachment(QStringView name);
/// MIME type by the end of the name; empty when unknown.
[[nodiscard]] QString typeOfAttachment(QStringView name);

/// A text without direction marks, with plain blanks, trimmed.
[[nodiscard]] QString plainText(QStringView text);

} // namespace atalaia

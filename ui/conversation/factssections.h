// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/flag.h"
#include "review/reviewqueries.h"
#include "theme/theme.h"

#include <QTimeZone>

#include <functional>
#include <optional>

class QVBoxLayout;
class QWidget;

namespace atalaia {

/// What is known about an open thread, and where its links lead.
struct Facts
{
    const Theme &theme;
    const ThreadView &view;
    const FlagRow &flag;
    QTimeZone zone;
    std::function<void(MessageId)> showMessage;
    std::function<void(InterventionId)> takeBack;
    std::function<void(ContactMergeId)> separate;
    std::function<void(ContactMergeId)> joinAgain;
    std::function<void(const QVector<MessageId> &)> askForMedia;
};

/// A lamp is on when its proof exists.
enum class Lamp { Objection, MonitoringNotice, Identification };

/// The hit that proves the lamp: the newest objection by the contact, the first notice or
/// identification by the agent. Empty = off.
[[nodiscard]] std::optional<Hit> lampProof(const ThreadView &view, Lamp lamp);

/// Each adds its heading and lines to the column.
void addWhy(QVBoxLayout &column, const Facts &facts, QWidget *parent);
void addLamps(QVBoxLayout &column, const Facts &facts, QWidget *parent);
void addInterventions(QVBoxLayout &column, const Facts &facts, QWidget *parent);
/// Nothing while the person has one identity.
void addIdentities(QVBoxLayout &column, const Facts &facts, QWidget *parent);
/// Nothing while all media is kept or on its way.
void addMissingMedia(QVBoxLayout &column, const Facts &facts, QWidget *parent);
void addDecisions(QVBoxLayout &column, const Facts &facts, QWidget *parent);

} // namespace atalaia

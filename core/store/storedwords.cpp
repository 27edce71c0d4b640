// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/storedwords.h"

#include "domain/contactmerge.h"
#include "domain/flag.h"
#include "domain/gatewayconfig.h"
#include "domain/intervention.h"
#include "domain/lexicon.h"
#include "domain/line.h"
#include "domain/linehealth.h"
#include "domain/message.h"
#include "domain/messagemedia.h"

#include <array>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

// In the order of the enumerators.
template <typename Enum> constexpr std::array<QLatin1StringView, 0> kWords{};
template <> constexpr std::array kWords<GatewayKind> = {"waha"_L1, "evolution"_L1, "cloud_api"_L1, "chat_export"_L1};
template <> constexpr std::array kWords<ContentState> = {"present"_L1, "pending"_L1, "unavailable"_L1};
template <>
constexpr std::array kWords<SuspendWay> = {"suspend_not"_L1, "suspend_keeps_login"_L1, "suspend_logs_out"_L1};
template <>
constexpr std::array kWords<LineState> = {"unknown"_L1,       "stopped"_L1, "starting"_L1,
                                          "needs_pairing"_L1, "working"_L1, "failed"_L1};
template <> constexpr std::array kWords<GapOutcome> = {"open"_L1, "recovered"_L1, "unknown"_L1};
template <>
constexpr std::array kWords<LineAlarmKind> = {"silent"_L1, "off_boarded"_L1, "restricted"_L1, "logged_out"_L1,
                                              "history_refused"_L1};
template <> constexpr std::array kWords<Author> = {"agent"_L1, "contact"_L1, "system"_L1};
template <>
constexpr std::array kWords<MessageKind> = {"text"_L1,    "image"_L1,    "video"_L1,        "audio"_L1,  "document"_L1,
                                            "sticker"_L1, "location"_L1, "contact_card"_L1, "unknown"_L1};
template <>
constexpr std::array kWords<DeliveryStatus> = {"unknown"_L1, "error"_L1, "pending"_L1, "server"_L1,
                                               "device"_L1,  "read"_L1,  "played"_L1};
template <> constexpr std::array kWords<TermKind> = {"literal"_L1, "regex"_L1, "prefix"_L1, "near"_L1, "expression"_L1};
template <> constexpr std::array kWords<Direction> = {"any"_L1, "agent"_L1, "contact"_L1};
template <> constexpr std::array kWords<FlagState> = {"open"_L1, "escalated"_L1, "dismissed"_L1, "confirmed"_L1};
template <>
constexpr std::array kWords<DecisionKind> = {"taken"_L1,     "released"_L1, "dismissed"_L1, "confirmed"_L1,
                                             "escalated"_L1, "snoozed"_L1,  "reopened"_L1,  "undone"_L1};
template <>
constexpr std::array kWords<InterventionKind> = {"message_to_contact"_L1, "delete_for_everyone"_L1,
                                                 "suspend_line"_L1,       "resume_line"_L1,
                                                 "block_contact"_L1,      "unblock_contact"_L1};
template <>
constexpr std::array kWords<InterventionState> = {"pending"_L1, "sending"_L1, "done"_L1, "failed"_L1, "cancelled"_L1};
template <>
constexpr std::array kWords<MediaState> = {"wanted"_L1, "kept"_L1, "expired"_L1, "refused"_L1, "too_large"_L1};
template <> constexpr std::array kWords<MergeKind> = {"same_person"_L1, "number_changed"_L1};
template <> constexpr std::array kWords<FlagList> = {"inbox"_L1, "escalated"_L1, "decided"_L1};

} // namespace

template <typename Enum> QString storedWord(Enum value)
{
    return kWords<Enum>.at(size_t(value));
}

template <typename Enum> std::optional<Enum> storedValue(const QString &word)
{
    for (size_t i = 0; i < kWords<Enum>.size(); ++i) {
        if (kWords<Enum>[i] == word)
            return Enum(i);
    }
    return std::nullopt;
}

#define ATALAIA_STORED(Enum)                                                                                           \
    template QString storedWord<Enum>(Enum);                                                                           \
    template std::optional<Enum> storedValue<Enum>(const QString &);

ATALAIA_STORED(GatewayKind)
ATALAIA_STORED(LineState)
ATALAIA_STORED(GapOutcome)
ATALAIA_STORED(LineAlarmKind)
ATALAIA_STORED(ContentState)
ATALAIA_STORED(SuspendWay)
ATALAIA_STORED(Author)
ATALAIA_STORED(MessageKind)
ATALAIA_STORED(DeliveryStatus)
ATALAIA_STORED(TermKind)
ATALAIA_STORED(Direction)
ATALAIA_STORED(FlagState)
ATALAIA_STORED(DecisionKind)
ATALAIA_STORED(InterventionKind)
ATALAIA_STORED(InterventionState)
ATALAIA_STORED(MediaState)
ATALAIA_STORED(MergeKind)
ATALAIA_STORED(FlagList)

#undef ATALAIA_STORED

} // namespace atalaia

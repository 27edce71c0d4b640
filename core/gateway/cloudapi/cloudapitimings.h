// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace atalaia {

/// How patient a CloudApiConnector is. The defaults are for Meta; tests shorten them.
struct CloudApiTimings
{
    using Ms = std::chrono::milliseconds;

    Ms requestTimeout = std::chrono::seconds(30);
    Ms firstRetry = std::chrono::seconds(2); ///< of the list of numbers
    Ms longestRetry = std::chrono::minutes(5);
    Ms refusedKeyRetry = std::chrono::minutes(5);
    Ms stateEvery = std::chrono::milliseconds(250);
    Ms cursorEvery = std::chrono::minutes(1); ///< how exactly it is known until when we listened
    Ms storePatience = std::chrono::seconds(60); ///< a post that is not stored by then may come again
    Ms statusPatience = std::chrono::minutes(2); ///< Meta tells of a message that it sent within seconds
    Ms shortestGap = std::chrono::minutes(5); ///< Meta's next attempts bridge what is shorter
    Ms longestSilence = std::chrono::hours(24); ///< after it nobody believes that we are reached
    Ms redelivery = std::chrono::hours(7 * 24); ///< how long Meta keeps what it could not deliver
};

} // namespace atalaia

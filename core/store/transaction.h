// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "store/database.h"

#include <optional>
#include <type_traits>

namespace atalaia {

/// Database::inTransaction for work that has something to return: `work()` gives a Result<T>, which
/// comes back only when the commit succeeded.
template <typename Work> [[nodiscard]] auto transacted(Database &database, Work work) -> std::invoke_result_t<Work>
{
    using Answer = std::invoke_result_t<Work>;
    std::optional<typename Answer::value_type> value;
    const Result<> committed = database.inTransaction([&value, &work]() -> Result<> {
        Answer answer = work();
        if (!answer)
            return answer.error();
        value = std::move(answer).value();
        return {};
    });
    if (!committed)
        return committed.error();
    return std::move(*value);
}

} // namespace atalaia

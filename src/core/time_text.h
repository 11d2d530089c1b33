// Times as people read and write them: "2026-11-22T14:30:00.123Z", ISO 8601 in UTC.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/clock.h"

namespace tablerock {

// REQUIRES: a year of four digits.
std::string TimeText(UnixMillis time);
// With or without seconds' fraction, of which milliseconds count; the Z has to be there. Nothing for other text, and
// for days that the calendar does not have.
std::optional<UnixMillis> ParseTimeText(std::string_view text);

}  // namespace tablerock

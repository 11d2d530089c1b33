#include "control/clock_control.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>

#include "core/time_text.h"

namespace tablerock {
namespace {

constexpr std::string_view kPath = "/_tablerock/clock";
// 2500-01-01T00:00:00Z. Sequence numbers have room for milliseconds until 2527.
constexpr UnixMillis kLatestTime = 16'725'225'600'000;

// The latest stamp that a change record, a table or a stream bears; 0 if there is none.
UnixMillis HighestStamp(Database& database) {
  UnixMillis highest = MillisOf(database.sequences().Highest());
  for (const TableHandle& table : database.catalog().AllTables()) {
    const TableDescription& description = table->description();
    highest = std::max(highest, description.creation_time);
    for (const auto& stamp :
         {description.last_update_to_pay_per_request, description.table_class_last_update,
          description.provisioned_throughput.last_increase, description.provisioned_throughput.last_decrease}) {
      highest = std::max(highest, stamp.value_or(0));
    }
  }
  return highest;
}

struct ClockChange {
  std::optional<bool> frozen;
  std::optional<UnixMillis> time;
  std::optional<std::int64_t> advance_millis;
};

// Nothing for what is no number of seconds from 0 to kLatestTime.
std::optional<std::int64_t> MillisOfSeconds(const Document& seconds) {
  if (!seconds.is_number()) return std::nullopt;
  const double millis = seconds.get<double>() * 1000;
  const bool is_in_range = millis >= 0 && millis <= static_cast<double>(kLatestTime);
  if (!is_in_range) return std::nullopt;
  return static_cast<std::int64_t>(std::llround(millis));
}

std::optional<UnixMillis> TimeOf(const Document& time) {
  if (!time.is_string()) return MillisOfSeconds(time);
  const std::optional<UnixMillis> millis = ParseTimeText(time.get_ref<const std::string&>());
  return millis && *millis >= 0 && *millis <= kLatestTime ? millis : std::nullopt;
}

// Empty, or what is wrong with the request.
std::string ReadChange(const ControlRequest& request, ClockChange& change) {
  const std::optional<Document> object = ObjectOf(request);
  if (!object) return "the body is not a JSON object";
  if (const std::string name = UnknownMember(*object, {"Frozen", "Time", "AdvanceSeconds"}); !name.empty()) {
    return "the clock has no member " + name + "; it takes Frozen, Time and AdvanceSeconds";
  }
  if (const auto frozen = object->find("Frozen"); frozen != object->end()) {
    if (!frozen->is_boolean()) return "Frozen is true or false";
    change.frozen = frozen->get<bool>();
  }
  if (const auto time = object->find("Time"); time != object->end()) {
    change.time = TimeOf(*time);
    if (!change.time) return "Time is a text like 2026-11-22T14:30:00Z, or epoch seconds, from 1970 to 2500";
  }
  if (const auto seconds = object->find("AdvanceSeconds"); seconds != object->end()) {
    change.advance_millis = MillisOfSeconds(*seconds);
    if (!change.advance_millis) return "AdvanceSeconds is a number of seconds, 0 or more; Time sets the clock back";
    if (change.time) return "Time and AdvanceSeconds exclude each other";
  }
  return {};
}

Document Shown(Database& database) {
  const UnixMillis now = database.clock().Now();
  Document shown = {{"Time", TimeText(now)},
                    {"EpochSeconds", static_cast<double>(now) / 1000},
                    {"Frozen", database.clock().frozen()}};
  if (const UnixMillis highest = HighestStamp(database); highest > 0) shown["HighestStamp"] = TimeText(highest);
  return shown;
}

ControlReply Change(Database& database, const MoveClockForward& move_forward, const ControlRequest& request) {
  ClockChange change;
  if (const std::string problem = ReadChange(request, change); !problem.empty()) return RefusalReply(400, problem);
  Clock& clock = database.clock();
  const UnixMillis now = clock.Now();
  std::optional<UnixMillis> target = change.time;
  if (change.advance_millis) target = now + *change.advance_millis;
  if (target && *target > kLatestTime) return RefusalReply(400, "the clock goes to 2500 and no further");
  // Forward it may go in any case: a server that starts on data from a clock which was ahead begins below its stamps.
  if (const UnixMillis highest = HighestStamp(database); target && *target < std::min(highest, now)) {
    return RefusalReply(400, "the clock cannot be set to " + TimeText(*target) +
                                 ", below the highest stamp in use: " + TimeText(highest));
  }
  if (change.frozen.value_or(false)) clock.Freeze();
  if (target && *target >= clock.Now()) {
    move_forward(*target);
  } else if (target) {
    clock.Set(*target);
  }
  if (!change.frozen.value_or(true)) clock.Resume();
  return JsonReply(Shown(database));
}

}  // namespace

void RegisterClockControl(ControlApi& api, Database& database, MoveClockForward move_forward) {
  api.Register("GET", std::string(kPath), [&database](const ControlRequest&, const ControlApi::PathValues&) {
    return JsonReply(Shown(database));
  });
  api.Register("POST", std::string(kPath),
               [&database, move_forward = std::move(move_forward)](const ControlRequest& request,
                                                                   const ControlApi::PathValues&) {
                 return Change(database, move_forward, request);
               });
}

}  // namespace tablerock

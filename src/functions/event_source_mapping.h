// EventSourceMapping: the settings of a function on a stream, with Lambda's names, ranges and defaults where Lambda has
// the setting. They come from functions.json or through the control API, and stand in the catalog as the same JSON.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "functions/function_settings.h"
#include "json/document.h"

namespace tablerock {

enum class StartingPosition : std::uint8_t { kTrimHorizon, kLatest, kAtTimestamp };

struct EventSourceMapping {
  std::string uuid;
  std::string function_name;
  // The source: one stream, or with an empty label whichever stream the table has.
  std::string namespace_name;
  std::string account = "000000000000";
  std::string region = "us-east-1";
  std::string table_name;
  std::string stream_label;

  bool enabled = true;
  StartingPosition starting_position = StartingPosition::kLatest;
  double starting_position_timestamp = 0;  // seconds since 1970
  std::int64_t batch_size = 100;
  std::int64_t maximum_batching_window_seconds = 0;
  std::int64_t parallelization_factor = 1;
  std::int64_t maximum_retry_attempts = -1;      // -1: until the records expire
  std::int64_t maximum_record_age_seconds = -1;  // -1: until the records expire
  bool bisect_batch_on_function_error = false;
  bool report_batch_item_failures = false;
  std::vector<std::string> filter_patterns;  // a record that one of them matches is delivered; none: all are
  std::string on_failure_file;               // absolute; empty: none
  FunctionSettings function;
};

struct MappingSource {
  std::string directory;              // what relative paths are relative to; absolute
  std::string path;                   // stands before member names in errors; may be empty
  bool namespaces_by_region = false;  // the set of tables follows from account and region
};

// Checks everything but whether the table exists. Without a UUID member it gets the UUID that its source and its
// function's name give, always the same. Errors: ValidationException that begins with the member's path.
Result<EventSourceMapping> ReadMapping(const Document& document, const MappingSource& source);
// What ReadMapping reads back the same.
Document MappingToDocument(const EventSourceMapping& mapping);

// `changes` over `mapping`; a member that is not named stays. Error: also for a member that cannot be changed.
Result<EventSourceMapping> ChangeMapping(const EventSourceMapping& mapping, const Document& changes,
                                         const MappingSource& source);

}  // namespace tablerock

// /_tablerock/event-source-mappings: functions on streams. Members have Lambda's names; beside them stand TableName,
// Target and the other own settings of functions/event_source_mapping.h.
//
//   GET             {"EventSourceMappings": [{…}, …]}; "?FunctionName=…" for those of one function
//   POST            makes one; answers 202 with its configuration
//   GET    /{UUID}  its configuration: State, LastProcessingResult, BatchSize …
//   PUT    /{UUID}  changes what is named in the body; PATCH does the same
//   DELETE /{UUID}  ends it, and forgets how far it has come
#pragma once

#include "control/control_api.h"
#include "functions/function_service.h"

namespace tablerock {

// `functions` outlives `api`.
void RegisterEventSourceMappings(ControlApi& api, FunctionService& functions);

}  // namespace tablerock

// /_tablerock/streams/split: closes a shard of a stream and opens two in its place, as the service does where more is
// written than one shard takes.
//
//   POST  {"TableName" or "StreamArn": …, "ShardId": … (else the shard with the widest range), "Namespace": the set of
//         tables (else the shared one)}
//         answers {"ParentShardId": …, "ChildShardIds": […, …]}
#pragma once

#include "control/control_api.h"
#include "storage/database.h"

namespace tablerock {

// `database` outlives `api`.
void RegisterStreamControl(ControlApi& api, Database& database);

}  // namespace tablerock

// Writes ConsumedCapacity members.
#pragma once

#include <optional>
#include <vector>

#include "json/writer.h"
#include "operations/consumed_capacity.h"

namespace tablerock {

// The member ConsumedCapacity of an answer: of several tables, or of one, absent where there is none. `shown` is what
// the request asked for; with NONE nothing is written.
void WriteCapacities(JsonWriter& json, const std::vector<ConsumedCapacity>& capacities, ReturnConsumedCapacity shown);
void WriteMemberCapacity(JsonWriter& json, const std::optional<ConsumedCapacity>& capacity,
                         ReturnConsumedCapacity shown);

}  // namespace tablerock

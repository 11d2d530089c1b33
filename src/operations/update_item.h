// UpdateItem: changes attributes of one item, or creates it; the condition and every operand see the item as it was.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/request_context.h"
#include "core/result.h"
#include "operations/write_inputs.h"
#include "operations/write_outputs.h"
#include "storage/database.h"

namespace tablerock {

struct UpdateItemInput : ItemWriteInput {
  ItemInput key;
  std::optional<std::string> update_expression;
  std::optional<std::vector<LegacyUpdate>> attribute_updates;  // AttributeUpdates
};
using UpdateItemOutput = ItemWriteOutput;

Result<UpdateItemOutput> UpdateItem(Database& database, const RequestContext& context, const UpdateItemInput& input);

}  // namespace tablerock

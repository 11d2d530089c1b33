// PutItem: creates an item or replaces it whole; the condition sees the item it replaces.
#pragma once

#include "core/request_context.h"
#include "core/result.h"
#include "operations/write_inputs.h"
#include "operations/write_outputs.h"
#include "storage/database.h"

namespace tablerock {

struct PutItemInput : ItemWriteInput {
  ItemInput item;
};
using PutItemOutput = ItemWriteOutput;

Result<PutItemOutput> PutItem(Database& database, const RequestContext& context, const PutItemInput& input);

}  // namespace tablerock

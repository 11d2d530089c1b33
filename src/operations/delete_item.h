// DeleteItem: removes one item, if its condition holds. Deleting what is not there succeeds.
#pragma once

#include "core/request_context.h"
#include "core/result.h"
#include "operations/write_inputs.h"
#include "operations/write_outputs.h"
#include "storage/database.h"

namespace tablerock {

struct DeleteItemInput : ItemWriteInput {
  ItemInput key;
};
using DeleteItemOutput = ItemWriteOutput;

Result<DeleteItemOutput> DeleteItem(Database& database, const RequestContext& context, const DeleteItemInput& input);

}  // namespace tablerock

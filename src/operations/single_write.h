// What PutItem, UpdateItem and DeleteItem do once their input is validated: one write unit of one item, and its answer.
#pragma once

#include "core/result.h"
#include "operations/item_write.h"
#include "operations/write_inputs.h"
#include "operations/write_outputs.h"
#include "storage/database.h"

namespace tablerock {

// What is answered is what `input` asks for. REQUIRES: the caller holds a WriteTicket for `write.table`. Error also:
// kTableChanged (BeginAgainOnChange).
Result<ItemWriteOutput> CommitSingleWrite(Database& database, const ItemWrite& write, const ItemWriteInput& input);

// PutItem and DeleteItem know two ReturnValues only. Error: "ReturnValues can only be ALL_OLD or NONE".
Result<void> CheckReturnsOldOrNone(ReturnValues values);

}  // namespace tablerock

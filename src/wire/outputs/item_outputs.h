// Writes the answers of the operations on items as the service's JSON.
#pragma once

#include "json/writer.h"
#include "operations/batch_get_item.h"
#include "operations/batch_write_item.h"
#include "operations/get_item.h"
#include "operations/read_inputs.h"
#include "operations/transact_get_items.h"
#include "operations/transact_write_items.h"
#include "operations/write_outputs.h"

namespace tablerock {

// `shown` is what the request asked for of ConsumedCapacity.
void WriteOutput(JsonWriter& json, const GetItemOutput& output, ReturnConsumedCapacity shown);
// PutItem, UpdateItem, DeleteItem.
void WriteOutput(JsonWriter& json, const ItemWriteOutput& output, ReturnConsumedCapacity shown);
// Query, Scan.
void WriteOutput(JsonWriter& json, const ReadOutput& output, ReturnConsumedCapacity shown);
void WriteOutput(JsonWriter& json, const BatchGetItemOutput& output, ReturnConsumedCapacity shown);
void WriteOutput(JsonWriter& json, const BatchWriteItemOutput& output, ReturnConsumedCapacity shown);
void WriteOutput(JsonWriter& json, const TransactGetItemsOutput& output, ReturnConsumedCapacity shown);
void WriteOutput(JsonWriter& json, const TransactWriteItemsOutput& output, ReturnConsumedCapacity shown);

}  // namespace tablerock

// Writes the answers of the PartiQL operations as the service's JSON.
#pragma once

#include "json/writer.h"
#include "operations/batch_execute_statement.h"
#include "operations/execute_statement.h"
#include "operations/execute_transaction.h"

namespace tablerock {

void WriteOutput(JsonWriter& json, const ExecuteStatementOutput& output, ReturnConsumedCapacity shown);
void WriteOutput(JsonWriter& json, const BatchExecuteStatementOutput& output, ReturnConsumedCapacity shown);
void WriteOutput(JsonWriter& json, const ExecuteTransactionOutput& output, ReturnConsumedCapacity shown);

}  // namespace tablerock

// From a decoded and checked request to the input of a PartiQL operation. Parameters are moved out of the document.
#pragma once

#include "operations/batch_execute_statement.h"
#include "operations/execute_statement.h"
#include "operations/execute_transaction.h"
#include "wire/input_document.h"

namespace tablerock {

ExecuteStatementInput BindExecuteStatement(const InputStructure& request);
BatchExecuteStatementInput BindBatchExecuteStatement(const InputStructure& request);
ExecuteTransactionInput BindExecuteTransaction(const InputStructure& request);

}  // namespace tablerock

#include "wire/inputs/partiql_inputs.h"

#include <utility>

#include "json/value_errors.h"
#include "wire/inputs/member_binding.h"

namespace tablerock {
namespace {

// What a statement has in all three operations.
void BindStatement(const InputStructure& request, StatementInput& input) {
  input.statement = BindText(request["Statement"]);
  if (const InputValue& parameters = request["Parameters"]) {
    for (const InputValue& element : parameters.elements()) {
      DecodedValue& decoded = element.attribute_value();
      input.parameters.push_back(std::move(decoded.value));
      if (input.value_error) continue;
      input.value_error = std::move(decoded.findings.error);
      if (!input.value_error && decoded.findings.nested_too_deep) input.value_error = value_errors::NestedTooDeep();
    }
  }
  input.return_values_on_condition_check_failure =
      BindReturnValuesOnConditionCheckFailure(request["ReturnValuesOnConditionCheckFailure"]);
}

}  // namespace

ExecuteStatementInput BindExecuteStatement(const InputStructure& request) {
  ExecuteStatementInput input;
  BindStatement(request, input);
  input.consistent_read = BindFlag(request["ConsistentRead"]);
  input.next_token = BindOptionalText(request["NextToken"]);
  if (const auto limit = BindOptionalInteger(request["Limit"])) input.limit = static_cast<std::int32_t>(*limit);
  input.return_consumed_capacity = BindReturnConsumedCapacity(request["ReturnConsumedCapacity"]);
  return input;
}

BatchExecuteStatementInput BindBatchExecuteStatement(const InputStructure& request) {
  BatchExecuteStatementInput input;
  for (const InputValue& element : request["Statements"].elements()) {
    StatementInput& statement = input.statements.emplace_back();
    BindStatement(element.structure(), statement);
    statement.consistent_read = BindFlag(element.structure()["ConsistentRead"]);
  }
  input.return_consumed_capacity = BindReturnConsumedCapacity(request["ReturnConsumedCapacity"]);
  return input;
}

ExecuteTransactionInput BindExecuteTransaction(const InputStructure& request) {
  ExecuteTransactionInput input;
  for (const InputValue& element : request["TransactStatements"].elements()) {
    BindStatement(element.structure(), input.statements.emplace_back());
  }
  input.client_request_token = BindOptionalText(request["ClientRequestToken"]);
  input.return_consumed_capacity = BindReturnConsumedCapacity(request["ReturnConsumedCapacity"]);
  return input;
}

}  // namespace tablerock

// The bindings of TransactGetItems and TransactWriteItems.
#include "wire/inputs/item_inputs.h"
#include "wire/inputs/member_binding.h"

namespace tablerock {
namespace {

struct TransactMemberName {
  TransactWriteKind kind;
  std::string_view name;
  std::string_view item_or_key;
};
constexpr TransactMemberName kTransactMembers[] = {
    {TransactWriteKind::kConditionCheck, "ConditionCheck", "Key"},
    {TransactWriteKind::kPut, "Put", "Item"},
    {TransactWriteKind::kDelete, "Delete", "Key"},
    {TransactWriteKind::kUpdate, "Update", "Key"},
};

TransactWriteInput BindMember(const TransactMemberName& member, const InputStructure& request) {
  TransactWriteInput write;
  write.kind = member.kind;
  write.item_or_key = BindItem(request[member.item_or_key]);
  if (member.kind == TransactWriteKind::kUpdate) {
    write.update_expression = BindOptionalText(request["UpdateExpression"]);
  }
  write.table_name = BindText(request["TableName"]);
  write.condition_expression = BindOptionalText(request["ConditionExpression"]);
  write.attributes =
      BindExpressionAttributes(request["ExpressionAttributeNames"], request["ExpressionAttributeValues"]);
  write.return_values_on_condition_check_failure =
      BindReturnValuesOnConditionCheckFailure(request["ReturnValuesOnConditionCheckFailure"]);
  return write;
}

}  // namespace

TransactGetItemsInput BindTransactGetItems(const InputStructure& request) {
  TransactGetItemsInput input;
  for (const InputValue& element : request["TransactItems"].elements()) {
    const InputStructure& get = element.structure()["Get"].structure();
    TransactGetInput& bound = input.gets.emplace_back();
    bound.key = BindItem(get["Key"]);
    bound.table_name = BindText(get["TableName"]);
    bound.projection_expression = BindOptionalText(get["ProjectionExpression"]);
    bound.attributes = BindExpressionAttributes(get["ExpressionAttributeNames"]);
  }
  input.return_consumed_capacity = BindReturnConsumedCapacity(request["ReturnConsumedCapacity"]);
  return input;
}

TransactWriteItemsInput BindTransactWriteItems(const InputStructure& request) {
  TransactWriteItemsInput input;
  for (const InputValue& element : request["TransactItems"].elements()) {
    int members = 0;
    for (const TransactMemberName& member : kTransactMembers) {
      const InputValue& value = element.structure()[member.name];
      if (!value) continue;
      if (++members == 1) input.writes.push_back(BindMember(member, value.structure()));
    }
    input.has_ambiguous_item = input.has_ambiguous_item || members > 1;
    input.has_empty_item = input.has_empty_item || members == 0;
  }
  input.client_request_token = BindOptionalText(request["ClientRequestToken"]);
  input.return_consumed_capacity = BindReturnConsumedCapacity(request["ReturnConsumedCapacity"]);
  input.return_item_collection_metrics = BindReturnItemCollectionMetrics(request["ReturnItemCollectionMetrics"]);
  return input;
}

}  // namespace tablerock

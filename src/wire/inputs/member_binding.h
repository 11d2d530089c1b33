// How members of a decoded request become members of an operation's input struct. Absent members give what an absent
// one means. REQUIRES everywhere: the value's shape is of the kind that the function takes, and constraints were
// checked.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "operations/legacy_inputs.h"
#include "operations/request_inputs.h"
#include "wire/input_document.h"

namespace tablerock {

std::string BindText(const InputValue& value);
std::optional<std::string> BindOptionalText(const InputValue& value);
std::optional<std::int64_t> BindOptionalInteger(const InputValue& value);
std::optional<bool> BindOptionalFlag(const InputValue& value);
inline bool BindFlag(const InputValue& value, bool otherwise = false) { return value ? value.boolean() : otherwise; }
std::vector<std::string> BindTexts(const InputValue& value);

// An Item, Key or ExclusiveStartKey: moved out of the document.
ItemInput BindItem(const InputValue& value);
// ExpressionAttributeNames and ExpressionAttributeValues; `values` may be the absent value where the operation has
// none.
ExpressionAttributesInput BindExpressionAttributes(const InputValue& names, const InputValue& values = {});

std::optional<std::vector<std::string>> BindOptionalTexts(const InputValue& value);
// Expected, QueryFilter, ScanFilter or KeyConditions with ConditionalOperator (absent where the operation has none).
LegacyConditions BindLegacyConditions(const InputValue& comparisons, const InputValue& conditional_operator = {});
std::optional<std::vector<LegacyUpdate>> BindAttributeUpdates(const InputValue& value);

ReturnValues BindReturnValues(const InputValue& value);
ReturnConsumedCapacity BindReturnConsumedCapacity(const InputValue& value);
ReturnItemCollectionMetrics BindReturnItemCollectionMetrics(const InputValue& value);
ReturnValuesOnConditionCheckFailure BindReturnValuesOnConditionCheckFailure(const InputValue& value);

}  // namespace tablerock

// KeyConditionExpression: which partition of a table or an index a Query reads, and which part of it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "expressions/ast.h"
#include "expressions/placeholders.h"
#include "model/attribute_value.h"
#include "model/key_schema.h"

namespace tablerock {

enum class SortKeyOperator : std::uint8_t { kLess, kLessOrEqual, kGreater, kGreaterOrEqual, kBetween, kBeginsWith };

// Nothing for = and <>, which are no ranges.
std::optional<SortKeyOperator> SortKeyOperatorOf(Comparator comparator);

struct SortKeyRange {
  SortKeyOperator op;
  AttributeValueView value;                 // for kBetween the lower bound
  std::optional<AttributeValueView> upper;  // kBetween only; both bounds belong to the range
};

// What a key condition asks of one key schema. Types are checked. The views are of the request's placeholder values.
struct KeyRange {
  std::vector<AttributeValueView> partition_key;    // one for each attribute of the schema's partition key
  std::vector<AttributeValueView> sort_key_prefix;  // equality on that many leading attributes of the sort key
  std::optional<SortKeyRange> sort_key_range;       // on the sort key attribute that follows the prefix
};

class KeyConditionExpression {
 public:
  KeyConditionExpression(ConditionTree tree, Operands operands);
  KeyConditionExpression(const std::shared_ptr<const ConditionSyntax>& syntax, Operands operands);

  // Fits the condition to the keys of the table or index that is queried. The result views values that this or the
  // request owns.
  // Errors: "Query condition missed key schema element: NAME", "Query key condition not supported", types other than
  // the schema's, empty key values.
  Result<KeyRange> Bind(const KeySchema& key_schema) const;

  // Errors: what no key condition may contain, whatever the schema: OR, NOT, <>, IN, other functions than begins_with,
  // nested attributes, two conditions on one attribute. ParseKeyCondition has called it; for trees built by hand.
  Result<void> CheckShape() const;

  // The attributes that it names, each once, in the order of the text.
  std::vector<std::string_view> attributes() const;

 private:
  std::shared_ptr<const ConditionTree> tree_;
  Operands operands_;
};

// As in condition_expression.h; the syntax comes from ParseConditionSyntax(ExpressionKind::kKeyCondition, …).
Result<KeyConditionExpression> ResolveKeyCondition(const std::shared_ptr<const ConditionSyntax>& syntax,
                                                   ExpressionPlaceholders& placeholders);
Result<KeyConditionExpression> ParseKeyCondition(std::string_view text, ExpressionPlaceholders& placeholders);

}  // namespace tablerock

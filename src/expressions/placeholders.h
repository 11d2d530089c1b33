// ExpressionPlaceholders: what ExpressionAttributeNames and ExpressionAttributeValues define, and which of it the
// request's expressions have used. A request with placeholders that no expression uses is refused.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "expressions/expression_kind.h"
#include "model/attribute_value.h"

namespace tablerock {

struct NamePlaceholder {
  std::string placeholder;  // "#n"
  std::string attribute;    // the attribute name that it stands for
};

struct ValuePlaceholder {
  std::string placeholder;  // ":v"
  AttributeValue value;
};

using NamePlaceholders = std::vector<NamePlaceholder>;
using ValuePlaceholders = std::vector<ValuePlaceholder>;

// One expression parameter of an operation: which, and whether the request has it.
struct ExpressionParameter {
  ExpressionKind kind;
  bool given;
};

// REQUIRES: `parameters` are all expression parameters that the operation knows, in the order of the service's texts.
// Errors: "ExpressionAttributeNames can only be specified when using expressions" where none is given; for values a
// ProjectionExpression does not count, and the classic text names the missing ones.
Result<void> CheckPlaceholdersHaveExpression(bool names_given, bool values_given,
                                             std::initializer_list<ExpressionParameter> parameters);

// Does not own the lists: they must outlive it and whatever is resolved with it. One request, one thread.
class ExpressionPlaceholders {
 public:
  // A request without placeholders.
  ExpressionPlaceholders() = default;
  // Empty optionals: the request does not have the member.
  // Errors: a map is empty, a placeholder has not the form #name or :value, a name stands for the empty attribute name.
  static Result<ExpressionPlaceholders> Create(const std::optional<NamePlaceholders>& names,
                                               const std::optional<ValuePlaceholders>& values);

  // What `placeholder` ("#n", ":v") stands for; it counts as used from now on. Nothing if it is not defined.
  const std::string* UseName(std::string_view placeholder);
  std::optional<AttributeValueView> UseValue(std::string_view placeholder);

  // To be asked once all expressions of the request are parsed.
  // Errors: "Value provided in ExpressionAttributeNames unused in expressions: keys: {#x}", the same for Values.
  Result<void> CheckAllUsed() const;

 private:
  const NamePlaceholders* names_ = nullptr;
  const ValuePlaceholders* values_ = nullptr;
  std::vector<bool> name_used_;
  std::vector<bool> value_used_;
};

}  // namespace tablerock

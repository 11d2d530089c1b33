// From operands as a text has them to what they mean in the request: placeholders become names and values.
#pragma once

#include <string_view>
#include <vector>

#include "core/result.h"
#include "expressions/ast.h"
#include "expressions/placeholders.h"

namespace tablerock {

// Errors: more levels than a document may have, a #name that is not defined.
Result<DocumentPath> ResolvePath(ExpressionKind kind, const PathSyntax& syntax, ExpressionPlaceholders& placeholders);

// Errors: a :value that is not defined.
Result<AttributeValueView> ResolveValue(ExpressionKind kind, std::string_view placeholder,
                                        ExpressionPlaceholders& placeholders);

// Errors: more than 300 operators.
Result<void> CheckOperatorCount(ExpressionKind kind, std::size_t operator_count);

// The top-level attributes of `paths`, each once, in their order.
std::vector<std::string_view> TopLevelAttributes(const std::vector<DocumentPath>& paths);

}  // namespace tablerock

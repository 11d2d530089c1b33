// Values in statements: literals, lists, structs, bags, parameters.
#pragma once

#include <span>
#include <string>

#include "core/result.h"
#include "model/attribute_value.h"
#include "model/item.h"
#include "partiql/statement_syntax.h"

namespace tablerock::partiql {

// The values that stand for the question marks, in order. More than the statement uses are no error.
using Parameters = std::span<const AttributeValue>;

// True for literals and what is made of them, not for parameters.
bool IsLiteral(const Expr& expr);

// Errors: what is no value inside it, a number out of range, a bag that is no set, names twice or not strings, more
// than 32 levels; each with the way to it ("under root.a[0]").
Result<AttributeValue> LiteralOf(const StatementSyntax& syntax, const Expr& expr);

// Error: the request has not that many parameters.
Result<AttributeValueView> ParameterOf(const Expr& expr, Parameters parameters);

// The item of an INSERT: a struct whose members may be parameters.
Result<Item> ItemOf(const StatementSyntax& syntax, const Expr& expr, Parameters parameters);

}  // namespace tablerock::partiql

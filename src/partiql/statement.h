// Statements as operations run them: tables, keys still to be found in conditions, trees of expressions. What depends
// on a table is not checked here.
//
//   TABLEROCK_ASSIGN(const StatementSyntax syntax, ParseStatement(text));
//   TABLEROCK_ASSIGN(const StatementKind kind, KindOf(syntax));
//   if (kind == StatementKind::kSelect) TABLEROCK_ASSIGN(SelectStatement select, TranslateSelect(syntax, parameters));
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "model/item.h"
#include "partiql/condition_translation.h"
#include "partiql/select_projection.h"
#include "partiql/statement_syntax.h"
#include "partiql/update_translation.h"
#include "partiql/values.h"

namespace tablerock::partiql {

enum class StatementKind : std::uint8_t {
  kSelect,
  kInsert,
  kUpdate,
  kDelete,
  kCall,  // EXISTS(SELECT …), for transactions alone; or another function, which none takes
};

// Errors: "Unsupported operation: …" for what is a statement, or an expression, that DynamoDB does not run.
Result<StatementKind> KindOf(const StatementSyntax& syntax);

struct TableReference {
  std::string table;  // a name or an ARN
  std::optional<std::string> index;
};

// What the statement reads or writes, which can be said before anything else of it is translated. Nothing for a call.
// Errors: aliases, joins, paths with more than two components or an empty one, names that no table can have.
Result<std::optional<TableReference>> TableOf(const StatementSyntax& syntax);

struct OrderKey {
  std::string attribute;
  bool descending = false;
};

struct SelectStatement {
  TableReference from;
  std::optional<SelectProjection> projection;  // nothing: *
  std::optional<Condition> where;
  bool is_ordered = false;
  std::vector<OrderKey> order;
};

struct InsertStatement {
  TableReference into;
  Item item;
};

struct UpdateStatement {
  TableReference table;
  Update update;
  std::optional<Condition> where;
  std::optional<Returning> returning;
};

struct DeleteStatement {
  TableReference from;
  std::optional<Condition> where;
  std::optional<Returning> returning;
};

// REQUIRES of all: KindOf is the one translated. The results view `parameters`.
Result<SelectStatement> TranslateSelect(const StatementSyntax& syntax, Parameters parameters);
Result<InsertStatement> TranslateInsert(const StatementSyntax& syntax, Parameters parameters);
Result<UpdateStatement> TranslateUpdateStatement(const StatementSyntax& syntax, Parameters parameters);
Result<DeleteStatement> TranslateDelete(const StatementSyntax& syntax, Parameters parameters);
// The SELECT of EXISTS(SELECT …). Error: "Unsupported operation in transaction." for another call.
Result<SelectStatement> TranslateExists(const StatementSyntax& syntax, Parameters parameters);

}  // namespace tablerock::partiql

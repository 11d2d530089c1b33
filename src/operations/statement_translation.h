// A PartiQL statement of a request, parsed and translated: all that can be said of it before its table is looked at.
#pragma once

#include <cstdint>
#include <variant>

#include "core/request_context.h"
#include "core/result.h"
#include "operations/statement_input.h"
#include "partiql/statement.h"
#include "storage/database.h"

namespace tablerock {

// The operation that a statement came with; each has rules of its own.
enum class StatementUse : std::uint8_t { kAlone, kInBatch, kInTransaction };

struct TranslatedStatement {
  partiql::StatementKind kind = partiql::StatementKind::kSelect;
  // kCall: the SELECT of EXISTS.
  std::variant<partiql::SelectStatement, partiql::InsertStatement, partiql::UpdateStatement, partiql::DeleteStatement>
      statement;

  bool is_read() const { return kind == partiql::StatementKind::kSelect; }
  const partiql::TableReference& table() const;
};

// The result views the parameters of `input`. Errors: ValidationException.
Result<TranslatedStatement> TranslateStatement(Database& database, const RequestContext& context,
                                               const StatementInput& input, StatementUse use);

}  // namespace tablerock

#include "operations/statement_translation.h"

#include <type_traits>
#include <utility>

#include "operations/item_keys.h"
#include "operations/table_lookup.h"
#include "partiql/parser.h"

namespace tablerock {
namespace {

using partiql::StatementKind;
using partiql::TableReference;

// Said of such an index before anything else of the statement, if there is one.
Result<void> CheckKeysAreSingle(Database& database, const RequestContext& context, const TableReference& from) {
  if (!from.index) return {};
  const auto table = FindTable(database, context, from.table);
  if (!table) return {};
  const SecondaryIndex* index = (*table)->description().FindIndex(*from.index);
  if (index == nullptr || (index->key_schema.partition_key.size() == 1 && index->key_schema.sort_key.size() <= 1)) {
    return {};
  }
  return ApiError::Validation(
      "PartiQL statements cannot be executed on tables with multi-attribute HASH keys or multi-attribute RANGE keys.");
}

Result<void> CheckIndexIsAllowed(StatementKind kind, const TableReference& table) {
  if (!table.index || kind == StatementKind::kSelect) return {};
  if (kind == StatementKind::kCall) {
    return ApiError::Validation("Operations on indices are not supported in transactions");
  }
  return ApiError::Validation("This operation is not supported on an index");
}

template <typename Statement>
Result<TranslatedStatement> Translated(StatementKind kind, Result<Statement> statement) {
  if (!statement) return std::move(statement).error();
  return TranslatedStatement{kind, std::move(*statement)};
}

Result<TranslatedStatement> Translate(StatementKind kind, const partiql::StatementSyntax& syntax,
                                      partiql::Parameters parameters) {
  switch (kind) {
    case StatementKind::kSelect:
      return Translated(kind, TranslateSelect(syntax, parameters));
    case StatementKind::kInsert:
      return Translated(kind, TranslateInsert(syntax, parameters));
    case StatementKind::kUpdate:
      return Translated(kind, TranslateUpdateStatement(syntax, parameters));
    case StatementKind::kDelete:
      return Translated(kind, TranslateDelete(syntax, parameters));
    case StatementKind::kCall:
      break;
  }
  return Translated(kind, TranslateExists(syntax, parameters));
}

// What would not even be sent on as a write of the other operations.
Result<void> CheckItself(const TranslatedStatement& translated) {
  if (const auto* insert = std::get_if<partiql::InsertStatement>(&translated.statement)) {
    return CheckItemSize(insert->item);
  }
  if (const auto* remove = std::get_if<partiql::DeleteStatement>(&translated.statement)) {
    if (!remove->returning || *remove->returning == partiql::Returning::kAllOld) return {};
    return ApiError::Validation("Invalid returning clause: RETURNING " + std::string(NameOf(*remove->returning)) +
                                " *. Only RETURNING ALL OLD * is allowed in DELETE statements.");
  }
  return {};
}

}  // namespace

const TableReference& TranslatedStatement::table() const {
  return std::visit(
      [](const auto& translated) -> const TableReference& {
        using Statement = std::decay_t<decltype(translated)>;
        if constexpr (std::is_same_v<Statement, partiql::InsertStatement>)
          return translated.into;
        else if constexpr (std::is_same_v<Statement, partiql::UpdateStatement>)
          return translated.table;
        else
          return translated.from;
      },
      statement);
}

Result<TranslatedStatement> TranslateStatement(Database& database, const RequestContext& context,
                                               const StatementInput& input, StatementUse use) {
  TABLEROCK_ASSIGN(const partiql::StatementSyntax syntax, partiql::ParseStatement(input.statement));
  TABLEROCK_ASSIGN(const StatementKind kind, KindOf(syntax));
  if (kind == StatementKind::kCall && use != StatementUse::kInTransaction) {
    return ApiError::Validation("EXISTS can only be used in ExecuteTransaction write requests.");
  }
  TABLEROCK_ASSIGN(const auto table, TableOf(syntax));
  if (table) {
    TABLEROCK_TRY(CheckKeysAreSingle(database, context, *table));
    TABLEROCK_TRY(CheckIndexIsAllowed(kind, *table));
  }
  TABLEROCK_ASSIGN(TranslatedStatement translated, Translate(kind, syntax, input.parameters));
  if (!table) TABLEROCK_TRY(CheckIndexIsAllowed(kind, translated.table()));
  TABLEROCK_TRY(CheckItself(translated));
  return translated;
}

}  // namespace tablerock

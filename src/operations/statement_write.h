// StatementWrite: a PartiQL statement that writes one item (INSERT, UPDATE, DELETE; in a transaction EXISTS too), made
// ready for a WriteUnit.
//
//   TABLEROCK_ASSIGN(const auto write, StatementWrite::Find(database, context, std::move(translated)));
//   TABLEROCK_TRY(write->Bind(StatementUse::kAlone, input));
#pragma once

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "core/request_context.h"
#include "core/result.h"
#include "operations/item_write.h"
#include "operations/statement_input.h"
#include "operations/statement_translation.h"
#include "storage/database.h"

namespace tablerock {

// Stays where it is made: what it writes is viewed.
class StatementWrite {
 public:
  // Registers with the table. Error: ResourceNotFoundException. REQUIRES: the statement is no SELECT; the request's
  // input outlives the result.
  static Result<std::unique_ptr<StatementWrite>> Find(Database& database, const RequestContext& context,
                                                      TranslatedStatement translated);
  StatementWrite(const StatementWrite&) = delete;
  StatementWrite& operator=(const StatementWrite&) = delete;

  // What a transaction refuses of statements that are right by themselves: RETURNING; EXISTS that names no item, or
  // asks nothing of it. Before Bind.
  Result<void> CheckIsForTransaction() const;
  // Fits the statement to its table, once. Errors: ValidationException: the key, what is written of it, index keys.
  Result<void> Bind(StatementUse use, const StatementInput& input);

  const TableDescription& table() const { return ticket_.table()->description(); }
  // REQUIRES: Bind has succeeded. Good while this lives.
  ItemWrite write() const { return {ticket_.table().get(), key_, &*mutation_, translated_.table().table}; }
  // What a transaction counts: the item of an INSERT, the key of others. After Bind.
  std::size_t size_bytes() const;
  // What RETURNING shows. Nothing if there is nothing to show.
  std::optional<Item> Returned(const AppliedWrite& applied) const;

 private:
  StatementWrite(WriteTicket ticket, TranslatedStatement translated)
      : ticket_(std::move(ticket)), translated_(std::move(translated)) {}

  Result<void> BindStatement(partiql::InsertStatement& insert, StatementUse use);
  Result<void> BindStatement(partiql::UpdateStatement& update, StatementUse use);
  Result<void> BindStatement(partiql::DeleteStatement& remove, StatementUse use);
  Result<void> BindStatement(partiql::SelectStatement& exists, StatementUse use);
  // Finds the key that `where` names. Gives the rest of it: conditions that all have to hold.
  Result<std::vector<NodeIndex>> BindKey(const std::optional<partiql::Condition>& where, StatementUse use);
  std::optional<partiql::Returning> returning() const;
  const std::string& key_attribute() const { return table().key_schema.partition_key.front().name; }

  WriteTicket ticket_;
  TranslatedStatement translated_;
  Item key_item_;  // not of an INSERT
  ItemKey key_;
  ReturnValuesOnConditionCheckFailure on_failure_ = ReturnValuesOnConditionCheckFailure::kNone;
  std::vector<DocumentPath> updated_paths_;
  std::optional<ItemMutation> mutation_;
};

// PartiQL has a text of its own for one of the errors that applying an update gives.
ApiError InWordsOfPartiql(ApiError error);

}  // namespace tablerock

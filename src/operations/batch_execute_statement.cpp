#include "operations/batch_execute_statement.h"

#include <algorithm>
#include <map>
#include <memory>
#include <span>
#include <string_view>
#include <utility>

#include "operations/duplicate_keys.h"
#include "operations/item_keys.h"
#include "operations/item_read.h"
#include "operations/item_write.h"
#include "operations/member_error.h"
#include "operations/select_plan.h"
#include "operations/statement_translation.h"
#include "operations/statement_write.h"

namespace tablerock {
namespace {

// One statement of the batch.
struct Member {
  const StatementInput* input = nullptr;
  BatchStatementResponse* response = nullptr;
  std::optional<TranslatedStatement> translated;
  std::optional<SelectPlan> plan;         // of a read
  std::unique_ptr<StatementWrite> write;  // of a write
  ItemKey key;

  void Fail(const ApiError& error) const {
    response->error = BatchStatementError{std::string(MemberErrorCode(error)), error.classic()};
  }
};

class Batch {
 public:
  Batch(Database& database, const RequestContext& context, const BatchExecuteStatementInput& input)
      : database_(database), context_(context), input_(input) {
    output_.responses.resize(input.statements.size());
    for (std::size_t i = 0; i < input.statements.size(); ++i) {
      Member& member = members_.emplace_back();
      member.input = &input.statements[i];
      member.response = &output_.responses[i];
    }
  }

  Result<BatchExecuteStatementOutput> Run() {
    for (const Member& member : members_) {
      if (member.input->value_error) return *member.input->value_error;
    }
    for (Member& member : members_) Attempt(member, &Batch::Translate);
    TABLEROCK_TRY(CheckNotMixed());
    std::vector<Member*> right;
    for (Member& member : members_) {
      if (member.translated && Attempt(member, &Batch::Prepare)) right.push_back(&member);
    }
    TABLEROCK_TRY(CheckNoDuplicateKeys(KeysOf(right, &Member::key)));
    std::vector<Member*> writes;
    for (Member* member : right) {
      member->response->table_name = TableOf(*member).name;
      if (member->write) {
        writes.push_back(member);
      } else {
        TABLEROCK_TRY(Read(*member));
      }
    }
    TABLEROCK_TRY(Write(std::move(writes)));
    for (ConsumedCapacity& capacity : output_.consumed_capacity) capacity.failed_write = failed_[capacity.table_name];
    return std::move(output_);
  }

 private:
  // False if the step failed; the response then says so.
  bool Attempt(Member& member, Result<void> (Batch::*step)(Member&)) {
    const Result<void> result = (this->*step)(member);
    if (!result) member.Fail(result.error());
    return result.has_value();
  }

  Result<void> Translate(Member& member) {
    TABLEROCK_ASSIGN(member.translated, TranslateStatement(database_, context_, *member.input, StatementUse::kInBatch));
    return {};
  }

  Result<void> CheckNotMixed() const {
    bool reads = false;
    bool writes = false;
    for (const Member& member : members_) {
      if (member.translated) (member.translated->is_read() ? reads : writes) = true;
    }
    if (!reads || !writes) return {};
    return ApiError::Validation("Read and write requests together in the same batch is not supported.");
  }

  // Finds the table and the key.
  Result<void> Prepare(Member& member) {
    if (!member.translated->is_read()) {
      TABLEROCK_ASSIGN(member.write, StatementWrite::Find(database_, context_, std::move(*member.translated)));
      TABLEROCK_TRY(member.write->Bind(StatementUse::kInBatch, *member.input));
      member.key = member.write->write().key;
      return {};
    }
    auto& select = std::get<partiql::SelectStatement>(member.translated->statement);
    TABLEROCK_ASSIGN(ReadTarget target,
                     FindSelectTarget(database_, context_, select.from, member.input->consistent_read));
    TABLEROCK_ASSIGN(member.plan, PlanSelect(std::move(target), std::move(select)));
    if (!member.plan->key) {
      return ApiError::Validation(
          "Select statements within BatchExecuteStatement must specify the primary key in the where clause.");
    }
    TABLEROCK_ASSIGN(member.key, KeyOfKeyParameter(TableOf(member), *member.plan->key));
    return {};
  }

  static const TableDescription& TableOf(const Member& member) {
    return member.write ? member.write->table() : member.plan->target.description();
  }

  Result<void> Read(Member& member) {
    TABLEROCK_ASSIGN(ItemReading reading, ReadItem(database_, member.key, std::nullopt));
    const auto& projection = member.plan->statement.projection;
    if (reading.item) member.response->item = projection ? projection->Apply(*reading.item) : std::move(*reading.item);
    ConsumedCapacity capacity;
    capacity.table_name = member.plan->statement.from.table;
    capacity.table.read = ReadUnits(reading.read_bytes, member.input->consistent_read);
    AddCapacity(capacity);
    return {};
  }

  // In one unit, which is one wait for the disk; what one member would keep the others from is done for each alone.
  Result<void> Write(std::vector<Member*> members) {
    while (!members.empty()) {
      const Result<void> result = WriteTogether(members);
      if (result) return {};
      if (result.error().type() == ErrorType::kTableChanged) {
        std::erase_if(members, [this](Member* member) { return !PrepareAgain(*member); });
      } else if (result.error().type() != ErrorType::kItemCollectionSizeLimitExceeded) {
        return result.error();
      } else if (members.size() == 1) {
        members.front()->Fail(result.error());
        return {};
      } else {
        for (Member* member : members) TABLEROCK_TRY(Write({member}));
        return {};
      }
    }
    return {};
  }

  bool PrepareAgain(Member& member) { return Attempt(member, &Batch::Translate) && Attempt(member, &Batch::Prepare); }

  Result<void> WriteTogether(const std::vector<Member*>& members) {
    std::vector<ItemWrite> writes;
    writes.reserve(members.size());
    for (const Member* member : members) writes.push_back(member->write->write());
    const auto applied = std::make_unique<AppliedWrite[]>(members.size());
    WriteUnit unit(database_, writes, {applied.get(), members.size()});
    TABLEROCK_TRY(unit.Lock());
    std::vector<std::optional<ApiError>> errors(members.size());
    std::vector<std::size_t> failed_bytes(members.size());  // of the item that is there, or that the statement has
    for (std::size_t i = 0; i < members.size(); ++i) {
      const Result<void> change = unit.Apply(i);
      if (change) continue;
      if (change.error().type() == ErrorType::kInternalServerError) return change.error();
      errors[i] = InWordsOfPartiql(change.error());
      failed_bytes[i] = std::max(applied[i].charged_bytes(), members[i]->write->size_bytes());
      applied[i].previous = {};  // to nothing from nothing: no change
    }
    TABLEROCK_TRY(unit.Commit());
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (errors[i]) {
        members[i]->Fail(*errors[i]);
        failed_[std::string(writes[i].table_name)] += WriteUnits(failed_bytes[i]);
      } else {
        members[i]->response->item = members[i]->write->Returned(applied[i]);
        AddCapacity(CapacityOf(writes[i], applied[i], false));
      }
    }
    return {};
  }

  void AddCapacity(const ConsumedCapacity& capacity) {
    if (input_.return_consumed_capacity == ReturnConsumedCapacity::kNone) return;
    CapacityAt(output_.consumed_capacity, capacity.table_name).Add(capacity);
  }

  Database& database_;
  const RequestContext& context_;
  const BatchExecuteStatementInput& input_;
  std::vector<Member> members_;
  BatchExecuteStatementOutput output_;
  std::map<std::string, double> failed_;  // by table, write units of statements that were tried in vain
};

}  // namespace

Result<BatchExecuteStatementOutput> BatchExecuteStatement(Database& database, const RequestContext& context,
                                                          const BatchExecuteStatementInput& input) {
  return Batch(database, context, input).Run();
}

}  // namespace tablerock

#include "linearizability/recording_client.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include "core/clock.h"
#include "model/item_builder.h"
#include "model/number.h"
#include "operations/delete_item.h"
#include "operations/get_item.h"
#include "operations/put_item.h"
#include "operations/transact_get_items.h"
#include "operations/update_item.h"

namespace tablerock {
namespace {

using Effect = ItemAction::Effect;

constexpr ReturnValuesOnConditionCheckFailure kShowItem = ReturnValuesOnConditionCheckFailure::kAllOld;

ItemInput KeyOf(std::size_t item) {
  ItemBuilder builder;
  builder.Name("pk");
  builder.String(std::to_string(item));
  return {builder.TakeItem(), std::nullopt};
}

ItemInput ItemWith(std::size_t item, ItemValue value) {
  ItemBuilder builder;
  builder.Name("pk");
  builder.String(std::to_string(item));
  builder.Name("v");
  builder.Number(std::to_string(value));
  return {builder.TakeItem(), std::nullopt};
}

void AddValue(ExpressionAttributesInput& attributes, std::string placeholder, ItemValue value) {
  ItemBuilder builder;
  builder.Number(std::to_string(value));
  if (!attributes.values) attributes.values.emplace();
  attributes.values->push_back({std::move(placeholder), builder.TakeValue()});
}

// The condition of `action`, if it has one, and the value it compares with.
std::optional<std::string> ConditionOf(const ItemAction& action, ExpressionAttributesInput& attributes) {
  if (!action.required) return std::nullopt;
  if (*action.required == kAbsent) return "attribute_not_exists(pk)";
  AddValue(attributes, ":required", *action.required);
  return "v = :required";
}

ItemValue ValueOf(ItemView item) {
  if (item.empty()) return kAbsent;
  ItemValue value = 0;
  const auto attribute = item.Find("v");
  if (!attribute || !Number::FromCanonical(attribute->text()).ToInt64(value)) ADD_FAILURE() << "an item without v";
  return value;
}

ItemValue ValueOf(const std::optional<Item>& item) { return item ? ValueOf(item->view()) : kAbsent; }
ItemValue ValueOf(const std::string& item_bytes) { return ValueOf(ItemView(item_bytes)); }

// What a single write that was refused says.
void NoteRefusal(const ApiError& error, ItemAction& action) {
  EXPECT_EQ(error.type(), ErrorType::kConditionalCheckFailed) << error.classic() << error.cause();
  action.held = false;
  action.before = ValueOf(error.item_bytes());
}

TransactWriteInput MemberOf(const ItemAction& action) {
  TransactWriteInput input;
  input.table_name = kHotTable;
  input.item_or_key = action.effect == Effect::kPut ? ItemWith(action.item, action.operand) : KeyOf(action.item);
  input.condition_expression = ConditionOf(action, input.attributes);
  input.return_values_on_condition_check_failure = kShowItem;
  switch (action.effect) {
    case Effect::kPut:
      input.kind = TransactWriteKind::kPut;
      break;
    case Effect::kDelete:
      input.kind = TransactWriteKind::kDelete;
      break;
    case Effect::kNone:
      input.kind = TransactWriteKind::kConditionCheck;
      break;
    case Effect::kAdd:
      input.kind = TransactWriteKind::kUpdate;
      input.update_expression = "ADD v :operand";
      AddValue(input.attributes, ":operand", action.operand);
  }
  return input;
}

}  // namespace

RecordingClient::RecordingClient(Database& database, std::size_t client, std::size_t item_count, std::uint64_t seed)
    : database_(database), client_(client), item_count_(item_count), random_(seed), seen_(item_count, kAbsent) {}

ItemValue RecordingClient::NewValue() {
  constexpr ItemValue kOfOneClient = 1'000'000'000;
  constexpr ItemValue kStep = 1'000;  // leaves room for what is added
  return static_cast<ItemValue>(client_ + 1) * kOfOneClient + kStep * ++values_made_;
}

ItemValue RecordingClient::LikelyValue(std::size_t item) { return Pick(8) == 0 ? kAbsent : seen_[item]; }

template <typename Operation>
auto RecordingClient::Record(const Operation& operation) {
  RecordedOperation& record = history_.emplace_back();
  record.client = client_;
  record.invoked_nanos = SteadyClock::now().time_since_epoch().count();
  auto result = operation();
  record.completed_nanos = SteadyClock::now().time_since_epoch().count();
  return result;
}

void RecordingClient::Finish(std::vector<ItemAction> actions) {
  for (const ItemAction& action : actions) {
    if (action.before) seen_[action.item] = *action.before;
    if (action.after) seen_[action.item] = *action.after;
  }
  history_.back().actions = std::move(actions);
}

void RecordingClient::DoOne() {
  switch (Pick(10)) {
    case 0:
    case 1:
    case 2:
      return Put();
    case 3:
    case 4:
      return Update();
    case 5:
      return Pick(2) == 0 ? Delete() : ReadAll();
    case 6:
    case 7:
      return Get();
    default:
      return TransactWrite();
  }
}

void RecordingClient::Put() {
  ItemAction action;
  action.item = Pick(item_count_);
  action.effect = Effect::kPut;
  action.operand = NewValue();
  if (Pick(3) != 0) action.required = LikelyValue(action.item);
  PutItemInput input;
  input.table_name = kHotTable;
  input.item = ItemWith(action.item, action.operand);
  input.condition_expression = ConditionOf(action, input.attributes);
  input.return_values = ReturnValues::kAllOld;
  input.return_values_on_condition_check_failure = kShowItem;
  const auto output = Record([&] { return PutItem(database_, context_, input); });
  if (output) {
    action.before = ValueOf(output->attributes);
    action.after = action.operand;
  } else {
    NoteRefusal(output.error(), action);
  }
  Finish({action});
}

void RecordingClient::Update() {
  ItemAction action;
  action.item = Pick(item_count_);
  action.effect = Effect::kAdd;
  action.operand = static_cast<ItemValue>(1 + Pick(9));
  if (Pick(4) == 0) action.required = LikelyValue(action.item);
  UpdateItemInput input;
  input.table_name = kHotTable;
  input.key = KeyOf(action.item);
  input.condition_expression = ConditionOf(action, input.attributes);
  input.return_values_on_condition_check_failure = kShowItem;
  input.return_values = ReturnValues::kAllNew;
  const bool counts_by_set = Pick(2) == 0;
  input.update_expression = counts_by_set ? "SET v = if_not_exists(v, :zero) + :operand" : "ADD v :operand";
  AddValue(input.attributes, ":operand", action.operand);
  if (counts_by_set) AddValue(input.attributes, ":zero", 0);
  const auto output = Record([&] { return UpdateItem(database_, context_, input); });
  if (output) {
    action.after = ValueOf(output->attributes);
  } else {
    NoteRefusal(output.error(), action);
  }
  Finish({action});
}

void RecordingClient::Delete() {
  ItemAction action;
  action.item = Pick(item_count_);
  action.effect = Effect::kDelete;
  DeleteItemInput input;
  input.table_name = kHotTable;
  input.key = KeyOf(action.item);
  input.return_values = ReturnValues::kAllOld;
  const auto output = Record([&] { return DeleteItem(database_, context_, input); });
  ASSERT_TRUE(output) << output.error().classic() << output.error().cause();
  action.before = ValueOf(output->attributes);
  action.after = kAbsent;
  Finish({action});
}

void RecordingClient::Get() {
  ItemAction action;
  action.item = Pick(item_count_);
  GetItemInput input;
  input.table_name = kHotTable;
  input.key = KeyOf(action.item);
  input.consistent_read = true;
  const auto output = Record([&] { return GetItem(database_, context_, input); });
  ASSERT_TRUE(output) << output.error().classic() << output.error().cause();
  action.before = ValueOf(output->item);
  Finish({action});
}

void RecordingClient::ReadAll() {
  TransactGetItemsInput input;
  input.gets.reserve(item_count_);
  for (std::size_t item = 0; item < item_count_; ++item) {
    input.gets.push_back({kHotTable, KeyOf(item), std::nullopt, {}});
  }
  const auto output = Record([&] { return TransactGetItems(database_, context_, input); });
  ASSERT_TRUE(output) << output.error().classic() << output.error().cause();
  std::vector<ItemAction> actions(item_count_);
  for (std::size_t item = 0; item < item_count_; ++item) {
    actions[item].item = item;
    actions[item].before = ValueOf(output->responses[item]);
  }
  Finish(std::move(actions));
}

ItemAction RecordingClient::RandomWrite(std::size_t item) {
  ItemAction action;
  action.item = item;
  action.effect = static_cast<Effect>(Pick(4));
  if (action.effect == Effect::kPut) action.operand = NewValue();
  if (action.effect == Effect::kAdd) action.operand = static_cast<ItemValue>(1 + Pick(9));
  if (action.effect == Effect::kNone || Pick(3) == 0) action.required = LikelyValue(item);
  return action;
}

void RecordingClient::TransactWrite() {
  std::vector<std::size_t> items(item_count_);
  std::iota(items.begin(), items.end(), 0);
  std::shuffle(items.begin(), items.end(), random_);
  std::vector<ItemAction> actions;
  if (Pick(2) == 0) {  // a transfer
    const auto amount = static_cast<ItemValue>(1 + Pick(9));
    actions.resize(2);
    for (std::size_t i = 0; i < 2; ++i) {
      actions[i].item = items[i];
      actions[i].effect = Effect::kAdd;
      actions[i].operand = i == 0 ? -amount : amount;
    }
  } else {
    const std::size_t count = 1 + Pick(item_count_);
    actions.reserve(count);
    for (std::size_t i = 0; i < count; ++i) actions.push_back(RandomWrite(items[i]));
  }
  TransactWriteItemsInput input;
  input.writes.reserve(actions.size());
  for (const ItemAction& action : actions) input.writes.push_back(MemberOf(action));
  const auto output = Record([&] { return TransactWriteItems(database_, context_, input); });
  if (!output) {
    const auto& reasons = output.error().cancellation_reasons();
    ASSERT_EQ(reasons.size(), actions.size()) << output.error().classic() << output.error().cause();
    for (std::size_t i = 0; i < actions.size(); ++i) {
      if (reasons[i].code == "None") continue;
      EXPECT_EQ(reasons[i].code, "ConditionalCheckFailed") << reasons[i].message;
      actions[i].held = false;
      actions[i].before = ValueOf(reasons[i].item_bytes);
    }
  }
  Finish(std::move(actions));
}

}  // namespace tablerock

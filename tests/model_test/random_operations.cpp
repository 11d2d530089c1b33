#include "model_test/random_operations.h"

#include <gtest/gtest.h>

#include <set>

#include "operations/batch_write_item.h"
#include "operations/delete_item.h"
#include "operations/operation_fixture.h"
#include "operations/put_item.h"
#include "operations/update_item.h"

namespace tablerock {
namespace {

Json S(const std::string& text) { return {{"S", text}}; }
Json N(std::int64_t number) { return {{"N", std::to_string(number)}}; }

std::int64_t NumberOr(const Json& item, const char* name, std::int64_t otherwise) {
  return item.contains(name) ? std::stoll(item.at(name).at("N").get<std::string>()) : otherwise;
}

ExpressionAttributesInput Attributes(const Json& values) {
  return AttributesOf({}, values.empty() ? std::string() : values.dump());
}

std::optional<std::string> TextOf(const std::string& expression) {
  return expression.empty() ? std::nullopt : std::optional(expression);
}

// The answer must be a success exactly if the condition holds, and else the failed condition.
template <typename Output>
void ExpectOutcome(const Result<Output>& result, bool holds, const std::string& what) {
  if (holds) {
    ASSERT_TRUE(result) << what << ": " << result.error().classic();
  } else {
    ASSERT_FALSE(result) << what;
    ASSERT_EQ(result.error().type(), ErrorType::kConditionalCheckFailed) << what << ": " << result.error().classic();
  }
}

}  // namespace

void RandomOperations::DoOne() {
  switch (Pick(10)) {
    case 0:
    case 1:
    case 2:
      return DoPut();
    case 3:
    case 4:
    case 5:
      return DoUpdate();
    case 6:
    case 7:
      return DoDelete();
    case 8:
      return DoBatch();
    default:
      return DoTransaction();
  }
}

Json RandomOperations::RandomKey() {
  return {{"pk", S("p" + std::to_string(Pick(4)))}, {"sk", N(static_cast<std::int64_t>(Pick(8)) - 3)}};
}

Json RandomOperations::RandomExpiry() {
  return N(database_.clock().Now() / 1000 + static_cast<std::int64_t>(Pick(150)) - 30);
}

Json RandomOperations::RandomItem() {
  Json item = RandomKey();
  if (Pick(3) != 0) item["g"] = S("g" + std::to_string(Pick(3)));
  if (Pick(3) != 0) item["r"] = N(static_cast<std::int64_t>(Pick(5)) - 2);
  if (Pick(2) != 0) item["v"] = S(std::string(Pick(40), 'v'));
  if (Pick(2) != 0) item["n"] = N(static_cast<std::int64_t>(Pick(1000)));
  if (Pick(4) == 0) item["e"] = Pick(4) == 0 ? S("no number") : RandomExpiry();
  return item;
}

std::vector<Json> RandomOperations::DistinctKeys(std::size_t count) {
  std::set<Json> keys;
  while (keys.size() < count) keys.insert(RandomKey());
  return {keys.begin(), keys.end()};
}

RandomOperations::Update RandomOperations::RandomUpdate(const Json& key, const Json* item) {
  Update update;
  update.result = item != nullptr ? *item : key;
  const auto delta = static_cast<std::int64_t>(Pick(20)) - 10;
  switch (Pick(7)) {
    case 0: {
      const std::string text(Pick(30), 'w');
      update.expression = "SET v = :v";
      update.values = {{":v", S(text)}};
      update.result["v"] = S(text);
      break;
    }
    case 1:
      update.expression = "ADD n :d";
      update.values = {{":d", N(delta)}};
      update.result["n"] = N(NumberOr(update.result, "n", 0) + delta);
      break;
    case 2:
      update.expression = "REMOVE g, v";
      update.values = Json::object();
      update.result.erase("g");
      update.result.erase("v");
      if (item == nullptr) update.result = Json();  // what only takes away makes no item
      break;
    case 3: {
      const std::string group = "g" + std::to_string(Pick(3));
      update.expression = "SET g = :g, r = :r";
      update.values = {{":g", S(group)}, {":r", N(delta)}};
      update.result["g"] = S(group);
      update.result["r"] = N(delta);
      break;
    }
    case 4:
      update.expression = "SET e = :e";
      update.values = {{":e", RandomExpiry()}};
      update.result["e"] = update.values.at(":e");
      break;
    case 5:
      update.expression = "REMOVE e SET n = :d";
      update.values = {{":d", N(delta)}};
      update.result.erase("e");
      update.result["n"] = N(delta);
      break;
    default:
      update.expression = "SET n = if_not_exists(n, :z) - :d";
      update.values = {{":z", N(7)}, {":d", N(delta)}};
      update.result["n"] = N(NumberOr(update.result, "n", 7) - delta);
  }
  return update;
}

RandomOperations::Condition RandomOperations::RandomCondition(const Json* item) {
  const auto bound = static_cast<std::int64_t>(Pick(1000));
  switch (Pick(5)) {
    case 0:
      return {"attribute_not_exists(pk)", Json::object(), item == nullptr};
    case 1:
      return {"attribute_exists(pk)", Json::object(), item != nullptr};
    case 2: {
      const bool holds = item != nullptr && item->contains("n") && NumberOr(*item, "n", 0) < bound;
      return {"n < :bound", {{":bound", N(bound)}}, holds};
    }
    default:
      return {};
  }
}

void RandomOperations::DoPut() {
  const Json item = RandomItem();
  const Condition condition = RandomCondition(reference_.Find(Reference::KeyOf(item)));
  PutItemInput input;
  input.table_name = table_;
  input.item = InputOf(item.dump());
  input.condition_expression = TextOf(condition.expression);
  input.attributes = Attributes(condition.values);
  ExpectOutcome(PutItem(database_, context_, input), condition.holds, "put " + item.dump());
  if (condition.holds) reference_.Put(item);
}

void RandomOperations::DoUpdate() {
  const Json key = RandomKey();
  const Json* item = reference_.Find(Reference::KeyOf(key));
  const Condition condition = RandomCondition(item);
  const Update update = RandomUpdate(key, item);
  Json values = update.values;
  values.update(condition.values);
  UpdateItemInput input;
  input.table_name = table_;
  input.key = InputOf(key.dump());
  input.update_expression = update.expression;
  input.condition_expression = TextOf(condition.expression);
  input.attributes = Attributes(values);
  input.return_values = ReturnValues::kAllNew;
  const auto output = UpdateItem(database_, context_, input);
  ExpectOutcome(output, condition.holds, update.expression + " of " + key.dump());
  if (!condition.holds || !output) return;
  EXPECT_EQ(output->attributes ? JsonOf(*output->attributes) : "null", update.result.dump());
  if (!update.result.is_null()) reference_.Put(update.result);
}

void RandomOperations::DoDelete() {
  const Json key = RandomKey();
  const Json* item = reference_.Find(Reference::KeyOf(key));
  const Condition condition = RandomCondition(item);
  DeleteItemInput input;
  input.table_name = table_;
  input.key = InputOf(key.dump());
  input.condition_expression = TextOf(condition.expression);
  input.attributes = Attributes(condition.values);
  input.return_values = ReturnValues::kAllOld;
  const auto output = DeleteItem(database_, context_, input);
  ExpectOutcome(output, condition.holds, "delete " + key.dump());
  if (!condition.holds || !output) return;
  EXPECT_EQ(output->attributes ? JsonOf(*output->attributes) : "", item != nullptr ? item->dump() : "");
  reference_.Delete(Reference::KeyOf(key));
}

void RandomOperations::DoBatch() {
  BatchWriteItemInput input;
  input.request_items.push_back({table_, {}});
  std::vector<Json> puts;
  std::vector<Json> deletes;
  for (const Json& key : DistinctKeys(1 + Pick(6))) {
    if (Pick(3) == 0) {
      deletes.push_back(key);
      input.request_items[0].requests.push_back({false, true, {}, InputOf(key.dump())});
      continue;
    }
    Json item = RandomItem();
    item.update(key);
    puts.push_back(item);
    input.request_items[0].requests.push_back({true, false, InputOf(item.dump()), {}});
  }
  const auto output = BatchWriteItem(database_, context_, input);
  ASSERT_TRUE(output) << output.error().classic();
  for (const Json& item : puts) reference_.Put(item);
  for (const Json& key : deletes) reference_.Delete(Reference::KeyOf(key));
}

TransactWriteInput RandomOperations::RandomTransactWrite(const Json& key, bool& holds, Json& result, bool& deletes) {
  const Json* item = reference_.Find(Reference::KeyOf(key));
  Condition condition = RandomCondition(item);
  TransactWriteInput write;
  write.table_name = table_;
  write.item_or_key = InputOf(key.dump());
  Json values = Json::object();
  result = item != nullptr ? *item : Json();
  deletes = false;
  switch (Pick(4)) {
    case 0:
      write.kind = TransactWriteKind::kPut;
      result = RandomItem();
      result.update(key);
      write.item_or_key = InputOf(result.dump());
      break;
    case 1:
      write.kind = TransactWriteKind::kDelete;
      result = Json();
      deletes = true;
      break;
    case 2: {
      const Update update = RandomUpdate(key, item);
      write.kind = TransactWriteKind::kUpdate;
      write.update_expression = update.expression;
      values = update.values;
      result = update.result;
      break;
    }
    default:
      write.kind = TransactWriteKind::kConditionCheck;
      if (condition.expression.empty()) condition = {"attribute_exists(pk)", Json::object(), item != nullptr};
  }
  values.update(condition.values);
  write.condition_expression = TextOf(condition.expression);
  write.attributes = Attributes(values);
  holds = condition.holds;
  return write;
}

void RandomOperations::DoTransaction() {
  const std::vector<Json> keys = DistinctKeys(1 + Pick(4));
  TransactWriteItemsInput input;
  std::vector<Json> results(keys.size());
  std::vector<bool> deletes(keys.size());
  bool all_hold = true;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    bool holds = true;
    bool is_delete = false;
    input.writes.push_back(RandomTransactWrite(keys[i], holds, results[i], is_delete));
    deletes[i] = is_delete;
    all_hold = all_hold && holds;
  }
  const auto output = TransactWriteItems(database_, context_, input);
  if (!all_hold) {
    ASSERT_FALSE(output);
    ASSERT_EQ(output.error().type(), ErrorType::kTransactionCanceled) << output.error().classic();
    return;
  }
  ASSERT_TRUE(output) << output.error().classic();
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (deletes[i]) {
      reference_.Delete(Reference::KeyOf(keys[i]));
    } else if (!results[i].is_null()) {
      reference_.Put(results[i]);
    }
  }
}

}  // namespace tablerock

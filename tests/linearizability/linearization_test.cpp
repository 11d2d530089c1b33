// The checker itself: histories that have an order, and such that have none.
#include "linearizability/linearization.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <random>
#include <string>

namespace tablerock {
namespace {

using Json = nlohmann::json;

ItemValue ValueOf(const Json& json) { return json.is_null() ? kAbsent : json.get<ItemValue>(); }

ItemAction ActionOf(const Json& json) {
  ItemAction action;
  action.item = json.value("item", std::size_t{0});
  if (json.contains("put")) {
    action.effect = ItemAction::Effect::kPut;
    action.operand = json.at("put").get<ItemValue>();
  } else if (json.contains("add")) {
    action.effect = ItemAction::Effect::kAdd;
    action.operand = json.at("add").get<ItemValue>();
  } else if (json.contains("delete")) {
    action.effect = ItemAction::Effect::kDelete;
  }
  action.held = !json.contains("refused");
  if (json.contains("if")) action.required = ValueOf(json.at("if"));
  if (json.contains("before")) action.before = ValueOf(json.at("before"));
  if (json.contains("after")) action.after = ValueOf(json.at("after"));
  return action;
}

History HistoryOf(const Json& json) {
  History history;
  for (const Json& operation : json) {
    RecordedOperation& recorded = history.emplace_back();
    recorded.client = operation.at("client").get<std::size_t>();
    recorded.invoked_nanos = operation.at("time").at(0).get<std::int64_t>();
    recorded.completed_nanos = operation.at("time").at(1).get<std::int64_t>();
    for (const Json& action : operation.at("actions")) recorded.actions.push_back(ActionOf(action));
  }
  return history;
}

TEST(LinearizationTest, TellsHistoriesThatHaveAnOrderFromThoseThatHaveNone) {
  std::ifstream file(TABLEROCK_TEST_DATA "/linearizability/histories.json");
  const Json cases = Json::parse(file);
  ASSERT_FALSE(cases.empty());
  for (const Json& row : cases) {
    const auto description = row.at("description").get<std::string>();
    const Linearization found = Linearize(HistoryOf(row.at("operations")), 2);
    const Verdict wanted = row.at("linearizable").get<bool>() ? Verdict::kLinearizable : Verdict::kNotLinearizable;
    EXPECT_EQ(found.verdict, wanted) << description << "\n" << found.explanation;
    EXPECT_EQ(found.explanation.empty(), wanted == Verdict::kLinearizable) << description;
  }
}

// Operations that one after the other had their moments, each invoked a little before and completed a little after: an
// order there is. One answer changed, and there is none, since each value occurs once.
TEST(LinearizationTest, FindsTheOrderOfALongHistoryAndOneWrongAnswerInIt) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE(seed);
  std::mt19937 random(seed);
  constexpr std::size_t kClients = 4;
  constexpr std::size_t kItems = 3;
  const auto pick = [&](std::size_t count) { return std::uniform_int_distribution<std::size_t>(0, count - 1)(random); };
  History history;
  std::vector<ItemValue> values(kItems, kAbsent);
  std::vector<std::int64_t> free_from(kClients, 0);
  for (std::int64_t moment = 1'000; moment < 4'001'000; moment += 1'000) {
    const std::size_t client = pick(kClients);
    RecordedOperation& operation = history.emplace_back();
    operation.client = client;
    operation.invoked_nanos =
        std::max<std::int64_t>(free_from[client], moment - static_cast<std::int64_t>(pick(3'000)));
    operation.completed_nanos = moment + static_cast<std::int64_t>(pick(900));
    free_from[client] = operation.completed_nanos + 1;
    ItemAction action;
    action.item = pick(kItems);
    action.before = values[action.item];
    if (pick(2) == 0) {
      action.effect = ItemAction::Effect::kPut;
      values[action.item] = action.operand = moment;
    }
    operation.actions.push_back(action);
  }
  const Linearization found = Linearize(history, kItems);
  EXPECT_EQ(found.verdict, Verdict::kLinearizable) << found.explanation;
  history[pick(history.size())].actions[0].before = -1;
  EXPECT_EQ(Linearize(history, kItems).verdict, Verdict::kNotLinearizable);
}

TEST(LinearizationTest, GivesUpWhereItMayLookAtNoMore) {
  History history;
  for (std::size_t client = 0; client < 12; ++client) {
    ItemAction action;
    action.effect = ItemAction::Effect::kPut;
    action.operand = static_cast<ItemValue>(client);
    history.push_back({client, 0, 10, {action}});
  }
  ItemAction impossible;
  impossible.before = 99;
  history.push_back({12, 20, 30, {impossible}});
  EXPECT_EQ(Linearize(history, 1, 1'000).verdict, Verdict::kUndecided);
  EXPECT_EQ(Linearize(history, 1).verdict, Verdict::kNotLinearizable);
}

}  // namespace
}  // namespace tablerock

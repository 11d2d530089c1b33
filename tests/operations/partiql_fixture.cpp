#include "operations/partiql_fixture.h"

#include <fstream>

#include "operations/delete_item.h"
#include "operations/scan.h"

namespace tablerock {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kUsers[] = {
    R"({"id":{"S":"ada"},"age":{"N":"36"},"tags":{"SS":["a","b"]},"home":{"M":{"city":{"S":"London"},"rooms":{"L":[{"N":"1"},{"N":"2"}]}}}})",
    R"({"id":{"S":"bob"},"age":{"N":"7"},"active":{"BOOL":true}})", R"({"id":{"S":"cyd"}})"};

constexpr std::string_view kOrders[] = {
    R"({"customer":{"S":"ann"},"number":{"N":"1"},"state":{"S":"open"},"due":{"S":"2024-01"},"total":{"N":"10"},"city":{"S":"Rome"}})",
    R"({"customer":{"S":"ann"},"number":{"N":"2"},"state":{"S":"paid"},"due":{"S":"2024-02"},"total":{"N":"5"}})",
    R"({"customer":{"S":"ann"},"number":{"N":"3"},"state":{"S":"open"},"due":{"S":"2024-03"},"total":{"N":"7"},"city":{"S":"Oslo"}})",
    R"({"customer":{"S":"bea"},"number":{"N":"1"},"state":{"S":"open"},"due":{"S":"2024-02"},"total":{"N":"20"},"city":{"S":"Rome"}})",
    R"({"customer":{"S":"bea"},"number":{"N":"2"},"state":{"S":"paid"},"total":{"N":"1"}})"};

}  // namespace

void PartiqlTest::SetUp() {
  CreateTableWithKeys("Users", "id:S");
  CreateTableInput orders = TableOf("Orders", "customer:S,number:N");
  AddGlobalIndex(orders, "byState", "state:S,due:S");
  AddGlobalIndex(orders, "byCity", "city:S", "KEYS_ONLY");
  AddLocalIndex(orders, "byTotal", "customer:S,total:N", "KEYS_ONLY");
  AddGlobalIndex(orders, "byPair", "city:S,state:S");
  orders.global_secondary_indexes->back().key_schema.back().key_type = "HASH";
  Create(orders);
  Restore();
}

void PartiqlTest::Restore() {
  for (const char* table_name : {"Users", "Orders"}) {
    ScanInput scan;
    scan.table_name = table_name;
    const auto found = Scan(*database_, context_, scan);
    ASSERT_TRUE(found);
    for (std::size_t i = 0; i < found->items->size(); ++i) {
      DeleteItemInput remove;
      remove.table_name = table_name;
      Json key;
      const Json item = ParsedJsonOf((*found->items)[i]);
      for (const auto& [name, value] : item.items()) {
        if (name == "id" || name == "customer" || name == "number") key[name] = value;
      }
      remove.key = InputOf(key.dump());
      ASSERT_TRUE(DeleteItem(*database_, context_, remove));
    }
  }
  for (const std::string_view item : kUsers) Put("Users", item);
  for (const std::string_view item : kOrders) Put("Orders", item);
}

Json PartiqlTest::Run(const Json& request) {
  ExecuteStatementInput input;
  BindStatement(request, input);
  if (request.contains("Limit")) input.limit = request["Limit"].get<std::int32_t>();
  if (request.contains("NextToken")) input.next_token = request["NextToken"].get<std::string>();
  next_token_.clear();
  auto output = ExecuteStatement(*database_, context_, std::move(input));
  if (!output) return JsonOfError(output.error());
  Json answer{{"Items", Json::array()}};
  for (std::size_t i = 0; i < output->items.size(); ++i) answer["Items"].push_back(ParsedJsonOf(output->items[i]));
  EXPECT_EQ(output->next_token.has_value(), output->last_evaluated_key.has_value());
  if (output->next_token) {
    next_token_ = *output->next_token;
    answer["More"] = true;
  }
  return answer;
}

Json PartiqlTest::GetJson(std::string_view table_name, const Json& key) {
  const std::string item = Get(table_name, key.dump());
  return item.empty() ? Json() : Json::parse(item);
}

void BindStatement(const Json& request, StatementInput& input) {
  input.statement = request.at("Statement").get<std::string>();
  if (request.contains("Parameters")) {
    for (Json parameter : request["Parameters"]) {
      if (parameter == Json{{"S", "#400KB"}}) parameter["S"] = std::string(409'600, 'x');
      const Item item = ItemOf(Json{{"v", parameter}}.dump());
      input.parameters.emplace_back(std::string(item.Find("v")->encoded()));
    }
  }
  input.consistent_read = request.value("ConsistentRead", false);
  if (request.value("ShowItem", false)) {
    input.return_values_on_condition_check_failure = ReturnValuesOnConditionCheckFailure::kAllOld;
  }
}

Json JsonOfError(const ApiError& error) {
  Json answer{{"error", std::string(TraitsOf(error.type()).name) + ": " + error.classic()}};
  if (!error.item_bytes().empty()) answer["Item"] = ParsedJsonOf(ItemView(error.item_bytes()));
  for (const CancellationReason& reason : error.cancellation_reasons()) {
    Json shown = reason.code == "None" ? Json("None") : Json(reason.code + ": " + reason.message);
    if (!reason.item_bytes.empty()) shown = {shown, ParsedJsonOf(ItemView(reason.item_bytes))};
    answer["reasons"].push_back(shown);
  }
  return answer;
}

Json ReadCases(std::string_view file) {
  std::ifstream stream(std::string(TABLEROCK_TEST_DATA) + "/partiql/" + std::string(file));
  return Json::parse(stream);
}

}  // namespace tablerock

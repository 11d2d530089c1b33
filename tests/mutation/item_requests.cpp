#include <array>
#include <set>

#include "mutation/request_generator.h"
#include "mutation/request_values.h"

namespace tablerock {
namespace {

constexpr std::size_t kItemsMany = 40;  // from there on more is deleted than put
constexpr std::array<const char*, 5> kReturnValues{"NONE", "ALL_OLD", "ALL_NEW", "UPDATED_OLD", "UPDATED_NEW"};

bool IsSmallInteger(const Json& value) {
  if (!value.contains("N")) return false;
  const std::string text = value.at("N");
  return text.size() < 15 && text.find('.') == std::string::npos;
}

}  // namespace

const WatchedTable& RequestGenerator::PickTable() {
  static const TableName kMusic{"", "music"};
  const WatchedTable* music = tables_.Find(kMusic);
  if (music != nullptr && random_.Chance(50)) return *music;
  auto table = tables_.tables().begin();
  std::advance(table, static_cast<std::ptrdiff_t>(random_.Pick(tables_.tables().size())));
  return table->first.namespace_name.empty() || music == nullptr ? table->second : *music;
}

std::string RequestGenerator::ArnOf(const WatchedTable& table) { return table.description.at("TableArn"); }

std::string RequestGenerator::NameOf(const WatchedTable& table) {
  return random_.Chance(8) ? ArnOf(table) : table.description.at("TableName").get<std::string>();
}

void RequestGenerator::AddCondition(GeneratedRequest& request, const Json* item) {
  request.succeeds = false;
  if (random_.Chance(50)) {
    const bool wants_item = random_.Chance(50);
    request.body["ConditionExpression"] = wants_item ? "attribute_exists(pk)" : "attribute_not_exists(pk)";
    const bool has_key = item != nullptr && item->contains("pk");
    request.succeeds = wants_item == has_key;
    request.condition_fails = !request.succeeds;
    return;
  }
  if (random_.Chance(25)) {
    request.body["Expected"] = LegacyConditions(true);
    if (request.body["Expected"].size() > 1) request.body["ConditionalOperator"] = random_.Chance(50) ? "AND" : "OR";
    return;
  }
  Placeholders placeholders;
  request.body["ConditionExpression"] = RandomCondition(placeholders, random_.Chance(50) ? 2 : 0);
  placeholders.AddTo(request.body);
}

void RequestGenerator::AddWriteReports(Json& body, bool is_update) {
  if (random_.Chance(40)) body["ReturnValues"] = kReturnValues[random_.Pick(is_update ? 5 : 2)];
  if (random_.Chance(20)) body["ReturnConsumedCapacity"] = random_.Chance(50) ? "TOTAL" : "INDEXES";
  if (random_.Chance(20)) body["ReturnItemCollectionMetrics"] = "SIZE";
  if (random_.Chance(10)) body["ReturnValuesOnConditionCheckFailure"] = "ALL_OLD";
}

GeneratedRequest RequestGenerator::PutItem() {
  const WatchedTable& table = PickTable();
  const Json item = RandomItem(table);
  GeneratedRequest request{"PutItem", {{"TableName", NameOf(table)}, {"Item", item}}, true, false, {}};
  if (random_.Chance(30)) AddCondition(request, table.Find(table.KeyOf(item)));
  AddWriteReports(request.body, false);
  return request;
}

// An update whose outcome the generator knows.
GeneratedRequest RequestGenerator::KnownUpdate(const WatchedTable& table, const Json& key) {
  const Json* found = table.Find(key);
  Json item = found != nullptr ? *found : key;
  GeneratedRequest request{"UpdateItem", {{"TableName", NameOf(table)}, {"Key", key}}, true, false, {}};
  switch (random_.Pick(3)) {
    case 0: {
      const Json value = RandomValue();
      request.body["UpdateExpression"] = "SET v = :v";
      request.body["ExpressionAttributeValues"] = {{":v", value}};
      item["v"] = *StoredItem({{"v", value}})->begin();
      break;
    }
    case 1: {
      if (item.contains("n") && !IsSmallInteger(item.at("n"))) return KnownUpdate(table, key);
      const auto delta = static_cast<long long>(random_.Pick(20)) - 10;
      const long long before = item.contains("n") ? std::stoll(item.at("n").at("N").get<std::string>()) : 0;
      request.body["UpdateExpression"] = "ADD n :d";
      request.body["ExpressionAttributeValues"] = {{":d", {{"N", std::to_string(delta)}}}};
      item["n"] = {{"N", std::to_string(before + delta)}};
      break;
    }
    default:
      request.body["AttributeUpdates"] = {{"v", {{"Action", "PUT"}, {"Value", {{"S", "legacy"}}}}},
                                          {"l", {{"Action", "DELETE"}}}};
      item["v"] = {{"S", "legacy"}};
      item.erase("l");
  }
  request.item_after = WithSortedSets(item);
  // Tables that mutated requests have made may have other types for the attributes, or keys of that name.
  for (const char* name : {"v", "n", "l"}) request.succeeds = request.succeeds && table.TypeOf(name) != "S";
  for (const std::string& name : table.KeyAttributes())
    request.succeeds = request.succeeds && (name == "pk" || name == "sk");
  if (!request.succeeds) request.item_after.reset();
  return request;
}

GeneratedRequest RequestGenerator::UpdateItem() {
  const WatchedTable& table = PickTable();
  const Json key = RandomKey(table);
  if (random_.Chance(40)) {
    GeneratedRequest request = KnownUpdate(table, key);
    AddWriteReports(request.body, true);
    return request;
  }
  GeneratedRequest request{"UpdateItem", {{"TableName", NameOf(table)}, {"Key", key}}, false, false, {}};
  Placeholders placeholders;
  if (random_.Chance(15)) {
    request.body["AttributeUpdates"] = {{"r", {{"Action", "ADD"}, {"Value", {{"N", "2"}}}}},
                                        {"ss", {{"Action", "DELETE"}, {"Value", {{"SS", {"a"}}}}}},
                                        {"t", {{"Action", "PUT"}, {"Value", RandomValue()}}}};
    if (random_.Chance(40)) request.body["Expected"] = LegacyConditions(true);
  } else {
    request.body["UpdateExpression"] = RandomUpdate(placeholders);
    if (random_.Chance(25)) request.body["ConditionExpression"] = RandomCondition(placeholders);
    placeholders.AddTo(request.body);
  }
  AddWriteReports(request.body, true);
  return request;
}

GeneratedRequest RequestGenerator::DeleteItem() {
  const WatchedTable& table = PickTable();
  const Json key = RandomKey(table);
  GeneratedRequest request{"DeleteItem", {{"TableName", NameOf(table)}, {"Key", key}}, true, false, {}};
  if (table.items.size() < kItemsMany && random_.Chance(30)) AddCondition(request, table.Find(key));
  AddWriteReports(request.body, false);
  return request;
}

GeneratedRequest RequestGenerator::BatchWriteItem() {
  GeneratedRequest request{"BatchWriteItem", Json::object(), true, false, {}};
  Json& tables = request.body["RequestItems"] = Json::object();
  for (std::size_t i = 1 + random_.Pick(2); i > 0; --i) {
    const WatchedTable& table = PickTable();
    Json& writes = tables[table.description.at("TableName").get<std::string>()];
    if (!writes.is_null()) continue;
    std::set<Json> keys;
    for (std::size_t j = 1 + random_.Pick(5); j > 0; --j) {
      Json item = RandomItem(table);
      if (!keys.insert(table.KeyOf(item)).second) continue;
      const bool deletes = table.items.size() > kItemsMany || random_.Chance(35);
      writes.push_back(deletes ? Json{{"DeleteRequest", {{"Key", table.KeyOf(item)}}}}
                               : Json{{"PutRequest", {{"Item", item}}}});
    }
  }
  if (random_.Chance(20)) request.body["ReturnConsumedCapacity"] = "INDEXES";
  if (random_.Chance(20)) request.body["ReturnItemCollectionMetrics"] = "SIZE";
  return request;
}

Json RequestGenerator::TransactWrite(const WatchedTable& table, const Json& key) {
  Json member = {{"TableName", NameOf(table)}, {"Key", key}};
  Placeholders placeholders;
  std::string kind = "Delete";
  switch (random_.Pick(table.items.size() > kItemsMany ? 2 : 7)) {
    case 0:
      break;
    case 1:
      kind = "ConditionCheck";
      member["ConditionExpression"] = RandomCondition(placeholders);
      break;
    case 2:
      kind = "Update";
      member["UpdateExpression"] = RandomUpdate(placeholders);
      break;
    default: {
      kind = "Put";
      Json item = RandomItem(table);
      item.update(key);
      member.erase("Key");
      member["Item"] = item;
    }
  }
  if (kind != "ConditionCheck" && random_.Chance(20)) member["ConditionExpression"] = RandomCondition(placeholders, 1);
  if (random_.Chance(20)) member["ReturnValuesOnConditionCheckFailure"] = "ALL_OLD";
  placeholders.AddTo(member);
  return {{kind, member}};
}

GeneratedRequest RequestGenerator::TransactWriteItems() {
  GeneratedRequest request{"TransactWriteItems", Json::object(), false, false, {}};
  Json& members = request.body["TransactItems"] = Json::array();
  const WatchedTable& table = PickTable();
  std::set<Json> keys;
  for (std::size_t i = 1 + random_.Pick(3); i > 0; --i) {
    const Json key = RandomKey(table);
    if (keys.insert(key).second) members.push_back(TransactWrite(table, key));
  }
  if (random_.Chance(20)) request.body["ClientRequestToken"] = "token-" + std::to_string(random_.Pick(200));
  if (random_.Chance(20)) request.body["ReturnConsumedCapacity"] = "TOTAL";
  return request;
}

}  // namespace tablerock

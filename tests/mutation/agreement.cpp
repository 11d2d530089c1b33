#include "mutation/agreement.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "mutation/request_values.h"

namespace tablerock {
namespace {

constexpr std::size_t kPartitionKeySizeMax = 2'048;
constexpr std::size_t kSortKeySizeMax = 1'024;

// An item is in an index if it has all attributes of its key, of the right types and no longer than keys may be.
bool IsIn(const WatchedTable& table, const Json& index, const Json& item) {
  for (const Json& element : index.at("KeySchema")) {
    const std::string name = element.at("AttributeName");
    const std::string type = table.TypeOf(name);
    if (!item.contains(name) || !item.at(name).contains(type)) return false;
    const auto size = item.at(name).at(type).get<std::string>().size();
    if (size == 0 || size > (element.at("KeyType") == "HASH" ? kPartitionKeySizeMax : kSortKeySizeMax)) return false;
  }
  return true;
}

Json Projected(const WatchedTable& table, const Json& index, const Json& item) {
  const Json& projection = index.at("Projection");
  if (projection.at("ProjectionType") == "ALL") return item;
  Json shown = table.KeyOf(item);
  std::vector<std::string> names;
  for (const Json& element : index.at("KeySchema")) names.push_back(element.at("AttributeName"));
  for (const Json& name : projection.value("NonKeyAttributes", Json::array())) names.push_back(name);
  for (const std::string& name : names) {
    if (item.contains(name)) shown[name] = item.at(name);
  }
  return shown;
}

}  // namespace

Json Agreement::Ask(const TableName& name, const std::string& operation, const Json& body) {
  WireCall call;
  call.path = name.namespace_name.empty() ? "/" : "/ns/" + name.namespace_name;
  call.target = TargetOf(operation);
  call.body = body.dump();
  const WireReply reply = session_.Ask(call);
  if (reply.status != 200) throw std::runtime_error(operation + " " + call.body + ": " + reply.body);
  return WithSortedSets(Json::parse(reply.body));
}

std::string Agreement::CheckScan(const TableName& name, const std::string& index, std::vector<Json> expected) {
  Json body = {{"TableName", name.name}, {"Limit", 7}};
  if (!index.empty()) body["IndexName"] = index;
  std::vector<Json> found;
  for (Json page; page.is_null() || page.contains("LastEvaluatedKey");) {
    if (!page.is_null()) body["ExclusiveStartKey"] = page.at("LastEvaluatedKey");
    page = Ask(name, "Scan", body);
    for (const Json& item : page.at("Items")) found.push_back(item);
  }
  std::sort(found.begin(), found.end());
  std::sort(expected.begin(), expected.end());
  if (found == expected) return {};
  return "a scan of " + name.name + " " + index + " finds " + Json(found).dump(-1, ' ', true) + " and not " +
         Json(expected).dump(-1, ' ', true);
}

std::string Agreement::CheckSizes(const Json& shown, const char* bytes_name, const std::vector<Json>& expected) {
  std::int64_t bytes = 0;
  for (const Json& item : expected) bytes += ChargedSize(item);
  if (shown.at("ItemCount") == expected.size() && shown.at(bytes_name) == bytes) return {};
  return "ItemCount and " + std::string(bytes_name) + " should be " + std::to_string(expected.size()) + " and " +
         std::to_string(bytes) + " in " + shown.dump(-1, ' ', true);
}

std::string Agreement::CheckTable(const TableName& name, const WatchedTable& table) {
  std::vector<Json> items;
  items.reserve(table.items.size());
  for (const auto& [key, item] : table.items) items.push_back(item);
  std::string problem = CheckScan(name, "", items);
  const Json description = Ask(name, "DescribeTable", {{"TableName", name.name}}).at("Table");
  if (problem.empty()) problem = CheckSizes(description, "TableSizeBytes", items);
  for (const char* kind : {"GlobalSecondaryIndexes", "LocalSecondaryIndexes"}) {
    for (const Json& index : description.value(kind, Json::array())) {
      if (!problem.empty()) return problem;
      std::vector<Json> projected;
      for (const Json& item : items) {
        if (IsIn(table, index, item)) projected.push_back(Projected(table, index, item));
      }
      problem = CheckScan(name, index.at("IndexName"), projected);
      if (problem.empty()) problem = CheckSizes(index, "IndexSizeBytes", projected);
    }
  }
  return problem;
}

Json Agreement::NewRecords(const std::string& arn) {
  const TableName music{"", "music"};
  const Json shards = Ask(music, "DescribeStream", {{"StreamArn", arn}}).at("StreamDescription").at("Shards");
  Json start = {{"StreamArn", arn}, {"ShardId", shards.back().at("ShardId")}, {"ShardIteratorType", "TRIM_HORIZON"}};
  if (!read_up_to_.empty()) {
    start["ShardIteratorType"] = "AFTER_SEQUENCE_NUMBER";
    start["SequenceNumber"] = read_up_to_;
  }
  Json records = Json::array();
  Json iterator = Ask(music, "GetShardIterator", start).at("ShardIterator");
  while (!iterator.is_null()) {
    const Json page = Ask(music, "GetRecords", {{"ShardIterator", iterator}});
    for (const Json& record : page.at("Records")) records.push_back(record.at("dynamodb"));
    iterator = page.at("Records").empty() ? Json() : page.value("NextShardIterator", Json());
  }
  if (!records.empty()) read_up_to_ = records.back().at("SequenceNumber");
  return records;
}

// Reads on from where it stopped. A stream that was switched on since then begins with the items as they are; the
// records that it has of them already are not replayed.
std::string Agreement::CheckChanges(const WatchedTable& table) {
  std::map<Json, Json> items;
  for (const auto& [key, item] : table.items) items[table.KeyOf(item)] = item;
  const Json specification = table.description.value("StreamSpecification", Json::object());
  if (specification.value("StreamViewType", "") != "NEW_AND_OLD_IMAGES") {
    stream_arn_.clear();
    return {};
  }
  const std::string arn = table.description.at("LatestStreamArn");
  if (arn != std::exchange(stream_arn_, arn)) {
    read_up_to_.clear();
    NewRecords(arn);
    replica_ = std::move(items);
    return {};
  }
  for (const Json& change : NewRecords(arn)) {
    const Json& key = change.at("Keys");
    const auto known = replica_.find(key);
    if (change.value("OldImage", Json()) != (known == replica_.end() ? Json() : known->second)) {
      return "the change log has another OldImage than the NewImage before: " + change.dump(-1, ' ', true);
    }
    replica_.erase(key);
    if (change.contains("NewImage")) replica_[key] = change.at("NewImage");
  }
  return replica_ == items ? "" : "the change log, replayed, gives other items than are stored";
}

std::string Agreement::Check() {
  for (const auto& [name, table] : tables_.tables()) {
    std::string problem = CheckTable(name, table);
    if (problem.empty() && name == TableName{"", "music"}) problem = CheckChanges(table);
    if (!problem.empty()) return problem;
  }
  return {};
}

}  // namespace tablerock

#include "operations/reads_fixture.h"

#include <stdexcept>
#include <utility>

#include "operations/operation_fixture.h"
#include "operations/put_item.h"

namespace tablerock {
namespace {

using Json = nlohmann::json;

std::unique_ptr<Database> OpenInMemory(Clock& clock, const Log& log) {
  DatabaseOptions options;
  options.in_memory = true;
  return std::move(*Database::Open(options, clock, log));
}

KeyAttribute KeyAttributeOf(const std::string& text) {
  const std::size_t colon = text.find(':');
  const std::string type = text.substr(colon + 1);
  return {text.substr(0, colon), type == "N"   ? AttributeType::kNumber
                                 : type == "B" ? AttributeType::kBinary
                                               : AttributeType::kString};
}

KeySchema KeySchemaOf(const Json& key) {
  KeySchema schema;
  for (std::size_t i = 0; i < key.size(); ++i) {
    auto& part = i == 0 ? schema.partition_key : schema.sort_key;
    if (key[i].is_array()) {
      for (const Json& attribute : key[i]) part.push_back(KeyAttributeOf(attribute));
    } else {
      part.push_back(KeyAttributeOf(key[i]));
    }
  }
  return schema;
}

SecondaryIndex IndexOf(const Json& index, IndexKind kind, std::uint32_t index_id) {
  SecondaryIndex result;
  result.index_id = index_id;
  result.name = index.at("name");
  result.kind = kind;
  result.key_schema = KeySchemaOf(index.at("key"));
  const Json& projection = index.at("projection");
  if (projection.is_array()) {
    result.projection = {ProjectionType::kInclude, projection.get<std::vector<std::string>>()};
  } else {
    result.projection.type = *ParseProjectionType(projection.get<std::string>());
  }
  if (index.contains("status")) result.status = *ParseIndexStatus(index["status"].get<std::string>());
  result.backfilling = result.status == IndexStatus::kCreating;
  return result;
}

template <typename T>
void Take(const Json& request, const char* member, std::optional<T>& out) {
  if (request.contains(member)) out = request[member].get<T>();
}

ExpressionAttributesInput PlaceholdersOf(const Json& request) {
  ExpressionAttributesInput attributes;
  if (request.contains("ExpressionAttributeNames")) {
    attributes.names.emplace();
    for (const auto& [name, attribute] : request["ExpressionAttributeNames"].items()) {
      attributes.names->push_back({name, attribute});
    }
  }
  if (request.contains("ExpressionAttributeValues")) {
    attributes.values.emplace();
    const Item values = ItemOf(request["ExpressionAttributeValues"].dump());
    for (const AttributeView value : values.attributes()) {
      attributes.values->push_back({std::string(value.name), AttributeValue(value.value)});
    }
  }
  return attributes;
}

Select SelectOf(const std::string& name) {
  if (name == "COUNT") return Select::kCount;
  if (name == "ALL_ATTRIBUTES") return Select::kAllAttributes;
  if (name == "ALL_PROJECTED_ATTRIBUTES") return Select::kAllProjectedAttributes;
  return Select::kSpecificAttributes;
}

void TakeReadInput(const Json& request, ReadInput& out) {
  out.table_name = request.at("TableName");
  Take(request, "IndexName", out.index_name);
  Take(request, "FilterExpression", out.filter_expression);
  Take(request, "ProjectionExpression", out.projection_expression);
  Take(request, "Limit", out.limit);
  out.attributes = PlaceholdersOf(request);
  if (request.contains("Select")) out.select = SelectOf(request["Select"]);
  out.consistent_read = request.value("ConsistentRead", false);
  if (request.contains("ExclusiveStartKey")) out.exclusive_start_key = InputOf(request["ExclusiveStartKey"].dump());
  out.return_consumed_capacity = ReturnConsumedCapacity::kIndexes;
}

}  // namespace

ReadsDatabase::ReadsDatabase() : database_(OpenInMemory(clock_, log_)) {}

void ReadsDatabase::CreateTable(const Json& table) {
  TableDescription description;
  description.name = table.at("name");
  description.key_schema = KeySchemaOf(table.at("key"));
  for (const Json& index : table.value("local", Json::array())) {
    description.local_indexes.push_back(IndexOf(index, IndexKind::kLocal, description.next_index_id++));
  }
  for (const Json& index : table.value("global", Json::array())) {
    description.global_indexes.push_back(IndexOf(index, IndexKind::kGlobal, description.next_index_id++));
  }
  if (!database_->catalog().Create(std::move(description))) throw std::runtime_error("table not made");
}

void ReadsDatabase::Put(const std::string& table, const Json& item) {
  Json whole = item;
  for (Json& value : whole) {
    if (!value.contains("S")) continue;
    const std::string text = value["S"];
    if (text.starts_with("#KB:")) value["S"] = std::string(1024UL * std::stoul(text.substr(4)), 'x');
  }
  PutItemInput input;
  input.table_name = table;
  input.item = InputOf(whole.dump());
  const auto output = PutItem(*database_, context_, input);
  if (!output) throw std::runtime_error("not put: " + output.error().classic());
}

QueryInput ReadsDatabase::QueryInputOf(const Json& request) const {
  QueryInput input;
  TakeReadInput(request, input);
  Take(request, "KeyConditionExpression", input.key_condition_expression);
  input.scan_index_forward = request.value("ScanIndexForward", true);
  return input;
}

ScanInput ReadsDatabase::ScanInputOf(const Json& request) const {
  ScanInput input;
  TakeReadInput(request, input);
  Take(request, "Segment", input.segment);
  Take(request, "TotalSegments", input.total_segments);
  return input;
}

Result<ReadOutput> ReadsDatabase::Read(const std::string& operation, const Json& request) {
  if (operation == "Query") return Query(*database_, context_, QueryInputOf(request));
  return Scan(*database_, context_, ScanInputOf(request));
}

std::vector<Json> ReadsDatabase::ReadAllPages(const std::string& operation, Json request) {
  std::vector<Json> items;
  while (true) {
    const Json page = AnswerOf(*Read(operation, request));
    items.insert(items.end(), page["Items"].begin(), page["Items"].end());
    if (!page.contains("LastEvaluatedKey")) return items;
    request["ExclusiveStartKey"] = page["LastEvaluatedKey"];
  }
}

Json AnswerOf(const ReadOutput& output) {
  Json answer = {{"Count", output.count}, {"ScannedCount", output.scanned_count}};
  if (output.items) {
    Json& items = answer["Items"] = Json::array();
    for (std::size_t i = 0; i < output.items->size(); ++i) items.push_back(Json::parse(JsonOf((*output.items)[i])));
  }
  if (output.last_evaluated_key) answer["LastEvaluatedKey"] = Json::parse(JsonOf(*output.last_evaluated_key));
  if (output.consumed_capacity) {
    Json& capacity = answer["ConsumedCapacity"];
    capacity["Table"] = output.consumed_capacity->table.read;
    for (const IndexCapacity& index : output.consumed_capacity->indexes) {
      capacity[index.index_name] = index.units.read;
    }
  }
  return answer;
}

}  // namespace tablerock

#include "operations/operation_fixture.h"

#include <nlohmann/json.hpp>
#include <vector>

#include "model/item_builder.h"
#include "model/number.h"
#include "operations/get_item.h"
#include "operations/put_item.h"

namespace tablerock {
namespace {

using Json = nlohmann::ordered_json;

void AddValue(ItemBuilder& builder, const Json& value) {
  const std::string type = value.begin().key();
  const Json& content = value.begin().value();
  if (type == "S") {
    builder.String(content.get<std::string>());
  } else if (type == "N") {
    builder.Number(Number::Parse(content.get<std::string>()).value().text());
  } else if (type == "B") {
    builder.Binary(content.get<std::string>());  // as it stands, not base64
  } else if (type == "BOOL") {
    builder.Bool(content.get<bool>());
  } else if (type == "NULL") {
    builder.Null();
  } else if (type == "L") {
    builder.BeginList();
    for (const Json& element : content) AddValue(builder, element);
    builder.EndList();
  } else if (type == "M") {
    builder.BeginMap();
    for (const auto& [name, element] : content.items()) {
      builder.Name(name);
      AddValue(builder, element);
    }
    builder.EndMap();
  } else {
    std::vector<std::string> members;
    for (const Json& member : content) {
      const std::string text = member.get<std::string>();
      members.push_back(type == "NS" ? Number::Parse(text).value().text() : text);
    }
    const AttributeType set_type = type == "SS"   ? AttributeType::kStringSet
                                   : type == "NS" ? AttributeType::kNumberSet
                                                  : AttributeType::kBinarySet;
    if (!builder.Set(set_type, {members.begin(), members.end()})) throw std::invalid_argument("duplicate members");
  }
}

Json JsonOfValue(AttributeValueView value) {
  const std::string type(NameOf(value.type()));
  Json content;
  if (IsScalarText(value.type())) {
    content = std::string(value.text());
  } else if (value.type() == AttributeType::kNull) {
    content = true;
  } else if (type == "BOOL") {
    content = value.is_true();
  } else if (type == "L") {
    content = Json::array();
    for (const AttributeValueView element : value.elements()) content.push_back(JsonOfValue(element));
  } else if (type == "M") {
    content = Json::object();
    for (const AttributeView attribute : value.attributes()) {
      content[std::string(attribute.name)] = JsonOfValue(attribute.value);
    }
  } else {
    content = Json::array();
    for (const std::string_view member : value.members()) content.push_back(std::string(member));
  }
  return Json::object({{type, content}});
}

struct KeyPart {
  std::string name;
  std::string type;
};

std::vector<KeyPart> PartsOf(std::string_view keys) {
  std::vector<KeyPart> parts;
  while (!keys.empty()) {
    const std::size_t comma = keys.find(',');
    const std::string_view part = keys.substr(0, comma);
    const std::size_t colon = part.find(':');
    parts.push_back({std::string(part.substr(0, colon)), std::string(part.substr(colon + 1))});
    keys = comma == std::string_view::npos ? std::string_view() : keys.substr(comma + 1);
  }
  return parts;
}

std::vector<KeySchemaElementInput> AddKeys(CreateTableInput& input, std::string_view keys) {
  std::vector<KeySchemaElementInput> schema;
  for (const KeyPart& part : PartsOf(keys)) {
    schema.push_back({part.name, schema.empty() ? "HASH" : "RANGE"});
    bool defined = false;
    for (const auto& definition : input.attribute_definitions)
      defined = defined || definition.attribute_name == part.name;
    if (!defined) input.attribute_definitions.push_back({part.name, part.type});
  }
  return schema;
}

}  // namespace

Item ItemOf(std::string_view json) {
  const Json document = Json::parse(json);
  ItemBuilder builder;
  for (const auto& [name, value] : document.items()) {
    builder.Name(name);
    AddValue(builder, value);
  }
  return builder.TakeItem();
}

std::string JsonOf(ItemView item) {
  Json document = Json::object();
  for (const AttributeView attribute : item.attributes()) {
    document[std::string(attribute.name)] = JsonOfValue(attribute.value);
  }
  return document.dump();
}

ExpressionAttributesInput AttributesOf(std::string_view names, std::string_view values) {
  ExpressionAttributesInput input;
  if (!names.empty()) {
    input.names.emplace();
    const Json document = Json::parse(names);
    for (const auto& [placeholder, name] : document.items()) {
      input.names->push_back({placeholder, name.get<std::string>()});
    }
  }
  if (!values.empty()) {
    input.values.emplace();
    const Json document = Json::parse(values);
    for (const auto& [placeholder, value] : document.items()) {
      ItemBuilder builder;
      AddValue(builder, value);
      input.values->push_back({placeholder, builder.TakeValue()});
    }
  }
  return input;
}

CreateTableInput TableOf(std::string_view table_name, std::string_view keys) {
  CreateTableInput input;
  input.table_name = table_name;
  input.key_schema = AddKeys(input, keys);
  input.billing_mode = "PAY_PER_REQUEST";
  return input;
}

void AddGlobalIndex(CreateTableInput& input, std::string_view index_name, std::string_view keys,
                    std::string_view projection) {
  GlobalSecondaryIndexInput index;
  index.index_name = index_name;
  index.key_schema = AddKeys(input, keys);
  index.projection.projection_type = std::string(projection);
  if (!input.global_secondary_indexes) input.global_secondary_indexes.emplace();
  input.global_secondary_indexes->push_back(std::move(index));
}

void AddLocalIndex(CreateTableInput& input, std::string_view index_name, std::string_view keys,
                   std::string_view projection) {
  LocalSecondaryIndexInput index;
  index.index_name = index_name;
  index.key_schema = AddKeys(input, keys);
  index.projection.projection_type = std::string(projection);
  if (!input.local_secondary_indexes) input.local_secondary_indexes.emplace();
  input.local_secondary_indexes->push_back(std::move(index));
}

OperationTest::OperationTest() {
  DatabaseOptions options;
  options.in_memory = true;
  auto database = Database::Open(options, clock_, log_);
  if (!database) throw std::runtime_error(database.error().cause());
  database_ = std::move(*database);
}

void OperationTest::Create(const CreateTableInput& input) {
  const auto created = CreateTable(*database_, context_, input);
  ASSERT_TRUE(created) << created.error().classic();
}

void OperationTest::Put(std::string_view table_name, std::string_view item_json) {
  PutItemInput input;
  input.table_name = table_name;
  input.item = InputOf(item_json);
  const auto put = PutItem(*database_, context_, input);
  ASSERT_TRUE(put) << put.error().classic();
}

std::string OperationTest::Get(std::string_view table_name, std::string_view key_json) {
  GetItemInput input;
  input.table_name = table_name;
  input.key = InputOf(key_json);
  input.consistent_read = true;
  const auto output = GetItem(*database_, context_, input);
  if (!output) return output.error().classic();
  return output->item ? JsonOf(*output->item) : std::string();
}

}  // namespace tablerock

#include "case_table.h"

#include <gtest/gtest.h>

#include <cctype>
#include <fstream>
#include <set>
#include <vector>

#include "json/base64.h"
#include "model/item_builder.h"
#include "model/number.h"

namespace tablerock {
namespace {

using Json = nlohmann::json;

std::string Decoded(const Json& base64) {
  std::string bytes;
  EXPECT_TRUE(AppendDecodedBase64(bytes, base64.get<std::string>()));
  return bytes;
}

std::string Encoded(std::string_view bytes) {
  std::string base64;
  AppendBase64(base64, bytes);
  return base64;
}

std::string CanonicalNumber(const Json& text) { return Number::Parse(text.get<std::string>()).value().text(); }

void WriteSet(ItemBuilder& builder, AttributeType type, const Json& members, std::string (*read)(const Json&)) {
  std::vector<std::string> texts;
  for (const Json& member : members) texts.push_back(read(member));
  EXPECT_TRUE(builder.Set(type, std::vector<std::string_view>(texts.begin(), texts.end())));
}

void WriteValue(ItemBuilder& builder, const Json& json) {
  const std::string& type = json.begin().key();
  const Json& value = json.begin().value();
  if (type == "S") {
    builder.String(value.get<std::string>());
  } else if (type == "N") {
    builder.Number(CanonicalNumber(value));
  } else if (type == "B") {
    builder.Binary(Decoded(value));
  } else if (type == "BOOL") {
    builder.Bool(value.get<bool>());
  } else if (type == "NULL") {
    builder.Null();
  } else if (type == "L") {
    builder.BeginList();
    for (const Json& element : value) WriteValue(builder, element);
    builder.EndList();
  } else if (type == "M") {
    builder.BeginMap();
    for (const auto& [name, inner] : value.items()) {
      builder.Name(name);
      WriteValue(builder, inner);
    }
    builder.EndMap();
  } else if (type == "SS") {
    WriteSet(builder, AttributeType::kStringSet, value, [](const Json& m) { return m.get<std::string>(); });
  } else if (type == "NS") {
    WriteSet(builder, AttributeType::kNumberSet, value, CanonicalNumber);
  } else {
    WriteSet(builder, AttributeType::kBinarySet, value, Decoded);
  }
}

// The placeholders in `text` that begin with `sigil`.
std::set<std::string> PlaceholdersIn(std::string_view text, char sigil) {
  std::set<std::string> found;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != sigil) continue;
    std::size_t end = i + 1;
    while (end < text.size() && (std::isalnum(static_cast<unsigned char>(text[end])) || text[end] == '_')) ++end;
    found.emplace(text.substr(i, end - i));
  }
  return found;
}

OwnedPlaceholders PlaceholdersOf(const Json& table, std::string_view text) {
  OwnedPlaceholders placeholders;
  const auto names = PlaceholdersIn(text, '#');
  for (const auto& [name, attribute] : table.at("names").items()) {
    if (!names.contains(name)) continue;
    if (!placeholders.names) placeholders.names.emplace();
    placeholders.names->push_back({name, attribute.get<std::string>()});
  }
  const auto values = PlaceholdersIn(text, ':');
  for (const auto& [name, value] : table.at("values").items()) {
    if (!values.contains(name)) continue;
    if (!placeholders.values) placeholders.values.emplace();
    placeholders.values->push_back({name, ValueFromJson(value)});
  }
  return placeholders;
}

}  // namespace

AttributeValue ValueFromJson(const Json& json) {
  ItemBuilder builder;
  WriteValue(builder, json);
  return builder.TakeValue();
}

Item ItemFromJson(const Json& json) {
  ItemBuilder builder;
  for (const auto& [name, value] : json.items()) {
    builder.Name(name);
    WriteValue(builder, value);
  }
  return builder.TakeItem();
}

Json JsonOf(AttributeValueView value) {
  const std::string type(NameOf(value.type()));
  Json inner;
  switch (value.type()) {
    case AttributeType::kString:
    case AttributeType::kNumber:
      inner = std::string(value.text());
      break;
    case AttributeType::kBinary:
      inner = Encoded(value.text());
      break;
    case AttributeType::kFalse:
    case AttributeType::kTrue:
      inner = value.is_true();
      break;
    case AttributeType::kNull:
      inner = true;
      break;
    case AttributeType::kList:
      inner = Json::array();
      for (const AttributeValueView element : value.elements()) inner.push_back(JsonOf(element));
      break;
    case AttributeType::kMap:
      inner = Json::object();
      for (const AttributeView a : value.attributes()) inner[std::string(a.name)] = JsonOf(a.value);
      break;
    default:
      inner = Json::array();
      for (const std::string_view member : value.members()) {
        inner.push_back(value.type() == AttributeType::kBinarySet ? Encoded(member) : std::string(member));
      }
  }
  return {{type, inner}};
}

Json JsonOf(ItemView item) {
  Json json = Json::object();
  if (item.empty()) return json;
  for (const AttributeView attribute : item.attributes()) json[std::string(attribute.name)] = JsonOf(attribute.value);
  return json;
}

void ForEachCase(std::string_view file, const std::function<void(const ExpressionCase&)>& check) {
  const std::string path = std::string(TABLEROCK_TEST_DATA) + "/expressions/" + std::string(file);
  std::ifstream stream(path);
  ASSERT_TRUE(stream) << path;
  const Json table = Json::parse(stream);
  std::size_t count = 0;
  for (const Json& group : table.at("groups")) {
    for (const Json& row : group.at("cases")) {
      const std::string text = row.at("text").get<std::string>();
      SCOPED_TRACE(group.at("description").get<std::string>() + ": " + text);
      check({text, row, table, PlaceholdersOf(table, text)});
      ++count;
    }
  }
  EXPECT_GT(count, 0U) << path;
}

void ExpectError(const ExpressionCase& expected, const ApiError& error) {
  if (!expected.row.contains("error")) {
    ADD_FAILURE() << "unexpected: " << error.classic();
    return;
  }
  EXPECT_EQ(expected.row.at("error").get<std::string>(), error.classic());
  EXPECT_EQ(ErrorType::kValidation, error.type());
}

}  // namespace tablerock

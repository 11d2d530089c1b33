#include <array>

#include "mutation/request_generator.h"

namespace tablerock {
namespace {

constexpr std::array<const char*, 9> kAttributes{"g", "r", "n", "v", "m", "l", "ss", "ns", "t"};
constexpr std::array<const char*, 6> kComparators{"=", "<>", "<", "<=", ">", ">="};
constexpr std::array<const char*, 6> kTexts{"", "a", "g0", "b c", "\xC3\xA9", "\xF0\x9F\x98\x80 \" \\"};
constexpr std::array<const char*, 8> kNumbers{"0",     "1", "-7", "1.50", "1E3", "123456789012345678901234567890",
                                              "0.001", "42"};
constexpr std::array<const char*, 6> kDatatypes{"S", "N", "M", "L", "SS", "BOOL"};

}  // namespace

std::string RequestGenerator::Placeholders::Name(const std::string& attribute) {
  std::string placeholder = "#n" + std::to_string(names.size());
  names[placeholder] = attribute;
  return placeholder;
}

std::string RequestGenerator::Placeholders::Value(const Json& value) {
  std::string placeholder = ":v" + std::to_string(values.size());
  values[placeholder] = value;
  return placeholder;
}

void RequestGenerator::Placeholders::AddTo(Json& body) const {
  if (!names.empty()) body["ExpressionAttributeNames"] = names;
  if (!values.empty()) body["ExpressionAttributeValues"] = values;
}

Json RequestGenerator::RandomText() { return {{"S", random_.OneOf(kTexts)}}; }
Json RequestGenerator::RandomNumber() { return {{"N", random_.OneOf(kNumbers)}}; }

Json RequestGenerator::RandomValue(int levels) {
  switch (random_.Pick(levels > 0 ? 10 : 6)) {
    case 0:
    case 1:
      return RandomText();
    case 2:
      return RandomNumber();
    case 3:
      return {{"B", random_.Chance(50) ? "AAEC" : "/w=="}};
    case 4:
      return {{"BOOL", random_.Chance(50)}};
    case 5:
      return {{"NULL", true}};
    case 6: {
      Json elements = Json::array();
      for (std::size_t i = random_.Pick(3); i > 0; --i) elements.push_back(RandomValue(levels - 1));
      return {{"L", elements}};
    }
    case 7: {
      Json members = Json::object();
      for (std::size_t i = random_.Pick(3); i > 0; --i) members[random_.OneOf(kAttributes)] = RandomValue(levels - 1);
      return {{"M", members}};
    }
    case 8:
      return random_.Chance(50) ? Json{{"SS", {"b", "a"}}} : Json{{"BS", {"AQ==", "AA=="}}};
    default:
      return {{"NS", {"10", "9.5", "-1"}}};
  }
}

// Few, so that requests meet each other's items.
Json RequestGenerator::KeyValue(const std::string& type) {
  const std::size_t choice = random_.Pick(5);
  if (type == "N") return {{"N", std::to_string(static_cast<int>(choice) - 2)}};
  if (type == "B") return {{"B", std::array{"AA==", "AAEC", "/w==", "AQI=", "/////w=="}[choice]}};
  return {{"S", std::array{"a", "b", "g0", "g1", "\xC3\xA9"}[choice]}};
}

Json RequestGenerator::RandomKey(const WatchedTable& table) {
  if (!table.items.empty() && random_.Chance(60)) {
    auto item = table.items.begin();
    std::advance(item, static_cast<std::ptrdiff_t>(random_.Pick(table.items.size())));
    return table.KeyOf(item->second);
  }
  Json key = Json::object();
  for (const std::string& name : table.KeyAttributes()) key[name] = KeyValue(table.TypeOf(name));
  return key;
}

Json RequestGenerator::RandomItem(const WatchedTable& table) {
  Json item = RandomKey(table);
  for (const char* name : kAttributes) {
    if (item.contains(name) || random_.Chance(55)) continue;
    std::string type = table.TypeOf(name);
    if (type.empty() && (std::string_view(name) == "r" || std::string_view(name) == "n")) type = "N";
    item[name] = type.empty() ? RandomValue() : KeyValue(type);
  }
  return item;
}

std::string RequestGenerator::RandomPath(Placeholders& placeholders) {
  std::string path = random_.OneOf(kAttributes);
  if (random_.Chance(30)) path = placeholders.Name(path);
  if (random_.Chance(15)) path += ".g";
  if (random_.Chance(15)) path += "[0]";
  return path;
}

std::string RequestGenerator::RandomCondition(Placeholders& placeholders, int levels) {
  const auto path = [&] { return RandomPath(placeholders); };
  const auto value = [&](const Json& of) { return placeholders.Value(of); };
  switch (random_.Pick(levels > 0 ? 12 : 9)) {
    case 0:
      return "attribute_exists(" + path() + ")";
    case 1:
      return "attribute_not_exists(" + path() + ")";
    case 2:
      return "attribute_type(" + path() + ", " + value({{"S", random_.OneOf(kDatatypes)}}) + ")";
    case 3:
      return "begins_with(" + path() + ", " + value(RandomText()) + ")";
    case 4:
      return "contains(" + path() + ", " + value(RandomValue(0)) + ")";
    case 5:
      return "size(" + path() + ") " + random_.OneOf(kComparators) + " " + value(RandomNumber());
    case 6:
      return path() + " BETWEEN " + value({{"N", "-1"}}) + " AND " + value({{"N", "50"}});
    case 7:
      return path() + " IN (" + value(RandomValue(0)) + ", " + value(RandomNumber()) + ")";
    case 8:
      return path() + " " + random_.OneOf(kComparators) + " " + value(RandomValue(1));
    case 9:
      return "NOT " + RandomCondition(placeholders, levels - 1);
    case 10:
      return "(" + RandomCondition(placeholders, levels - 1) + " OR " + RandomCondition(placeholders, levels - 1) + ")";
    default:
      return RandomCondition(placeholders, levels - 1) + " AND " + RandomCondition(placeholders, levels - 1);
  }
}

std::string RequestGenerator::RandomUpdate(Placeholders& placeholders) {
  const auto value = [&](const Json& of) { return placeholders.Value(of); };
  switch (random_.Pick(13)) {
    case 0:
      return "SET l = list_append(if_not_exists(l, " + value({{"L", Json::array()}}) + "), " +
             value({{"L", Json::array({RandomValue(1)})}}) + ")";
    case 1:
      return "SET " + placeholders.Name("n") + " = if_not_exists(n, " + value({{"N", "7"}}) + ") - " +
             value(RandomNumber());
    case 2:
      return "REMOVE " + placeholders.Name("v") + ", l[0], m.g";
    case 3:
      return "ADD ss " + value({{"SS", {"c", "a"}}}) + ", r " + value(RandomNumber());
    case 4:
      return "DELETE ss " + value({{"SS", {"a"}}}) + " SET t = " + value(RandomValue());
    case 5:
      return "SET m.g = " + value(RandomValue()) + ", l[1] = " + value(RandomValue(1));
    case 6:
      return "SET v = t, t = v";
    case 7:
      return "SET g = " + value(KeyValue("S")) + " REMOVE r";
    default:
      return "SET m = " + value({{"M", {{"g", RandomValue(1)}}}});
  }
}

std::string RequestGenerator::RandomProjection(Placeholders& placeholders) {
  std::string projection = placeholders.Name("v");
  if (random_.Chance(60)) projection += ", l[0]";
  if (random_.Chance(40)) projection += ", m.g, m.r";
  if (random_.Chance(40)) projection += ", g";
  return projection;
}

// Of Expected, or of a filter.
Json RequestGenerator::LegacyConditions(bool expected) {
  Json conditions = Json::object();
  for (std::size_t i = 1 + random_.Pick(2); i > 0; --i) {
    Json& condition = conditions[random_.OneOf(kAttributes)];
    switch (random_.Pick(expected ? 7 : 5)) {
      case 0:
        condition = {{"ComparisonOperator", random_.Chance(50) ? "NULL" : "NOT_NULL"}};
        break;
      case 1:
        condition = {{"ComparisonOperator", "BETWEEN"}, {"AttributeValueList", {{{"N", "-5"}}, {{"N", "50"}}}}};
        break;
      case 2:
        condition = {{"ComparisonOperator", "IN"}, {"AttributeValueList", {KeyValue("S"), RandomText()}}};
        break;
      case 3:
        condition = {{"ComparisonOperator", std::array{"CONTAINS", "NOT_CONTAINS", "BEGINS_WITH"}[random_.Pick(3)]},
                     {"AttributeValueList", Json::array({RandomText()})}};
        break;
      case 4:
        condition = {{"ComparisonOperator", std::array{"EQ", "NE", "LE", "LT", "GE", "GT"}[random_.Pick(6)]},
                     {"AttributeValueList", Json::array({RandomNumber()})}};
        break;
      case 5:
        condition = {{"Exists", false}};
        break;
      default:
        condition = {{"Value", RandomValue(1)}};
    }
  }
  return conditions;
}

}  // namespace tablerock

#include <array>
#include <set>

#include "mutation/request_generator.h"

namespace tablerock {

// As a literal of PartiQL, or as a parameter.
std::string RequestGenerator::StatementValue(const Json& value, Json& parameters) {
  const std::string& type = value.begin().key();
  const Json& content = value.begin().value();
  if (random_.Chance(60)) {
    if (type == "N") return content;
    if (type == "BOOL") return content.get<bool>() ? "true" : "FALSE";
    if (type == "NULL") return "null";
    if (type == "S") {
      std::string text = "'";
      for (const char c : content.get<std::string>()) text += c == '\'' ? "''" : std::string(1, c);
      return text + "'";
    }
  }
  parameters.push_back(value);
  return "?";
}

std::string RequestGenerator::KeyEquals(const WatchedTable& table, const Json& key, Json& parameters) {
  std::string condition;
  for (const std::string& name : table.KeyAttributes()) {
    if (!condition.empty()) condition += " AND ";
    condition += "\"";
    condition += name;
    condition += "\" = " + StatementValue(key.at(name), parameters);
  }
  return condition;
}

Json RequestGenerator::Statement(const WatchedTable& table, bool writes) {
  Json parameters = Json::array();
  const std::string name = "\"" + table.description.at("TableName").get<std::string>() + "\"";
  std::string text;
  const Json key = RandomKey(table);
  switch (writes ? random_.Pick(3) : 3) {
    case 0: {
      text = "INSERT INTO " + name + " VALUE {";
      const Json item = RandomItem(table);
      for (const auto& [attribute, value] : item.items()) {
        if (!text.ends_with('{')) text += ", ";
        text += "'";
        text += attribute;
        text += "': " + StatementValue(value, parameters);
      }
      text += "}";
      break;
    }
    case 1:
      text = "UPDATE " + name + " SET t = " + StatementValue(RandomValue(1), parameters);
      if (random_.Chance(40)) text += " SET l = list_append(l, [1, 'x'])";
      if (random_.Chance(40)) text += " REMOVE v";
      text += " WHERE " + KeyEquals(table, key, parameters);
      if (random_.Chance(30)) text += " AND attribute_type(v, 'S')";
      if (random_.Chance(30)) text += " RETURNING ALL NEW *";
      break;
    case 2:
      text = "DELETE FROM " + name + " WHERE " + KeyEquals(table, key, parameters);
      if (random_.Chance(30)) text += " AND NOT contains(v, 'a')";
      if (random_.Chance(30)) text += " RETURNING ALL OLD *";
      break;
    default:
      text = std::string("SELECT ") + std::array{"*", "v, t", "\"g\", m.g, l[0]"}[random_.Pick(3)] + " FROM " + name;
      if (random_.Chance(70)) text += " WHERE " + KeyEquals(table, key, parameters);
      if (text.find("WHERE") != std::string::npos && random_.Chance(40)) {
        text += std::string(" AND (v IS MISSING OR begins_with(v, 'a') OR t IN [1, 'x'] OR size(v) BETWEEN 1 AND ") +
                StatementValue(RandomNumber(), parameters) + ")";
      }
  }
  Json statement = {{"Statement", text}};
  if (!parameters.empty()) statement["Parameters"] = parameters;
  return statement;
}

GeneratedRequest RequestGenerator::ExecuteStatement() {
  const WatchedTable& table = PickTable();
  const bool writes = table.items.size() < 60 && random_.Chance(60);
  GeneratedRequest request{"ExecuteStatement", Statement(table, writes), false, false, {}};
  if (!writes && random_.Chance(30)) request.body["Limit"] = 1 + random_.Pick(5);
  if (random_.Chance(20)) request.body["ReturnConsumedCapacity"] = "INDEXES";
  return request;
}

GeneratedRequest RequestGenerator::BatchExecuteStatement() {
  GeneratedRequest request{"BatchExecuteStatement", {{"Statements", Json::array()}}, false, false, {}};
  const WatchedTable& table = PickTable();
  const bool writes = random_.Chance(50);
  for (std::size_t i = 1 + random_.Pick(3); i > 0; --i) request.body["Statements"].push_back(Statement(table, writes));
  return request;
}

GeneratedRequest RequestGenerator::ExecuteTransaction() {
  GeneratedRequest request{"ExecuteTransaction", {{"TransactStatements", Json::array()}}, false, false, {}};
  const WatchedTable& table = PickTable();
  const bool writes = random_.Chance(60);
  for (std::size_t i = 1 + random_.Pick(2); i > 0; --i) {
    Json statement = Statement(table, writes);
    const std::string text = statement.at("Statement");
    statement["Statement"] = text.substr(0, text.find(" RETURNING"));
    request.body["TransactStatements"].push_back(statement);
  }
  if (random_.Chance(20)) request.body["ClientRequestToken"] = "statement-" + std::to_string(random_.Pick(100));
  return request;
}

}  // namespace tablerock

#include "mutation/effect_check.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <utility>

#include "mutation/request_values.h"

namespace tablerock {
namespace {

std::string OperationOf(const WireCall& call) {
  const std::size_t point = call.target.find('.');
  return point == std::string::npos ? "" : call.target.substr(point + 1);
}

// An ARN names its table behind "table/".
std::string NameIn(const Json& table_name) {
  if (!table_name.is_string()) return {};
  const std::string text = table_name;
  const std::size_t at = text.find(":table/");
  return at == std::string::npos ? text : text.substr(at + 7, text.find('/', at + 7) - at - 7);
}

void AddWords(const std::string& text, std::set<std::string>& words) {
  std::string word;
  for (const char c : text + " ") {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_') {
      word += c;
    } else if (!word.empty()) {
      words.insert(std::exchange(word, {}));
    }
  }
}

// Where an update names the attributes that it changes: its expression, the names' placeholders, the old parameter.
std::set<std::string> UpdateWords(const Json& member) {
  std::set<std::string> words;
  if (member.contains("UpdateExpression") && member.at("UpdateExpression").is_string()) {
    AddWords(member.at("UpdateExpression"), words);
  }
  const Json names = member.value("ExpressionAttributeNames", Json::object());
  for (const auto& [placeholder, name] : names.items()) {
    if (name.is_string()) words.insert(name.get<std::string>());
  }
  if (member.contains("AttributeUpdates")) {
    for (const auto& [name, update] : member.at("AttributeUpdates").items()) words.insert(name);
  }
  return words;
}

std::string Shown(const ItemDifference& difference) {
  return difference.table.name + ": " + difference.before.dump(-1, ' ', true) + " became " +
         difference.after.dump(-1, ' ', true);
}

const Json& Either(const ItemDifference& difference) {
  return difference.after.is_null() ? difference.before : difference.after;
}

}  // namespace

bool IsPlainJson(const std::string& text, Json& out) {
  std::vector<std::set<std::string>> names;
  bool repeated = false;
  const auto see = [&](int, Json::parse_event_t event, Json& parsed) {
    if (event == Json::parse_event_t::object_start) names.emplace_back();
    if (event == Json::parse_event_t::object_end) names.pop_back();
    if (event == Json::parse_event_t::key) repeated |= !names.back().insert(parsed.get<std::string>()).second;
    return true;
  };
  out = Json::parse(text, see, false);
  return !out.is_discarded() && !repeated;
}

std::string NamespaceOf(const WireCall& call) {
  if (!call.path.starts_with("/ns/")) return {};
  const std::string name = call.path.substr(4);
  return name.ends_with('/') ? name.substr(0, name.size() - 1) : name;
}

void EffectCheck::AddWrite(const std::string& kind, const Json& table_name, const Json& member,
                           const std::string& namespace_name, std::vector<Named>& named) const {
  if (kind == "ConditionCheck" || !member.is_object()) return;
  Named write;
  write.table = {namespace_name, NameIn(table_name)};
  const WatchedTable* table = tables_.Find(write.table);
  const bool puts = kind == "Put";
  const auto stored = StoredItem(member.value(puts ? "Item" : "Key", Json()));
  if (stored && table != nullptr) {
    write.key = table->KeyOf(*stored);
    write.known = kind != "Update";
    if (puts) write.after = *stored;
  }
  if (kind == "Update") write.words = UpdateWords(member);
  named.push_back(std::move(write));
}

std::vector<EffectCheck::Named> EffectCheck::NamedBy(const std::string& operation, const Json& body,
                                                     const std::string& namespace_name) const {
  std::vector<Named> named;
  const Json table = body.value("TableName", Json());
  if (operation == "PutItem") AddWrite("Put", table, body, namespace_name, named);
  if (operation == "UpdateItem") AddWrite("Update", table, body, namespace_name, named);
  if (operation == "DeleteItem") AddWrite("Delete", table, body, namespace_name, named);
  if (operation == "BatchWriteItem") {
    for (const auto& [name, writes] : body.at("RequestItems").items()) {
      for (const Json& write : writes) {
        for (const auto& [kind, member] : write.items()) {
          if (kind == "PutRequest") AddWrite("Put", name, member, namespace_name, named);
          if (kind == "DeleteRequest") AddWrite("Delete", name, member, namespace_name, named);
        }
      }
    }
  }
  if (operation == "TransactWriteItems") {
    for (const Json& write : body.at("TransactItems")) {
      for (const auto& [kind, member] : write.items()) {
        if (!member.is_object()) continue;
        AddWrite(kind, member.value("TableName", Json()), member, namespace_name, named);
      }
    }
  }
  return named;
}

std::string EffectCheck::CheckNamed(const std::vector<Named>& named,
                                    const std::vector<ItemDifference>& differences) const {
  for (const ItemDifference& difference : differences) {
    const WatchedTable* table = tables_.Find(difference.table);
    const Json key = table->KeyOf(Either(difference));
    const auto names = [&](const Named& each, bool plainly) {
      return each.table == difference.table && (plainly ? each.key == key : !each.key);
    };
    const auto by = std::find_if(named.begin(), named.end(), [&](const Named& each) { return names(each, true); });
    if (by == named.end()) {
      if (std::any_of(named.begin(), named.end(), [&](const Named& each) { return names(each, false); })) continue;
      return "an item changed that the request does not name: " + Shown(difference);
    }
    if (by->words.empty() || difference.after.is_null()) continue;
    for (const Json& side : {difference.before, difference.after}) {
      for (const auto& [name, value] : side.items()) {
        if (key.contains(name) || by->words.contains(name)) continue;
        const bool same = difference.before.is_object() &&
                          difference.before.value(name, Json()) == difference.after.value(name, Json());
        if (!same) {
          return "an attribute changed that the update does not name, " + name + ": " + Shown(difference);
        }
      }
    }
  }
  for (const Named& each : named) {
    const WatchedTable* table = tables_.Find(each.table);
    if (!each.known || table == nullptr) continue;
    const Json* found = table->Find(*each.key);
    if ((found != nullptr ? *found : Json()) != each.after) {
      return "there is " + (found != nullptr ? found->dump(-1, ' ', true) : "no item") + " and not " +
             each.after.dump(-1, ' ', true);
    }
  }
  return {};
}

std::string EffectCheck::CheckUpdateReply(const Json& body, const WireReply& reply, const Named& update,
                                          const std::vector<ItemDifference>& differences) const {
  const Json shown = WithSortedSets(Json::parse(reply.body).value("Attributes", Json()));
  const Json wanted = body.value("ReturnValues", Json());
  const WatchedTable* table = tables_.Find(update.table);
  if (table == nullptr || !update.key || shown.is_null()) return {};
  const Json* after = table->Find(*update.key);
  if (wanted == "ALL_NEW" && (after == nullptr || *after != shown)) return "ALL_NEW shows another item than is stored";
  if (wanted != "ALL_OLD") return {};
  if (differences.empty() ? after == nullptr || *after != shown : differences.front().before != shown) {
    return "ALL_OLD shows another item than was stored";
  }
  return {};
}

// A transaction that only reads, or that fails, leaves no token behind; so what shows that it left one is a change.
EffectCheck::TokenUse EffectCheck::UseOfToken(const Json& body, const std::string& namespace_name, bool changes) {
  const Json token = body.value("ClientRequestToken", Json());
  if (!token.is_string()) return TokenUse::kFirst;
  const std::pair<std::string, std::string> name{namespace_name, token.get<std::string>()};
  if (changed_tokens_.contains(name)) return TokenUse::kReplay;
  if (changes) changed_tokens_.insert(name);
  return tokens_.insert(name).second ? TokenUse::kFirst : TokenUse::kPerhapsReplay;
}

std::string EffectCheck::Check(const WireCall& call, const WireReply& reply,
                               const std::vector<ItemDifference>& differences) {
  const std::string operation = OperationOf(call);
  Json body;
  if (!IsPlainJson(call.body, body)) return {};  // said twice: the service takes one, and both are right here
  if (operation == "BatchExecuteStatement" || operation == "ExecuteTransaction" || operation == "ExecuteStatement") {
    if (operation == "ExecuteTransaction" && !differences.empty() &&
        UseOfToken(body, NamespaceOf(call), true) == TokenUse::kReplay) {
      return "a replay changed items";
    }
    const char* list = operation == "BatchExecuteStatement" ? "Statements" : "TransactStatements";
    const std::size_t statements = operation == "ExecuteStatement" ? 1 : body.at(list).size();
    for (const ItemDifference& difference : differences) {
      const std::string text = call.body;
      if (text.find(difference.table.name) == std::string::npos)
        return "a table changed that no statement names: " + Shown(difference);
    }
    return differences.size() > statements ? "more items changed than there are statements" : "";
  }
  const std::vector<Named> named = NamedBy(operation, body, NamespaceOf(call));
  if (operation == "TransactWriteItems") {
    const TokenUse use = UseOfToken(body, NamespaceOf(call), !differences.empty());
    if (use == TokenUse::kReplay) return differences.empty() ? "" : "a replay changed items";
    if (use == TokenUse::kPerhapsReplay && differences.empty()) return {};
  }
  std::string problem = CheckNamed(named, differences);
  if (problem.empty() && operation == "UpdateItem") problem = CheckUpdateReply(body, reply, named.front(), differences);
  return problem;
}

}  // namespace tablerock

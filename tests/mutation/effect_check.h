// EffectCheck: what an accepted request may have done to items, by what the request says. A put and a delete are known
// whole; an update and a statement by their confines: the items that they name, the attributes that they name, the
// attributes that they say they made.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "mutation/watched_tables.h"

namespace tablerock {

class EffectCheck {
 public:
  // `tables` are read after the request.
  explicit EffectCheck(const WatchedTables& tables) : tables_(tables) {}

  // What is wrong, in words; empty: nothing.
  std::string Check(const WireCall& call, const WireReply& reply, const std::vector<ItemDifference>& differences);

 private:
  // What a request says of one item.
  struct Named {
    TableName table;
    std::optional<Json> key;      // nothing: not plain in the request
    bool known = false;           // `after` is what must be there
    Json after;                   // null: no item
    std::set<std::string> words;  // of an update: where the attributes are named that may change
  };

  std::string CheckNamed(const std::vector<Named>& named, const std::vector<ItemDifference>& differences) const;
  std::string CheckUpdateReply(const Json& body, const WireReply& reply, const Named& update,
                               const std::vector<ItemDifference>& differences) const;
  std::vector<Named> NamedBy(const std::string& operation, const Json& body, const std::string& namespace_name) const;
  void AddWrite(const std::string& kind, const Json& table, const Json& member, const std::string& namespace_name,
                std::vector<Named>& named) const;
  enum class TokenUse { kFirst, kPerhapsReplay, kReplay };
  TokenUse UseOfToken(const Json& body, const std::string& namespace_name, bool changes);

  const WatchedTables& tables_;
  // Namespace and token of accepted transactions, and of those that changed items.
  std::set<std::pair<std::string, std::string>> tokens_;
  std::set<std::pair<std::string, std::string>> changed_tokens_;
};

// True if no object of the text has a member twice, and nlohmann_json reads it.
bool IsPlainJson(const std::string& text, Json& out);

// Of the request's path.
std::string NamespaceOf(const WireCall& call);

}  // namespace tablerock

// Reference: the plain model that the randomized test compares with: one table as a map of JSON items, and what its
// indexes and its change log must show. Shares no code with what it checks.
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace tablerock {

using Json = nlohmann::json;  // objects sorted by name, as the compared texts are

struct ReferenceIndex {
  std::string name;
  std::string partition_key;          // attribute, type S
  std::string sort_key;               // attribute, type N
  std::string projection = "ALL";     // ALL, KEYS_ONLY or INCLUDE
  std::vector<std::string> included;  // INCLUDE
};

class Reference {
 public:
  using Key = std::pair<std::string, std::int64_t>;  // pk, sk

  static Key KeyOf(const Json& item);

  const Json* Find(const Key& key) const;
  void Put(const Json& item) { items_[KeyOf(item)] = item; }
  void Delete(const Key& key) { items_.erase(key); }
  const std::map<Key, Json>& items() const { return items_; }

  // What the index shows, in no order.
  std::vector<Json> Show(const ReferenceIndex& index) const;
  // What a forward Query of one index partition shows, in order of the sort key; items with one sort key in any order.
  std::vector<Json> Partition(const ReferenceIndex& index, const std::string& partition) const;

  // The second at which the item expires by its attribute "e"; nothing if it never does.
  static std::optional<std::int64_t> ExpirySecondOf(const Json& item);
  // The size that the service charges for the item.
  static std::int64_t SizeOf(const Json& item);

 private:
  std::map<Key, Json> items_;
};

}  // namespace tablerock

// Requests that may name each item once: batches and transactions.
#pragma once

#include <functional>
#include <iterator>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "storage/key_codec.h"

namespace tablerock {

// The bytes of each member's key, `key_of` being where a member has its ItemKey. Views of the members.
template <typename Members, typename KeyOf = std::identity>
std::vector<std::string_view> KeysOf(const Members& members, KeyOf key_of = {}) {
  std::vector<std::string_view> keys;
  keys.reserve(std::size(members));
  for (const auto& member : members) keys.push_back(std::invoke(key_of, member).bytes());
  return keys;
}

// "Provided list of item keys contains duplicates".
ApiError DuplicateKeys();

// Of a batch. Error: DuplicateKeys().
Result<void> CheckNoDuplicateKeys(std::vector<std::string_view> keys);

// Of a transaction. Error: "Transaction request cannot include multiple operations on one item".
Result<void> CheckNoDuplicateItems(std::vector<std::string_view> keys);

}  // namespace tablerock

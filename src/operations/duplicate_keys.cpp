#include "operations/duplicate_keys.h"

#include <algorithm>
#include <utility>

namespace tablerock {
namespace {

bool HasDuplicates(std::vector<std::string_view> keys) {
  std::sort(keys.begin(), keys.end());
  return std::adjacent_find(keys.begin(), keys.end()) != keys.end();
}

}  // namespace

ApiError DuplicateKeys() { return ApiError::Validation("Provided list of item keys contains duplicates"); }

Result<void> CheckNoDuplicateKeys(std::vector<std::string_view> keys) {
  if (HasDuplicates(std::move(keys))) return DuplicateKeys();
  return {};
}

Result<void> CheckNoDuplicateItems(std::vector<std::string_view> keys) {
  if (!HasDuplicates(std::move(keys))) return {};
  return ApiError::Validation("Transaction request cannot include multiple operations on one item");
}

}  // namespace tablerock

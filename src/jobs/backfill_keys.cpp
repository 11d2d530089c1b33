#include "jobs/backfill_keys.h"

#include <utility>

#include "storage/key_bounds.h"

namespace tablerock {

Result<std::vector<std::string>> NextKeys(Store& store, Family family, std::string prefix, std::string_view position) {
  KeyBounds bounds = BoundsOfPrefix(std::move(prefix));
  if (!position.empty()) bounds.StartAfter(position);
  std::vector<std::string> keys;
  const auto cursor = store.NewCursor(family, bounds.lower, bounds.upper);
  for (cursor->SeekToFirst(); cursor->Valid() && keys.size() < kKeysPerStep; cursor->Next()) {
    keys.emplace_back(cursor->key());
  }
  if (keys.size() < kKeysPerStep) TABLEROCK_TRY(cursor->status());
  return keys;
}

}  // namespace tablerock

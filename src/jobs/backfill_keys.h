// What one step of a job that visits every key of a range does: NextKeys, ForEachKey.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/thread_scheduling.h"
#include "storage/store.h"

namespace tablerock {

inline constexpr std::size_t kKeysPerStep = 128;
inline constexpr std::size_t kKeysAtOnce = 16;  // about 100 us

// The next keys with that prefix behind `position` (empty: from the first on), at most kKeysPerStep. Fewer: these are
// the last.
Result<std::vector<std::string>> NextKeys(Store& store, Family family, std::string prefix, std::string_view position);

// Calls `work(key)` for one after the other, up to the first error. In between requests get the processor.
template <typename Work>
Result<void> ForEachKey(const std::vector<std::string>& keys, Work work) {
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (i % kKeysAtOnce == 0) LetOthersRun();
    TABLEROCK_TRY(work(keys[i]));
  }
  return {};
}

}  // namespace tablerock

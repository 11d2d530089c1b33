// NextKeys: what one step of a job that visits every key of a range takes up.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "storage/store.h"

namespace tablerock {

inline constexpr std::size_t kKeysPerStep = 128;

// The next keys with that prefix behind `position` (empty: from the first on), at most kKeysPerStep. Fewer: these are
// the last.
Result<std::vector<std::string>> NextKeys(Store& store, Family family, std::string prefix, std::string_view position);

}  // namespace tablerock

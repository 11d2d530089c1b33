// What clients did to a few items at the same time, and what they were answered. An item is seen as one number, its
// attribute "v", or as kAbsent.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace tablerock {

using ItemValue = std::int64_t;
inline constexpr ItemValue kAbsent = std::numeric_limits<ItemValue>::min();

// What an operation did to one item, or saw of it.
struct ItemAction {
  enum class Effect : std::uint8_t { kNone, kPut, kAdd, kDelete };

  std::size_t item = 0;
  Effect effect = Effect::kNone;
  ItemValue operand = 0;              // that is put or added; adding to an absent item begins at zero
  std::optional<ItemValue> required;  // the condition: the item has this value
  // The answer. One condition that does not hold keeps all actions of the operation from having an effect.
  bool held = true;
  std::optional<ItemValue> before;  // where the answer said it
  std::optional<ItemValue> after;
};

// All its actions happen at one moment between the two times, on a clock that all clients share.
struct RecordedOperation {
  std::size_t client = 0;
  std::int64_t invoked_nanos = 0;
  std::int64_t completed_nanos = 0;
  std::vector<ItemAction> actions;
};

// A client's operations follow one another: each is invoked after the one before was completed, and stands behind it.
using History = std::vector<RecordedOperation>;

}  // namespace tablerock

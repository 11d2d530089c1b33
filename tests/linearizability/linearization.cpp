#include "linearizability/linearization.h"

#include <algorithm>
#include <limits>
#include <unordered_set>
#include <utility>

namespace tablerock {
namespace {

// What has been ordered so far: how many operations of each client, and what they have made of the items.
struct Configuration {
  std::vector<std::uint32_t> done;
  std::vector<ItemValue> values;

  std::string Bytes() const {
    std::string bytes(reinterpret_cast<const char*>(done.data()), done.size() * sizeof done[0]);
    bytes.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof values[0]);
    return bytes;
  }
};

ItemValue ResultOf(const ItemAction& action, ItemValue value) {
  switch (action.effect) {
    case ItemAction::Effect::kPut:
      return action.operand;
    case ItemAction::Effect::kAdd:
      return (value == kAbsent ? 0 : value) + action.operand;
    case ItemAction::Effect::kDelete:
      return kAbsent;
    case ItemAction::Effect::kNone:
      break;
  }
  return value;
}

// False if the operation would have been answered otherwise on these values; else they are what it leaves.
bool Apply(const RecordedOperation& operation, std::vector<ItemValue>& values) {
  bool all_held = true;
  for (const ItemAction& action : operation.actions) {
    const ItemValue value = values[action.item];
    if (action.held != (!action.required || *action.required == value)) return false;
    if (action.before && *action.before != value) return false;
    if (action.after && *action.after != ResultOf(action, value)) return false;
    all_held = all_held && action.held;
  }
  if (!all_held) return true;
  for (const ItemAction& action : operation.actions) {
    values[action.item] = ResultOf(action, values[action.item]);
  }
  return true;
}

std::string TextOf(ItemValue value) { return value == kAbsent ? "absent" : std::to_string(value); }

void Describe(const ItemAction& action, std::string& out) {
  constexpr const char* kEffects[] = {"look", "put", "add", "delete"};
  out.append(" [item ").append(std::to_string(action.item)).append(" ");
  out.append(kEffects[static_cast<std::size_t>(action.effect)]);
  if (action.operand != 0) out.append(" ").append(TextOf(action.operand));
  if (action.required) out.append(" if ").append(TextOf(*action.required));
  if (!action.held) out.append(", refused");
  if (action.before) out.append(", before ").append(TextOf(*action.before));
  if (action.after) out.append(", after ").append(TextOf(*action.after));
  out.append("]");
}

class Search {
 public:
  Search(const History& history, std::size_t item_count) : operations_(history.size()) {
    for (const RecordedOperation& operation : history) {
      if (operation.client >= by_client_.size()) by_client_.resize(operation.client + 1);
      by_client_[operation.client].push_back(&operation);
    }
    longest_.done.resize(by_client_.size());
    longest_.values.resize(item_count, kAbsent);
  }

  Linearization Run(std::size_t visited_max) {
    Visit(longest_);
    while (!waiting_.empty()) {
      Configuration at = std::move(waiting_.back());
      waiting_.pop_back();
      const std::size_t length = LengthOf(at);
      if (length == operations_) return {Verdict::kLinearizable, seen_.size(), {}};
      if (seen_.size() > visited_max) return {Verdict::kUndecided, seen_.size(), Explain()};
      if (length > LengthOf(longest_)) longest_ = at;
      VisitNext(at);
    }
    return {Verdict::kNotLinearizable, seen_.size(), Explain()};
  }

 private:
  static std::size_t LengthOf(const Configuration& at) {
    std::size_t length = 0;
    for (const std::uint32_t done : at.done) length += done;
    return length;
  }

  const RecordedOperation* NextOf(const Configuration& at, std::size_t client) const {
    const auto& all = by_client_[client];
    return at.done[client] < all.size() ? all[at.done[client]] : nullptr;
  }

  // Those that may come next: invoked before any other that is left was completed.
  std::vector<const RecordedOperation*> Candidates(const Configuration& at) const {
    std::int64_t first_completed = std::numeric_limits<std::int64_t>::max();
    for (std::size_t client = 0; client < by_client_.size(); ++client) {
      const RecordedOperation* next = NextOf(at, client);
      if (next != nullptr) first_completed = std::min(first_completed, next->completed_nanos);
    }
    std::vector<const RecordedOperation*> candidates;
    for (std::size_t client = 0; client < by_client_.size(); ++client) {
      const RecordedOperation* next = NextOf(at, client);
      if (next != nullptr && next->invoked_nanos <= first_completed) candidates.push_back(next);
    }
    return candidates;
  }

  void VisitNext(const Configuration& at) {
    for (const RecordedOperation* operation : Candidates(at)) {
      Configuration next = at;
      if (!Apply(*operation, next.values)) continue;
      ++next.done[operation->client];
      Visit(std::move(next));
    }
  }

  void Visit(Configuration at) {
    if (seen_.insert(at.Bytes()).second) waiting_.push_back(std::move(at));
  }

  std::string Explain() const {
    std::string text =
        std::to_string(LengthOf(longest_)) + " of " + std::to_string(operations_) + " operations; values";
    for (const ItemValue value : longest_.values) text.append(" ").append(TextOf(value));
    text.append("; none of these can be next:\n");
    for (const RecordedOperation* operation : Candidates(longest_)) {
      text.append("  client ").append(std::to_string(operation->client)).append(", ");
      text.append(std::to_string(operation->invoked_nanos)).append(" to ");
      text.append(std::to_string(operation->completed_nanos));
      for (const ItemAction& action : operation->actions) Describe(action, text);
      text.append("\n");
    }
    return text;
  }

  const std::size_t operations_;
  std::vector<std::vector<const RecordedOperation*>> by_client_;
  std::unordered_set<std::string> seen_;
  std::vector<Configuration> waiting_;
  Configuration longest_;
};

}  // namespace

Linearization Linearize(const History& history, std::size_t item_count, std::size_t visited_max) {
  return Search(history, item_count).Run(visited_max);
}

}  // namespace tablerock

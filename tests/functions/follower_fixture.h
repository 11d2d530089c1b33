// FollowerTest: a MappingFollower whose function is the test itself, on a steady clock that the test moves.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "changes/change_log_fixture.h"
#include "functions/mapping_follower.h"
#include "json/document.h"

namespace tablerock {

// What the function was called with: the records' sort keys, of a record without one its partition key.
using Batch = std::vector<std::string>;

InvocationOutcome Succeeded(std::string answer = "null");
InvocationOutcome Failed();

class FollowerTest : public ChangeLogTest {
 protected:
  FollowerTest() : ChangeLogTest("pk:S,sk:S", "NEW_AND_OLD_IMAGES"), store_(*database_) {}

  // Puts {"pk": pk, "sk": sk} into table ttt.
  void PutKey(std::string_view pk, std::string_view sk);

  // The mapping of table ttt with these settings beside its own. Also stands for a server that is started again.
  void Follow(const Document& settings = Document::object());
  // The lane's calls up to now, in order; nothing is answered yet.
  std::vector<MappingFollower::Invocation> Step();
  // Steps, answers each call by `function`, and goes on until there is nothing to do before a time that is to come.
  std::vector<Batch> Run(const std::function<InvocationOutcome(const Batch&)>& function = [](const Batch&) {
    return Succeeded();
  });
  void Answer(const MappingFollower::Invocation& invocation, const InvocationOutcome& outcome);
  static Batch BatchOf(const MappingFollower::Invocation& invocation);

  MappingStore store_;
  std::unique_ptr<MappingFollower> follower_;
  SteadyClock::time_point now_ = SteadyClock::now();
  std::optional<SteadyClock::time_point> wake_at_;  // what the last step said
};

}  // namespace tablerock

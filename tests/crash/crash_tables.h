// The tables of the crash test, beside the churning one: one a thread, with global and local indexes, a stream and time
// to live.
#pragma once

#include <string>
#include <vector>

#include "model_test/reference.h"
#include "operations/operation_fixture.h"

namespace tablerock {

// Who acknowledges: threads with a table of their own, then these.
inline constexpr int kThreads = 2;
inline constexpr int kChurnThread = kThreads;
inline constexpr int kReaderThread = kThreads + 1;
inline constexpr int kAcknowledgers = kThreads + 2;

// Of time to live. Its numbers are so long past that nothing is ever deleted: what the tables hold follows from the
// operations alone.
inline constexpr const char* kCrashExpiryAttribute = "n";

inline std::string CrashTableName(int thread) { return "crash-" + std::to_string(thread); }

inline CreateTableInput CrashTable(int thread) {
  CreateTableInput input = TableOf(CrashTableName(thread), "pk:S,sk:N");
  AddGlobalIndex(input, "by-group", "g:S,r:N");
  AddGlobalIndex(input, "by-group-keys", "g:S,n:N", "KEYS_ONLY");
  AddLocalIndex(input, "local-r", "pk:S,r:N");
  input.stream_specification = StreamSpecificationInput{true, "NEW_AND_OLD_IMAGES"};
  return input;
}

// The clock stands still at one time in the process that is killed and in the one that does the same again: random
// items have times of expiry that depend on it.
inline void StopClock(Clock& clock) {
  clock.Freeze();
  clock.Set(1'767'225'600'000);
}

inline std::vector<ReferenceIndex> CrashIndexes() {
  return {{"by-group", "g", "r", "ALL", {}},
          {"by-group-keys", "g", "n", "KEYS_ONLY", {}},
          {"local-r", "pk", "r", "ALL", {}}};
}

}  // namespace tablerock

// MappingRunner: the threads behind all event source mappings. One steps them: it sleeps until a write to a table with
// a stream, a change of a table, an outcome or a deadline wakes it, and there is no thread before there is a mapping.
// The functions are waited for by InvocationWorkers.
#pragma once

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "changes/reader_thread.h"
#include "functions/invocation_workers.h"
#include "functions/mapping_follower.h"

namespace tablerock {

// Followers by UUID, in a lock: whoever looks at one holds it.
class MappingRunner {
 public:
  explicit MappingRunner(Database& database) : database_(database), thread_(database) {}
  ~MappingRunner() { Stop(); }
  MappingRunner(const MappingRunner&) = delete;
  MappingRunner& operator=(const MappingRunner&) = delete;

  void Start(const FunctionSurroundings& surroundings);
  // Ends the calls that are running; what they were called with is delivered again after the next start.
  void Stop();

  // Of its UUID there is none yet, or nothing happens and it says false.
  bool Add(std::unique_ptr<MappingFollower> follower);
  // Ends the calls of that follower and forgets it with its mapping; returns when none of them is running. Error: of
  // the store, and nothing is changed.
  Result<void> Remove(const std::string& uuid);
  // `visit` gets the follower, or nullptr. What it changes takes effect soon after.
  template <typename Visit>
  auto With(const std::string& uuid, Visit visit) {
    const Waking waking(*this);
    const auto found = followers_.find(uuid);
    return visit(found == followers_.end() ? nullptr : found->second.get());
  }
  template <typename Visit>
  void ForEach(Visit visit) {
    const std::lock_guard lock(mutex_);
    for (const auto& [uuid, follower] : followers_) visit(*follower);
  }

 private:
  // Holds the lock and wakes the stepping thread at its end.
  class Waking {
   public:
    explicit Waking(MappingRunner& runner) : runner_(runner), lock_(runner.mutex_) {}
    ~Waking() { runner_.database_.change_signal().Ring(); }
    Waking(const Waking&) = delete;
    Waking& operator=(const Waking&) = delete;

   private:
    MappingRunner& runner_;
    std::lock_guard<std::mutex> lock_;
  };

  WakeTime StepAll();
  void Submit(MappingFollower& follower, MappingFollower::Invocation invocation);
  void Invoke(MappingFollower& follower, const MappingFollower::Invocation& invocation);
  void StartThread();

  Database& database_;
  std::mutex mutex_;  // guards what follows
  std::condition_variable call_ended_;
  std::map<std::string, std::unique_ptr<MappingFollower>> followers_;
  std::optional<FunctionSurroundings> surroundings_;  // once started
  std::unique_ptr<InvocationWorkers> workers_;
  ReaderThread thread_;
};

}  // namespace tablerock

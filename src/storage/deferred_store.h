// DeferredStore: a new store that is made by a thread of its own, while its user gets ready for its first request. What
// was never written to holds nothing, so until it is made it is read without it; who writes to it, or takes a snapshot,
// waits. Only for a store that is new each time, as one in memory is.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <thread>

#include "core/api_error.h"
#include "core/log.h"
#include "core/result.h"
#include "storage/store.h"

namespace tablerock {

class DeferredStore final : public Store {
 public:
  // Called once, on the thread.
  using Make = std::function<Result<std::unique_ptr<Store>>()>;

  // `log` outlives it. Where the store cannot be made, the log says so and every write has that error.
  DeferredStore(Make make, const Log& log);
  DeferredStore(const DeferredStore&) = delete;
  DeferredStore& operator=(const DeferredStore&) = delete;
  ~DeferredStore() override;  // waits until the store is made

  Result<bool> Get(Family family, std::string_view key, PinnedValue& value, const Snapshot* snapshot) override;
  std::unique_ptr<Cursor> NewCursor(Family family, std::string_view lower, std::string_view upper,
                                    const Snapshot* snapshot) override;
  SnapshotHandle TakeSnapshot() override;
  Result<void> Write(WriteBatch&& batch) override;
  bool Tidy() override;
  void CompactRange(Family family, std::string_view begin, std::string_view end) override;

 private:
  void MakeStore(const Make& make, const Log& log);
  // The store once it is made, null before.
  Store* made() const { return made_.load(std::memory_order_acquire); }
  // Waits for it. Null where it could not be made.
  Store* WaitForStore();

  std::atomic<Store*> made_{nullptr};
  std::mutex mutex_;
  std::condition_variable changed_;
  std::unique_ptr<Store> store_;   // this and `error_` are set once, under the mutex
  std::optional<ApiError> error_;  // instead of a store
  std::thread thread_;             // last: it uses the others
};

}  // namespace tablerock

#include "storage/deferred_store.h"

#include <pthread.h>

#include <string>
#include <utility>

namespace tablerock {
namespace {

// Over nothing.
class EmptyCursor final : public Cursor {
 public:
  void SeekToFirst() override {}
  void SeekToLast() override {}
  void Seek(std::string_view /*key*/) override {}
  void SeekForPrev(std::string_view /*key*/) override {}
  bool Valid() const override { return false; }
  void Next() override {}
  void Prev() override {}
  std::string_view key() const override { return {}; }
  std::string_view value() const override { return {}; }
  Result<void> status() const override { return {}; }
};

}  // namespace

DeferredStore::DeferredStore(Make make, const Log& log)
    : thread_([this, make = std::move(make), &log] { MakeStore(make, log); }) {}

DeferredStore::~DeferredStore() { thread_.join(); }

void DeferredStore::MakeStore(const Make& make, const Log& log) {
  ::pthread_setname_np(::pthread_self(), "store");
  auto store = make();
  if (!store) log.Write(LogLevel::kError, "the store cannot be made", {{"reason", store.error().cause()}});
  {
    const std::lock_guard lock(mutex_);
    if (store) {
      store_ = std::move(*store);
      made_.store(store_.get(), std::memory_order_release);
    } else {
      error_ = store.error();
    }
  }
  changed_.notify_all();
}

Store* DeferredStore::WaitForStore() {
  if (Store* const store = made()) return store;
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return store_ != nullptr || error_.has_value(); });
  return store_.get();
}

Result<bool> DeferredStore::Get(Family family, std::string_view key, PinnedValue& value, const Snapshot* snapshot) {
  if (Store* const store = made()) return store->Get(family, key, value, snapshot);
  value.Reset();
  return false;
}

std::unique_ptr<Cursor> DeferredStore::NewCursor(Family family, std::string_view lower, std::string_view upper,
                                                 const Snapshot* snapshot) {
  if (Store* const store = made()) return store->NewCursor(family, lower, upper, snapshot);
  return std::make_unique<EmptyCursor>();
}

SnapshotHandle DeferredStore::TakeSnapshot() {
  Store* const store = WaitForStore();
  return store == nullptr ? nullptr : store->TakeSnapshot();
}

Result<void> DeferredStore::Write(WriteBatch&& batch) {
  if (Store* const store = WaitForStore()) return store->Write(std::move(batch));
  batch.Clear();
  const std::lock_guard lock(mutex_);
  return *error_;
}

bool DeferredStore::Tidy() {
  Store* const store = made();
  return store == nullptr || store->Tidy();
}

void DeferredStore::CompactRange(Family family, std::string_view begin, std::string_view end) {
  if (Store* const store = made()) store->CompactRange(family, begin, end);
}

}  // namespace tablerock

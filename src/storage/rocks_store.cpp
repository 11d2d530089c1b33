#include "storage/rocks_store.h"

#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/experimental.h>
#include <rocksdb/metadata.h>
#include <rocksdb/options.h>
#include <rocksdb/write_batch.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <exception>
#include <functional>
#include <new>
#include <numeric>
#include <optional>
#include <string>
#include <utility>

#include "core/clock.h"
#include "core/large_blocks.h"
#include "storage/engine_batch.h"
#include "storage/range_compactor.h"
#include "storage/rocks_cursor.h"
#include "storage/rocks_engine.h"

namespace tablerock {
namespace {

// A read looks at every deleted range of a memtable, so one with many of them is written out.
constexpr std::uint32_t kRangeDeletesBeforeFlush = 1'000;
// In memory a memtable is the quickest place to read from, as long as everything is in it. Beside tables it is one more
// to look at: a large one, of more than one block, is then written out when there is time.
constexpr std::uint64_t kMemtableWrittenOutInMemory = 2 * kLargeBlockBytes;
// Of level 0, at rest: what is small stays, and what would have too much of the level below written anew with it.
constexpr std::uint64_t kLevel0KeptBytes = std::uint64_t{4} << 20U;
constexpr std::uint64_t kWrittenPerByteMax = 16;
// What closing spends on making the next start quick, of the 100 ms that a shutdown has.
constexpr std::chrono::duration<double> kClosingFlushTime = std::chrono::milliseconds(80);
// A flush takes a few milliseconds whatever it writes: as if it were of this size.
constexpr double kSmallFlushBytes = 4 << 20U;
// In the catalog, of no kind: put in a memtable that is empty, without the log (PutBallast).
constexpr std::string_view kBallastKey{"\0", 1};
constexpr std::size_t kProbeBytes = std::size_t{64} << 10U;
constexpr std::array<Family, kFamilyCount> kFamilies{Family::kCatalog, Family::kItems, Family::kIndexes,
                                                     Family::kChanges, Family::kDerived};

rocksdb::Slice SliceOf(std::string_view bytes) { return {bytes.data(), bytes.size()}; }
std::string_view ViewOf(const rocksdb::Slice& slice) { return {slice.data(), slice.size()}; }
ApiError ErrorOf(std::string_view text) { return ApiError::Internal("RocksDB: " + std::string(text)); }

rocksdb::PinnableSlice* PinnedSliceOf(const std::array<std::byte, 96>& storage) {
  return std::launder(reinterpret_cast<rocksdb::PinnableSlice*>(const_cast<std::byte*>(storage.data())));
}

// Calls `work`, which returns a Result; an exception from the library becomes its error.
template <typename Work>
auto WithoutExceptions(Work&& work) noexcept -> decltype(work()) {
  try {
    return work();
  } catch (const std::exception& exception) {
    return ErrorOf(exception.what());
  }
}

}  // namespace

PinnedValue::PinnedValue() {
  static_assert(sizeof(rocksdb::PinnableSlice) <= sizeof(storage_) && alignof(rocksdb::PinnableSlice) <= 8);
  new (storage_.data()) rocksdb::PinnableSlice();
}
PinnedValue::~PinnedValue() { PinnedSliceOf(storage_)->~PinnableSlice(); }
std::string_view PinnedValue::view() const { return ViewOf(*PinnedSliceOf(storage_)); }
void PinnedValue::Reset() { PinnedSliceOf(storage_)->Reset(); }

class RocksStore final : public Store {
 public:
  RocksStore(std::unique_ptr<RocksEngine> engine, const DatabaseOptions& options, const Log& log);
  RocksStore(const RocksStore&) = delete;
  RocksStore& operator=(const RocksStore&) = delete;
  ~RocksStore() override;

  Result<bool> Get(Family family, std::string_view key, PinnedValue& value, const Snapshot* snapshot) override;
  std::unique_ptr<Cursor> NewCursor(Family family, std::string_view lower, std::string_view upper,
                                    const Snapshot* snapshot) override {
    return NewRocksCursor(db_, engine_->family(family), ReadOptionsAt(read_options_, snapshot), lower, upper);
  }
  SnapshotHandle TakeSnapshot() override { return TakeRocksSnapshot(db_); }
  Result<void> Write(WriteBatch&& batch) override;
  bool Tidy() override;
  void CompactRange(Family family, std::string_view begin, std::string_view end) override;

 private:
  bool Flush(Family family, bool wait);
  bool FlushIfIdle();
  void NoteDiskError(const rocksdb::Status& status);
  void ResumeAfterDiskError();
  bool DiskTakesAFile();
  void FlushToClose();
  // A number that the engine tells of a family; nothing where it cannot.
  std::optional<std::uint64_t> PropertyOf(Family family, const std::string& property) const;
  double UnflushedBytes(Family family) const;
  double UnflushedBytes() const;  // of all families
  bool MemtablesAreEmpty();
  bool IsLargeBesideTables(Family family);
  void MergeLevel0(Family family);
  void PutBallast();
  void FlushManyRangeDeletes(const std::array<std::uint32_t, kFamilyCount>& range_deletes);
  void Compact(Family family, const std::string& begin, const std::string& end, std::atomic<bool>& canceled);

  std::unique_ptr<RocksEngine> engine_;
  rocksdb::DB& db_;
  const Log& log_;
  const bool in_memory_;
  rocksdb::ReadOptions read_options_;  // of a read without a snapshot
  rocksdb::WriteOptions write_options_;
  std::array<std::atomic<std::uint32_t>, kFamilyCount> range_deletes_{};  // since a flush that they caused
  std::atomic<rocksdb::SequenceNumber> seen_at_;                          // the newest write that FlushIfIdle saw
  std::atomic<rocksdb::SequenceNumber> flushed_at_;  // everything up to this is in tables, as far as we flushed it
  std::atomic<bool> wants_ballast_{true};            // all memtables may be empty
  std::atomic<bool> disk_error_{false};              // something was not written, and the engine has not resumed since
  RangeCompactor range_compactor_;
};

RocksStore::RocksStore(std::unique_ptr<RocksEngine> engine, const DatabaseOptions& options, const Log& log)
    : engine_(std::move(engine)),
      db_(engine_->db()),
      log_(log),
      in_memory_(options.in_memory),
      seen_at_(0),
      flushed_at_(0),
      range_compactor_([this](Family family, const std::string& begin, const std::string& end,
                              std::atomic<bool>& canceled) { Compact(family, begin, end, canceled); }) {
  read_options_.background_purge_on_iterator_cleanup = true;
  read_options_.verify_checksums = !in_memory_;  // they are for disks
  write_options_.disableWAL = in_memory_;
  write_options_.sync = !in_memory_ && options.durability == Durability::kPower;
}

RocksStore::~RocksStore() {
  range_compactor_.Cancel();
  if (!in_memory_) FlushToClose();
  engine_->EndBackgroundWork();
}

// What is not flushed is in the log. How long a family takes is told by the bytes that were flushed before it, here or
// by the engine.
void RocksStore::FlushToClose() {
  engine_->HoldCompactions();
  const auto began = SteadyClock::now();
  const double all_bytes = UnflushedBytes();
  for (const Family family : kFamilies) {
    if (disk_error_.load()) return;
    const double bytes = UnflushedBytes(family);
    const double flushed_bytes = std::max(all_bytes - UnflushedBytes(), kSmallFlushBytes);
    const std::chrono::duration<double> taken = SteadyClock::now() - began;
    if (taken + taken * (bytes / flushed_bytes) > kClosingFlushTime) return;
    Flush(family, true);
  }
}

double RocksStore::UnflushedBytes(Family family) const {
  return static_cast<double>(PropertyOf(family, rocksdb::DB::Properties::kCurSizeAllMemTables).value_or(0));
}

double RocksStore::UnflushedBytes() const {
  return std::transform_reduce(kFamilies.begin(), kFamilies.end(), 0.0, std::plus<>(),
                               [&](Family family) { return UnflushedBytes(family); });
}

Result<bool> RocksStore::Get(Family family, std::string_view key, PinnedValue& value, const Snapshot* snapshot) {
  return WithoutExceptions([&]() -> Result<bool> {
    rocksdb::PinnableSlice* const slice = PinnedSliceOf(value.storage_);
    slice->Reset();
    rocksdb::ColumnFamilyHandle* const handle = engine_->family(family);
    const rocksdb::Status status = snapshot == nullptr
                                       ? db_.Get(read_options_, handle, SliceOf(key), slice)
                                       : db_.Get(ReadOptionsAt(read_options_, snapshot), handle, SliceOf(key), slice);
    if (status.ok()) return true;
    if (status.IsNotFound()) return false;
    return ErrorOf(status.ToString());
  });
}

Result<void> RocksStore::Write(WriteBatch&& batch) {
  return WithoutExceptions([&]() -> Result<void> {
    if (!in_memory_) EngineBatch::MergeCounters(batch);
    rocksdb::WriteBatch& engine_batch = EngineBatch::BatchOf(batch);
    rocksdb::Status status;
    if (!in_memory_ && wants_ballast_.load(std::memory_order_relaxed)) PutBallast();
    if (engine_batch.Count() > 0) status = db_.Write(write_options_, &engine_batch);
    if (status.ok()) FlushManyRangeDeletes(EngineBatch::RangeDeletesOf(batch));
    batch.Clear();
    if (status.ok()) return {};
    NoteDiskError(status);
    return ErrorOf(status.ToString());
  });
}

// Once, not for each write that fails.
void RocksStore::NoteDiskError(const rocksdb::Status& status) {
  if (disk_error_.exchange(true)) return;
  log_.Write(LogLevel::kError,
             status.IsCorruption()
                 ? "a file of the data directory is damaged; writes fail with InternalServerError, reads go on"
                 : "the disk does not take what is written; writes fail with InternalServerError until it does",
             {{"reason", status.ToString()}});
}

// The engine takes no writes after an error until it is asked to; it then writes all that its log holds into tables and
// begins a new log, so that nothing depends on one that may have been cut short.
void RocksStore::ResumeAfterDiskError() {
  if (!DiskTakesAFile()) return;
  if (MemtablesAreEmpty()) return;  // it would go on with the log that failed, which it cannot
  const rocksdb::Status status = db_.Resume();
  if (!status.ok()) return;
  wants_ballast_.store(true);
  disk_error_.store(false);
  log_.Write(LogLevel::kWarning, "the disk takes writes again");
}

// What the engine tries in vain leaves it worse than before.
bool RocksStore::DiskTakesAFile() {
  rocksdb::Env* const env = db_.GetEnv();
  const std::string name = db_.GetName() + "/probe.log";
  const rocksdb::Status status = rocksdb::WriteStringToFile(env, std::string(kProbeBytes, '0'), name, true);
  env->DeleteFile(name).PermitUncheckedError();
  return status.ok();
}

std::optional<std::uint64_t> RocksStore::PropertyOf(Family family, const std::string& property) const {
  std::uint64_t value = 0;
  if (!db_.GetIntProperty(engine_->family(family), property, &value)) return std::nullopt;
  return value;
}

bool RocksStore::MemtablesAreEmpty() {
  using Properties = rocksdb::DB::Properties;
  return std::all_of(kFamilies.begin(), kFamilies.end(), [&](Family family) {
    return PropertyOf(family, Properties::kNumEntriesActiveMemTable) == std::uint64_t{0} &&
           PropertyOf(family, Properties::kNumEntriesImmMemTables) == std::uint64_t{0};
  });
}

// Resuming begins a new log only where a memtable has something to write. So none of ours is the first thing in one
// when the log fails.
void RocksStore::PutBallast() {
  if (!wants_ballast_.exchange(false)) return;
  rocksdb::WriteOptions options;
  options.disableWAL = true;
  const rocksdb::Status status =
      db_.Put(options, engine_->family(Family::kCatalog), SliceOf(kBallastKey), rocksdb::Slice());
  if (!status.ok()) wants_ballast_.store(true);
}

void RocksStore::FlushManyRangeDeletes(const std::array<std::uint32_t, kFamilyCount>& range_deletes) {
  for (const Family family : kFamilies) {
    const std::uint32_t count = range_deletes[static_cast<std::size_t>(family)];
    if (count == 0) continue;
    auto& total = range_deletes_[static_cast<std::size_t>(family)];
    if (total.fetch_add(count) + count >= kRangeDeletesBeforeFlush && total.exchange(0) >= kRangeDeletesBeforeFlush) {
      Flush(family, false);
    }
  }
}

bool RocksStore::Flush(Family family, bool wait) {
  rocksdb::FlushOptions options;
  options.wait = wait;
  options.allow_write_stall = true;  // or it would wait for other flushes first
  const rocksdb::Status status = db_.Flush(options, engine_->family(family));
  if (!status.ok()) NoteDiskError(status);
  return status.ok();
}

bool RocksStore::Tidy() {
  if (disk_error_.load()) ResumeAfterDiskError();
  if (disk_error_.load()) return false;  // a flush now would be an error that the engine does not resume after
  if (in_memory_) engine_->SizeMemtables();
  return FlushIfIdle();
}

bool RocksStore::FlushIfIdle() {
  const rocksdb::SequenceNumber newest = db_.GetLatestSequenceNumber();
  const bool idle = newest == seen_at_.exchange(newest);
  if (idle) engine_->GiveSparePagesBack();
  if (newest == flushed_at_.load()) return true;
  if (!idle) return false;
  bool flushed = true;
  for (const Family family : kFamilies) {
    if (in_memory_ && !IsLargeBesideTables(family)) continue;
    flushed = Flush(family, true) && flushed;
    if (flushed) MergeLevel0(family);
  }
  wants_ballast_.store(!in_memory_);
  if (flushed) flushed_at_.store(newest);
  return flushed;
}

bool RocksStore::IsLargeBesideTables(Family family) {
  using Properties = rocksdb::DB::Properties;
  return PropertyOf(family, Properties::kCurSizeActiveMemTable).value_or(0) >= kMemtableWrittenOutInMemory &&
         PropertyOf(family, Properties::kLiveSstFilesSize).value_or(0) > 0;
}

// In the engine's background. A Query looks at level 0 beside the level below, so there should be one of them at rest.
// Asking for it marks all levels but the last, so only a store of two is asked for it.
void RocksStore::MergeLevel0(Family family) {
  rocksdb::ColumnFamilyMetaData tables;
  db_.GetColumnFamilyMetaData(engine_->family(family), &tables);
  const std::uint64_t level0 = tables.levels.front().size;
  const auto filled = std::count_if(tables.levels.begin(), tables.levels.end(),
                                    [](const rocksdb::LevelMetaData& level) { return level.size > 0; });
  if (filled != 2 || level0 < kLevel0KeptBytes || tables.size > kWrittenPerByteMax * level0) return;
  rocksdb::experimental::SuggestCompactRange(&db_, engine_->family(family), nullptr, nullptr).PermitUncheckedError();
}

void RocksStore::CompactRange(Family family, std::string_view begin, std::string_view end) {
  try {
    range_compactor_.Add(family, std::string(begin), std::string(end));
  } catch (const std::exception& exception) {
    log_.Write(LogLevel::kWarning, "space is not given back", {{"reason", exception.what()}});
  }
}

void RocksStore::Compact(Family family, const std::string& begin, const std::string& end, std::atomic<bool>& canceled) {
  if (disk_error_.load()) return;  // it would flush; space then comes back by the compactions that come of themselves
  rocksdb::CompactRangeOptions options;
  options.allow_write_stall = false;
  options.canceled = &canceled;
  const rocksdb::Slice begin_slice(begin);
  const rocksdb::Slice end_slice(end);
  const rocksdb::Status status = db_.CompactRange(options, engine_->family(family), &begin_slice, &end_slice);
  if (!status.ok() && !canceled.load()) {
    log_.Write(LogLevel::kWarning, "space is not given back", {{"reason", status.ToString()}});
  }
}

Result<std::unique_ptr<Store>> OpenRocksStore(const DatabaseOptions& options, const Log& log) {
  return WithoutExceptions([&]() -> Result<std::unique_ptr<Store>> {
    TABLEROCK_ASSIGN(std::unique_ptr<RocksEngine> engine, RocksEngine::Open(options, log));
    return std::unique_ptr<Store>(std::make_unique<RocksStore>(std::move(engine), options, log));
  });
}

}  // namespace tablerock

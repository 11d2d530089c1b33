#include "storage/rocks_cursor.h"

#include <rocksdb/db.h>
#include <rocksdb/iterator.h>
#include <rocksdb/options.h>
#include <rocksdb/snapshot.h>

#include <string>

#include "storage/linked_memtable.h"

namespace tablerock {
namespace {

rocksdb::Slice SliceOf(std::string_view bytes) { return {bytes.data(), bytes.size()}; }
std::string_view ViewOf(const rocksdb::Slice& slice) { return {slice.data(), slice.size()}; }

class RocksSnapshot final : public Snapshot {
 public:
  explicit RocksSnapshot(rocksdb::DB& db) : db_(db), snapshot_(db.GetSnapshot()) {}
  RocksSnapshot(const RocksSnapshot&) = delete;
  RocksSnapshot& operator=(const RocksSnapshot&) = delete;
  ~RocksSnapshot() override { db_.ReleaseSnapshot(snapshot_); }
  const rocksdb::Snapshot* get() const { return snapshot_; }

 private:
  rocksdb::DB& db_;
  const rocksdb::Snapshot* snapshot_;
};

class RocksCursor final : public Cursor {
 public:
  RocksCursor(rocksdb::DB& db, rocksdb::ColumnFamilyHandle* family, rocksdb::ReadOptions options,
              std::string_view lower, std::string_view upper)
      : lower_(lower), upper_(upper), lower_slice_(lower_), upper_slice_(upper_) {
    if (!lower_.empty()) options.iterate_lower_bound = &lower_slice_;
    if (!upper_.empty()) options.iterate_upper_bound = &upper_slice_;
    // Before the iterator is made: it sees this much at least.
    const SkipsOverwritten skips(options.snapshot != nullptr ? options.snapshot->GetSequenceNumber()
                                                             : db.GetLatestSequenceNumber());
    iterator_.reset(db.NewIterator(options, family));
  }
  void SeekToFirst() override { iterator_->SeekToFirst(); }
  void SeekToLast() override { iterator_->SeekToLast(); }
  void Seek(std::string_view key) override { iterator_->Seek(SliceOf(key)); }
  void SeekForPrev(std::string_view key) override { iterator_->SeekForPrev(SliceOf(key)); }
  bool Valid() const override { return iterator_->Valid(); }
  void Next() override { iterator_->Next(); }
  void Prev() override { iterator_->Prev(); }
  std::string_view key() const override { return ViewOf(iterator_->key()); }
  std::string_view value() const override { return ViewOf(iterator_->value()); }
  Result<void> status() const override {
    const rocksdb::Status status = iterator_->status();
    if (!status.ok()) return ApiError::Internal("RocksDB: " + status.ToString());
    return {};
  }

 private:
  std::string lower_;
  std::string upper_;
  rocksdb::Slice lower_slice_;  // the iterator points at these two
  rocksdb::Slice upper_slice_;
  std::unique_ptr<rocksdb::Iterator> iterator_;
};

}  // namespace

SnapshotHandle TakeRocksSnapshot(rocksdb::DB& db) { return std::make_shared<RocksSnapshot>(db); }

std::unique_ptr<Cursor> NewRocksCursor(rocksdb::DB& db, rocksdb::ColumnFamilyHandle* family,
                                       const rocksdb::ReadOptions& options, std::string_view lower,
                                       std::string_view upper) {
  return std::make_unique<RocksCursor>(db, family, options, lower, upper);
}

rocksdb::ReadOptions ReadOptionsAt(const rocksdb::ReadOptions& options, const Snapshot* snapshot) {
  rocksdb::ReadOptions result = options;
  if (snapshot != nullptr) result.snapshot = static_cast<const RocksSnapshot*>(snapshot)->get();
  return result;
}

}  // namespace tablerock

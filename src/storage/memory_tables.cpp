#include "storage/memory_tables.h"

#include <rocksdb/file_system.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "storage/page_range.h"

namespace tablerock {
namespace {

// Of addresses, not of memory. A table that gets longer is copied to a range of twice its length; what two large
// memtables hold fits.
constexpr std::size_t kReservedBytes = std::size_t{160} << 20U;

// Written by one thread until Finish; then read by any, also without what the engine has between the two: its size
// hands on what was written.
class MemoryTable {
 public:
  explicit MemoryTable(std::shared_ptr<SparePages> spare) : spare_(std::move(spare)) {}
  MemoryTable(const MemoryTable&) = delete;
  MemoryTable& operator=(const MemoryTable&) = delete;
  ~MemoryTable() { spare_->NoteTables(-static_cast<std::ptrdiff_t>(noted_)); }

  bool Append(const rocksdb::Slice& data) {
    const std::size_t before = size_.load(std::memory_order_relaxed);
    const std::size_t behind = before + data.size();
    if (behind > pages_.bytes()) {
      const std::size_t twice = 2 * behind;
      PageRange longer(std::max(kReservedBytes, twice), spare_);
      // Where addresses are counted as memory, or are few, there may still be some.
      if (longer.bytes() == 0) longer = PageRange(twice, spare_);
      if (longer.bytes() == 0 || !longer.Reach(before)) return false;
      if (before > 0) std::memcpy(longer.begin(), pages_.begin(), before);
      pages_ = std::move(longer);
    }
    if (!pages_.Reach(behind)) return false;
    std::memcpy(pages_.begin() + before, data.data(), data.size());
    size_.store(behind, std::memory_order_release);
    return true;
  }
  void Finish() {
    const std::size_t bytes = size();
    pages_.Shorten(bytes);
    spare_->NoteTables(static_cast<std::ptrdiff_t>(bytes) - static_cast<std::ptrdiff_t>(noted_));
    noted_ = bytes;
    size_.store(bytes, std::memory_order_release);
  }

  rocksdb::Slice Read(std::uint64_t offset, std::size_t count) const {
    const std::size_t end = size();
    if (offset >= end) return {};
    return {pages_.begin() + offset, std::min<std::size_t>(count, end - offset)};
  }
  std::size_t size() const { return size_.load(std::memory_order_acquire); }

 private:
  std::shared_ptr<SparePages> spare_;
  PageRange pages_;
  std::size_t noted_ = 0;  // by spare_, of what is written
  std::atomic<std::size_t> size_{0};
};

class WritableTable final : public rocksdb::FSWritableFile {
 public:
  explicit WritableTable(std::shared_ptr<MemoryTable> table) : table_(std::move(table)) {}
  ~WritableTable() override { table_->Finish(); }

  using rocksdb::FSWritableFile::Append;
  rocksdb::IOStatus Append(const rocksdb::Slice& data, const rocksdb::IOOptions& /*options*/,
                           rocksdb::IODebugContext* /*debug*/) override {
    if (table_->Append(data)) return rocksdb::IOStatus::OK();
    rocksdb::IOStatus status = rocksdb::IOStatus::IOError("no memory for a table");
    status.SetRetryable(true);
    return status;
  }
  rocksdb::IOStatus Close(const rocksdb::IOOptions& /*options*/, rocksdb::IODebugContext* /*debug*/) override {
    table_->Finish();
    return rocksdb::IOStatus::OK();
  }
  rocksdb::IOStatus Flush(const rocksdb::IOOptions& /*options*/, rocksdb::IODebugContext* /*debug*/) override {
    return rocksdb::IOStatus::OK();
  }
  rocksdb::IOStatus Sync(const rocksdb::IOOptions& /*options*/, rocksdb::IODebugContext* /*debug*/) override {
    return rocksdb::IOStatus::OK();
  }
  std::uint64_t GetFileSize(const rocksdb::IOOptions& /*options*/, rocksdb::IODebugContext* /*debug*/) override {
    return table_->size();
  }

 private:
  std::shared_ptr<MemoryTable> table_;
};

class ReadableTable final : public rocksdb::FSRandomAccessFile {
 public:
  explicit ReadableTable(std::shared_ptr<const MemoryTable> table) : table_(std::move(table)) {}
  rocksdb::IOStatus Read(std::uint64_t offset, std::size_t count, const rocksdb::IOOptions& /*options*/,
                         rocksdb::Slice* result, char* /*scratch*/, rocksdb::IODebugContext* /*debug*/) const override {
    *result = table_->Read(offset, count);
    return rocksdb::IOStatus::OK();
  }
  rocksdb::IOStatus Prefetch(std::uint64_t /*offset*/, std::size_t /*count*/, const rocksdb::IOOptions& /*options*/,
                             rocksdb::IODebugContext* /*debug*/) override {
    return rocksdb::IOStatus::OK();
  }

 private:
  std::shared_ptr<const MemoryTable> table_;
};

class MemoryTables final : public rocksdb::FileSystemWrapper {
 public:
  MemoryTables(const std::shared_ptr<rocksdb::FileSystem>& base, std::shared_ptr<SparePages> spare)
      : FileSystemWrapper(base), spare_(std::move(spare)) {}
  const char* Name() const override { return "tablerock.memory_tables"; }

  // The base has an empty file of each table's name.
  rocksdb::IOStatus NewWritableFile(const std::string& name, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSWritableFile>* file,
                                    rocksdb::IODebugContext* debug) override {
    rocksdb::IOStatus status = FileSystemWrapper::NewWritableFile(name, options, file, debug);
    if (!status.ok() || !name.ends_with(".sst")) return status;
    const auto table = std::make_shared<MemoryTable>(spare_);
    *file = std::make_unique<WritableTable>(table);
    const std::lock_guard lock(mutex_);
    tables_[name] = table;
    return status;
  }
  rocksdb::IOStatus NewRandomAccessFile(const std::string& name, const rocksdb::FileOptions& options,
                                        std::unique_ptr<rocksdb::FSRandomAccessFile>* file,
                                        rocksdb::IODebugContext* debug) override {
    const std::shared_ptr<const MemoryTable> table = Find(name);
    if (!table) return FileSystemWrapper::NewRandomAccessFile(name, options, file, debug);
    *file = std::make_unique<ReadableTable>(table);
    return rocksdb::IOStatus::OK();
  }
  rocksdb::IOStatus GetFileSize(const std::string& name, const rocksdb::IOOptions& options, std::uint64_t* bytes,
                                rocksdb::IODebugContext* debug) override {
    const std::shared_ptr<const MemoryTable> table = Find(name);
    if (!table) return FileSystemWrapper::GetFileSize(name, options, bytes, debug);
    *bytes = table->size();
    return rocksdb::IOStatus::OK();
  }
  rocksdb::IOStatus DeleteFile(const std::string& name, const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* debug) override {
    std::shared_ptr<const MemoryTable> last;  // whose pages are given back without the lock
    {
      const std::lock_guard lock(mutex_);
      if (const auto entry = tables_.find(name); entry != tables_.end()) {
        last = std::move(entry->second);
        tables_.erase(entry);
      }
    }
    return FileSystemWrapper::DeleteFile(name, options, debug);
  }

 private:
  std::shared_ptr<const MemoryTable> Find(const std::string& name) const {
    const std::lock_guard lock(mutex_);
    const auto entry = tables_.find(name);
    return entry != tables_.end() ? entry->second : nullptr;
  }

  const std::shared_ptr<SparePages> spare_;
  mutable std::mutex mutex_;
  std::map<std::string, std::shared_ptr<const MemoryTable>> tables_;
};

}  // namespace

std::shared_ptr<rocksdb::FileSystem> NewMemoryTables(const std::shared_ptr<rocksdb::FileSystem>& base,
                                                     std::shared_ptr<SparePages> spare) {
  return std::make_shared<MemoryTables>(base, std::move(spare));
}

}  // namespace tablerock

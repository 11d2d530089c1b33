// Store: ordered keys in five families, atomic batches, snapshots. No RocksDB type appears here, so that another
// ordered key-value engine can stand behind it. Thread-safe; a Cursor, a WriteBatch and a PinnedValue belong to one
// thread at a time. What is read from it (a Cursor, a PinnedValue, a Snapshot) does not outlive the Store. Errors are
// InternalServerError with the engine's words as cause.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/result.h"

namespace tablerock {

// What each holds: storage/FORMAT.md.
enum class Family : std::uint8_t { kCatalog, kItems, kIndexes, kChanges, kDerived };
inline constexpr std::size_t kFamilyCount = 5;

// A view of the store at one moment; released with its last copy.
class Snapshot {
 public:
  virtual ~Snapshot() = default;
};
using SnapshotHandle = std::shared_ptr<const Snapshot>;

// A value read without a copy; it stays readable while this lives. Reuse for the next Get is cheap.
class PinnedValue {
 public:
  PinnedValue();
  ~PinnedValue();
  PinnedValue(const PinnedValue&) = delete;
  PinnedValue& operator=(const PinnedValue&) = delete;
  std::string_view view() const;
  void Reset();

 private:
  friend class RocksStore;
  alignas(8) std::array<std::byte, 96> storage_;  // the engine's own pinned slice
};

// Puts and deletes that are applied together or not at all. Reuse after Write or Clear keeps its buffer.
class WriteBatch {
 public:
  WriteBatch();
  ~WriteBatch();
  WriteBatch(WriteBatch&&) noexcept;
  WriteBatch& operator=(WriteBatch&&) noexcept;

  void Put(Family family, std::string_view key, std::string_view value);
  void Delete(Family family, std::string_view key);
  // Every key in [begin, end).
  void DeleteRange(Family family, std::string_view begin, std::string_view end);
  // Adds to the two 64-bit counters that stand at `key` of the derived family (kind T). What one batch adds to one key
  // is added up first. A store in memory leaves it out: its counters are those of the catalog alone.
  void AddToCounters(std::string_view key, std::int64_t items, std::int64_t bytes);
  bool empty() const;
  void Clear();

 private:
  friend struct EngineBatch;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Walks the keys of one family within [lower, upper) in either direction.
class Cursor {
 public:
  virtual ~Cursor() = default;
  virtual void SeekToFirst() = 0;                      // the first key in bounds
  virtual void SeekToLast() = 0;                       // the last key in bounds
  virtual void Seek(std::string_view key) = 0;         // the first key >= key
  virtual void SeekForPrev(std::string_view key) = 0;  // the last key <= key
  virtual bool Valid() const = 0;                      // false at the end, and after an error
  virtual void Next() = 0;
  virtual void Prev() = 0;
  virtual std::string_view key() const = 0;    // until the next move
  virtual std::string_view value() const = 0;  // until the next move
  virtual Result<void> status() const = 0;     // ask when Valid() is false
};

class Store {
 public:
  virtual ~Store() = default;
  // True and `value` set if the key is there.
  virtual Result<bool> Get(Family family, std::string_view key, PinnedValue& value,
                           const Snapshot* snapshot = nullptr) = 0;
  // `upper` empty: no upper bound. The bounds are copied.
  virtual std::unique_ptr<Cursor> NewCursor(Family family, std::string_view lower, std::string_view upper,
                                            const Snapshot* snapshot = nullptr) = 0;
  virtual SnapshotHandle TakeSnapshot() = 0;
  // Returns when the batch survives what the durability setting says (kill -9, or loss of power). Leaves it empty,
  // also after an error. After an error of the disk every write fails until Tidy finds the disk well again;
  // reads go on.
  virtual Result<void> Write(WriteBatch&& batch) = 0;
  // Called about once a second by `jobs`, in memory more often. Takes writes again where an error of the disk has
  // passed; in memory gives large tables large memtables, and pages that nothing used meanwhile back to the system;
  // flushes memtables when nothing was written since the last call, so that the write-ahead log stays short and the
  // next start quick, in memory large ones beside tables, so that a Query has less to look at. Returns true if nothing
  // more is to flush.
  virtual bool Tidy() = 0;
  // Gives the space of a deleted range back, in the background's own time.
  virtual void CompactRange(Family family, std::string_view begin, std::string_view end) = 0;
};

}  // namespace tablerock

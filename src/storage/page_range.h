// Pages for the tables of a store in memory: PageRange, the pages of one table, and SparePages, those that tables gave
// back and that the next take.
//
// A new page has to be cleared by the system, and is far from the processor: of merging large tables, which writes each
// item anew 10 to 15 times, that was the larger part. So merging writes to the pages of what it has merged before.
//
// For memory_tables.cpp alone; SparePages also for whoever knows when nothing is written.
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

namespace tablerock {

// Any thread may call. Outlives the ranges that it is given.
class SparePages {
 public:
  // What is taken and given at once: two large pages.
  static constexpr std::size_t kPieceBytes = std::size_t{4} << 20U;

  SparePages() = default;
  SparePages(const SparePages&) = delete;
  SparePages& operator=(const SparePages&) = delete;
  ~SparePages();

  // Puts the pages of a spare piece where `place` is, in the middle of addresses of the caller's, if there is one.
  // Returns false if nothing is mapped at `place` any more, as the system had no memory for its own lists.
  bool MoveTo(char* place);
  // Takes a piece that is not needed any more. False: there are enough, it stays the caller's.
  bool Keep(char* piece);
  // Tables became longer or shorter by so much. What is kept is a part of them, and nothing beside small ones.
  void NoteTables(std::ptrdiff_t bytes);
  // All that is spare goes back to the system, unless some was taken or kept since the last call.
  void GiveBackIfUnused();
  std::size_t bytes() const;

 private:
  mutable std::mutex mutex_;
  std::vector<char*> pieces_;
  std::ptrdiff_t table_bytes_ = 0;
  bool used_ = false;  // since the last call of GiveBackIfUnused
};

// Addresses of the process with pages behind those that were reached. The first 2 MB are small pages, so that a small
// table takes no more than it needs; behind them are large ones, where the system has them. Of one thread.
class PageRange {
 public:
  PageRange() = default;
  // Empty if the system gives no addresses.
  PageRange(std::size_t bytes, std::shared_ptr<SparePages> spare);
  PageRange(PageRange&& other) noexcept { *this = std::move(other); }
  PageRange& operator=(PageRange&& other) noexcept;
  PageRange(const PageRange&) = delete;
  PageRange& operator=(const PageRange&) = delete;
  ~PageRange();

  char* begin() const { return begin_; }
  std::size_t bytes() const { return bytes_; }
  // To be called before a byte is written: the first `bytes`, which are within the range, may be written then. False if
  // the system has no memory for its lists; the range is then shorter, with all that was reached before.
  bool Reach(std::size_t bytes);
  // Gives back what is behind the first `bytes`.
  void Shorten(std::size_t bytes);

 private:
  char* begin_ = nullptr;
  std::size_t bytes_ = 0;
  std::size_t reached_ = 0;
  std::shared_ptr<SparePages> spare_;
};

}  // namespace tablerock

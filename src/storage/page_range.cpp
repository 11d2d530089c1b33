#include "storage/page_range.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <utility>

namespace tablerock {
namespace {

constexpr std::size_t kLargePageBytes = std::size_t{2} << 20U;
static_assert(SparePages::kPieceBytes % kLargePageBytes == 0);

// Beside smaller tables spare pages would be felt, and merging is not. Of larger ones a fourth: with both copies of
// what is being merged that stays well below twice the tables.
constexpr std::ptrdiff_t kTablesWithSparePages = std::ptrdiff_t{256} << 20U;
constexpr std::ptrdiff_t kTableBytesPerSpareByte = 4;

std::size_t RoundedUp(std::size_t bytes, std::size_t unit) { return (bytes + unit - 1) / unit * unit; }

// `place` is where the addresses are to be; null: anywhere.
char* MapAddresses(char* place, std::size_t bytes) {
  const int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | (place != nullptr ? MAP_FIXED : 0);
  void* const memory = ::mmap(place, bytes, PROT_READ | PROT_WRITE, flags, -1, 0);
  return memory != MAP_FAILED ? static_cast<char*>(memory) : nullptr;
}

void Unmap(const std::vector<char*>& pieces) {
  for (char* const piece : pieces) ::munmap(piece, SparePages::kPieceBytes);
}

}  // namespace

SparePages::~SparePages() { Unmap(pieces_); }

bool SparePages::MoveTo(char* place) {
  char* piece = nullptr;
  {
    const std::lock_guard lock(mutex_);
    if (pieces_.empty()) return true;
    used_ = true;
    piece = pieces_.back();
    pieces_.pop_back();
  }
  // What was mapped at `place` may go also where it then fails.
  if (::mremap(piece, kPieceBytes, kPieceBytes, MREMAP_MAYMOVE | MREMAP_FIXED, place) != MAP_FAILED) return true;
  ::munmap(piece, kPieceBytes);
  return MapAddresses(place, kPieceBytes) != nullptr;
}

bool SparePages::Keep(char* piece) {
  const std::lock_guard lock(mutex_);
  const auto kept = static_cast<std::ptrdiff_t>((pieces_.size() + 1) * kPieceBytes);
  if (table_bytes_ < kTablesWithSparePages || kept > table_bytes_ / kTableBytesPerSpareByte) return false;
  used_ = true;
  pieces_.push_back(piece);
  return true;
}

void SparePages::NoteTables(std::ptrdiff_t bytes) {
  const std::lock_guard lock(mutex_);
  table_bytes_ += bytes;
}

void SparePages::GiveBackIfUnused() {
  std::vector<char*> pieces;
  {
    const std::lock_guard lock(mutex_);
    if (std::exchange(used_, false)) return;
    pieces.swap(pieces_);
  }
  Unmap(pieces);
}

std::size_t SparePages::bytes() const {
  const std::lock_guard lock(mutex_);
  return pieces_.size() * kPieceBytes;
}

PageRange::PageRange(std::size_t bytes, std::shared_ptr<SparePages> spare) : spare_(std::move(spare)) {
  // Longer by a large page, so that a large page begins where the range does.
  char* const memory = MapAddresses(nullptr, bytes + kLargePageBytes);
  if (memory == nullptr) return;
  const auto address = reinterpret_cast<std::uintptr_t>(memory);
  const std::size_t before = RoundedUp(address, kLargePageBytes) - address;
  begin_ = memory + before;
  bytes_ = bytes;
  reached_ = std::min(bytes_, kLargePageBytes);
  if (before > 0) ::munmap(memory, before);
  ::munmap(begin_ + bytes_, kLargePageBytes - before);
  // A system without large pages refuses; then all are small.
  ::madvise(begin_, reached_, MADV_NOHUGEPAGE);
  if (bytes_ > reached_) ::madvise(begin_ + reached_, bytes_ - reached_, MADV_HUGEPAGE);
}

PageRange& PageRange::operator=(PageRange&& other) noexcept {
  std::swap(begin_, other.begin_);
  std::swap(bytes_, other.bytes_);
  std::swap(reached_, other.reached_);
  std::swap(spare_, other.spare_);
  return *this;
}

PageRange::~PageRange() {
  if (bytes_ == 0) return;
  constexpr std::size_t kPiece = SparePages::kPieceBytes;
  std::size_t mapped = 0;  // from where on addresses are to be given back
  std::size_t piece = kLargePageBytes;
  for (; piece + kPiece <= std::min(bytes_, reached_); piece += kPiece) {
    if (!spare_->Keep(begin_ + piece)) break;
    if (mapped < piece) ::munmap(begin_ + mapped, piece - mapped);
    mapped = piece + kPiece;
  }
  if (mapped < bytes_) ::munmap(begin_ + mapped, bytes_ - mapped);
}

bool PageRange::Reach(std::size_t bytes) {
  while (reached_ < bytes) {
    const std::size_t left = bytes_ - reached_;
    if (left < SparePages::kPieceBytes) {
      reached_ = bytes_;
    } else if (spare_->MoveTo(begin_ + reached_)) {
      reached_ += SparePages::kPieceBytes;
    } else {
      if (left > SparePages::kPieceBytes) {
        ::munmap(begin_ + reached_ + SparePages::kPieceBytes, left - SparePages::kPieceBytes);
      }
      bytes_ = reached_;
      return false;
    }
  }
  return true;
}

void PageRange::Shorten(std::size_t bytes) {
  const std::size_t kept = RoundedUp(bytes, static_cast<std::size_t>(::sysconf(_SC_PAGESIZE)));
  if (kept >= bytes_) return;
  ::munmap(begin_ + kept, bytes_ - kept);
  bytes_ = kept;
}

}  // namespace tablerock

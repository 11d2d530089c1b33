// The pages of tables in memory: those of a removed table are taken by the next, and no two tables ever share one.
#include "storage/page_range.h"

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace tablerock {
namespace {

constexpr std::size_t kMegabyte = std::size_t{1} << 20U;
constexpr std::size_t kPieceBytes = SparePages::kPieceBytes;
constexpr std::size_t kFirstBytes = 2 * kMegabyte;  // which are not in a piece

std::shared_ptr<SparePages> BesideLargeTables() {
  auto spare = std::make_shared<SparePages>();
  spare->NoteTables(static_cast<std::ptrdiff_t>(1024 * kMegabyte));
  return spare;
}

// As a table does, that is written to its end and closed.
PageRange WrittenRange(const std::shared_ptr<SparePages>& spare, std::size_t bytes, char filling) {
  PageRange range(160 * kMegabyte, spare);
  for (std::size_t written = 0; written < bytes; written += kMegabyte) {
    const std::size_t piece = std::min(kMegabyte, bytes - written);
    if (!range.Reach(written + piece)) ADD_FAILURE() << "no memory";
    std::memset(range.begin() + written, filling, piece);
  }
  range.Shorten(bytes);
  return range;
}

std::size_t MappedBytes() {
  std::size_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages;
  return pages * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

bool IsFilled(const PageRange& range, std::size_t bytes, char filling) {
  return std::all_of(range.begin(), range.begin() + bytes, [&](char byte) { return byte == filling; });
}

TEST(PageRangeTest, ATableTakesThePagesOfARemovedOne) {
  const auto spare = BesideLargeTables();
  { const PageRange removed = WrittenRange(spare, kFirstBytes + 2 * kPieceBytes + kMegabyte, 'a'); }
  EXPECT_EQ(spare->bytes(), 2 * kPieceBytes) << "whole pieces alone";

  PageRange range(160 * kMegabyte, spare);
  ASSERT_TRUE(range.Reach(kFirstBytes));
  EXPECT_EQ(spare->bytes(), 2 * kPieceBytes) << "a small table takes none";
  ASSERT_TRUE(range.Reach(kFirstBytes + 3 * kPieceBytes));
  EXPECT_EQ(spare->bytes(), 0U);
  EXPECT_EQ(range.begin()[kFirstBytes], 'a') << "the same pages, which nobody cleared";
  EXPECT_EQ(range.begin()[kFirstBytes + 2 * kPieceBytes - 1], 'a');
  EXPECT_EQ(range.begin()[kFirstBytes + 2 * kPieceBytes], '\0') << "and a new one behind them";
}

TEST(PageRangeTest, KeepsNothingBesideSmallTables) {
  const auto spare = std::make_shared<SparePages>();
  spare->NoteTables(static_cast<std::ptrdiff_t>(200 * kMegabyte));
  { const PageRange removed = WrittenRange(spare, 20 * kMegabyte, 'a'); }
  EXPECT_EQ(spare->bytes(), 0U);
}

TEST(PageRangeTest, KeepsAPartOfWhatTheTablesAre) {
  const auto spare = std::make_shared<SparePages>();
  spare->NoteTables(static_cast<std::ptrdiff_t>(256 * kMegabyte));
  { const PageRange removed = WrittenRange(spare, 100 * kMegabyte, 'a'); }
  EXPECT_EQ(spare->bytes(), 64 * kMegabyte);
}

TEST(PageRangeTest, GivesBackWhatWasNotUsedMeanwhile) {
  const auto spare = BesideLargeTables();
  { const PageRange removed = WrittenRange(spare, 20 * kMegabyte, 'a'); }
  spare->GiveBackIfUnused();
  EXPECT_EQ(spare->bytes(), 4 * kPieceBytes) << "some was kept just now";
  PageRange range(160 * kMegabyte, spare);
  ASSERT_TRUE(range.Reach(kFirstBytes + kPieceBytes));
  spare->GiveBackIfUnused();
  EXPECT_EQ(spare->bytes(), 3 * kPieceBytes) << "some was taken just now";
  spare->GiveBackIfUnused();
  EXPECT_EQ(spare->bytes(), 0U);
}

TEST(PageRangeTest, AnswersWithNewPagesWhereSpareOnesCannotBeMoved) {
  const auto spare = BesideLargeTables();
  // As where the system has no memory for its lists: of a piece that is not there nothing can be moved. What is around
  // it keeps longer ranges away from there.
  void* const around = ::mmap(nullptr, 3 * kPieceBytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  ASSERT_NE(around, MAP_FAILED);
  char* const gone = static_cast<char*>(around) + kPieceBytes;
  ::munmap(gone, kPieceBytes);
  ASSERT_TRUE(spare->Keep(gone));
  const std::size_t bytes = 20 * kMegabyte;
  const PageRange range = WrittenRange(spare, bytes, 'a');
  EXPECT_EQ(spare->bytes(), 0U);
  EXPECT_TRUE(IsFilled(range, bytes, 'a'));
  ::munmap(around, 3 * kPieceBytes);
}

TEST(PageRangeTest, LeavesNoAddressesBehindButSpareOnes) {
  const auto spare = BesideLargeTables();
  { const PageRange removed = WrittenRange(spare, 20 * kMegabyte, 'a'); }
  const std::size_t before = MappedBytes();
  for (int i = 0; i < 20; ++i) {
    { const PageRange small = WrittenRange(spare, kMegabyte, 'a'); }
    const PageRange large = WrittenRange(spare, 20 * kMegabyte, 'b');
  }
  EXPECT_EQ(spare->bytes(), 4 * kPieceBytes);
  EXPECT_LT(MappedBytes(), before + 4 * kMegabyte);
  while (spare->bytes() > 0) spare->GiveBackIfUnused();
  EXPECT_LT(MappedBytes(), before - 3 * kPieceBytes);
}

TEST(PageRangeTest, NoTwoTablesShareAPage) {
  const std::uint32_t seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  struct Table {
    PageRange range;
    std::size_t bytes;
    char filling;
  };
  const auto spare = BesideLargeTables();
  std::vector<Table> tables;
  std::size_t taken_again = 0;
  for (int i = 0; i < 60; ++i) {
    const std::size_t before = spare->bytes();
    const std::size_t bytes = 1 + random() % (30 * kMegabyte);
    const auto filling = static_cast<char>(i + 1);
    tables.push_back({WrittenRange(spare, bytes, filling), bytes, filling});
    taken_again += before - spare->bytes();
    if (tables.size() < 5) continue;
    std::swap(tables[random() % tables.size()], tables.back());
    EXPECT_TRUE(IsFilled(tables.back().range, tables.back().bytes, tables.back().filling)) << "table " << i;
    tables.pop_back();
  }
  EXPECT_GT(taken_again, 10 * kPieceBytes);
  for (const Table& table : tables) EXPECT_TRUE(IsFilled(table.range, table.bytes, table.filling));
}

}  // namespace
}  // namespace tablerock

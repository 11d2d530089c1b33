// The tables of a store in memory: what is written is read, in place, as long as anybody has it open.
#include "storage/memory_tables.h"

#include <gtest/gtest.h>
#include <rocksdb/env.h>
#include <rocksdb/file_system.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "storage/page_range.h"

namespace tablerock {
namespace {

constexpr std::size_t kMegabyte = std::size_t{1} << 20U;

void Check(const rocksdb::IOStatus& status) {
  if (!status.ok()) throw std::runtime_error(status.ToString());
}

// Other bytes in each piece and at each place of it.
std::string PieceOf(int number, std::size_t bytes) {
  std::string piece(bytes, '\0');
  for (std::size_t i = 0; i < bytes; ++i) {
    piece[i] = static_cast<char>(static_cast<std::size_t>(number) * 31 + i * 7 + i / 4096);
  }
  return piece;
}

class MemoryTablesTest : public testing::Test {
 protected:
  std::unique_ptr<rocksdb::FSWritableFile> NewFile(const std::string& name) {
    std::unique_ptr<rocksdb::FSWritableFile> file;
    Check(files_->NewWritableFile(name, rocksdb::FileOptions(), &file, nullptr));
    return file;
  }
  void WriteFile(const std::string& name, const std::vector<std::string>& pieces) {
    const auto file = NewFile(name);
    for (const std::string& piece : pieces) Check(file->Append(piece, rocksdb::IOOptions(), nullptr));
    Check(file->Close(rocksdb::IOOptions(), nullptr));
  }
  std::unique_ptr<rocksdb::FSRandomAccessFile> Open(const std::string& name) {
    std::unique_ptr<rocksdb::FSRandomAccessFile> file;
    rocksdb::FileOptions options;
    options.use_mmap_reads = true;
    Check(files_->NewRandomAccessFile(name, options, &file, nullptr));
    return file;
  }
  // Without a place to copy it to.
  static rocksdb::Slice Read(const rocksdb::FSRandomAccessFile& file, std::uint64_t offset, std::size_t count) {
    rocksdb::Slice result;
    Check(file.Read(offset, count, rocksdb::IOOptions(), &result, nullptr, nullptr));
    return result;
  }
  std::uint64_t SizeOf(const std::string& name) {
    std::uint64_t size = 0;
    Check(files_->GetFileSize(name, rocksdb::IOOptions(), &size, nullptr));
    return size;
  }
  bool Exists(const std::string& name) { return files_->FileExists(name, rocksdb::IOOptions(), nullptr).ok(); }
  void Delete(const std::string& name) { Check(files_->DeleteFile(name, rocksdb::IOOptions(), nullptr)); }

  std::unique_ptr<rocksdb::Env> base_{rocksdb::NewMemEnv(rocksdb::Env::Default())};
  std::shared_ptr<SparePages> spare_ = std::make_shared<SparePages>();
  std::shared_ptr<rocksdb::FileSystem> files_ = NewMemoryTables(base_->GetFileSystem(), spare_);
};

TEST_F(MemoryTablesTest, ReadsWhatWasWritten) {
  WriteFile("/1.sst", {"one", "two", "three"});
  EXPECT_EQ(SizeOf("/1.sst"), 11U);
  const auto file = Open("/1.sst");
  EXPECT_EQ(Read(*file, 0, 11), "onetwothree");
  EXPECT_EQ(Read(*file, 3, 3), "two");
  EXPECT_EQ(Read(*file, 6, 100), "three") << "no further than its end";
  EXPECT_EQ(Read(*file, 11, 1), "");
  EXPECT_EQ(Read(*file, 1000, 1), "");
}

TEST_F(MemoryTablesTest, KeepsATableThatOutgrowsItsRange) {
  constexpr int kPieces = 35;
  constexpr std::size_t kPieceBytes = 5 * kMegabyte;  // 175 MB in all: moved once
  const auto file = NewFile("/1.sst");
  for (int i = 0; i < kPieces; ++i) Check(file->Append(PieceOf(i, kPieceBytes), rocksdb::IOOptions(), nullptr));
  Check(file->Close(rocksdb::IOOptions(), nullptr));
  EXPECT_EQ(SizeOf("/1.sst"), kPieces * kPieceBytes);
  const auto opened = Open("/1.sst");
  for (int i = 0; i < kPieces; ++i) {
    const auto offset = static_cast<std::uint64_t>(i) * kPieceBytes;
    EXPECT_TRUE(Read(*opened, offset, kPieceBytes) == PieceOf(i, kPieceBytes)) << "piece " << i;
  }
}

TEST_F(MemoryTablesTest, KeepsARemovedTableForWhoHasItOpen) {
  WriteFile("/1.sst", {PieceOf(1, 3 * kMegabyte)});
  const auto file = Open("/1.sst");
  Delete("/1.sst");
  EXPECT_FALSE(Exists("/1.sst"));
  EXPECT_TRUE(Read(*file, 0, 3 * kMegabyte) == PieceOf(1, 3 * kMegabyte));
  std::unique_ptr<rocksdb::FSRandomAccessFile> none;
  EXPECT_FALSE(files_->NewRandomAccessFile("/1.sst", rocksdb::FileOptions(), &none, nullptr).ok());
}

TEST_F(MemoryTablesTest, ReplacesATableOfTheSameName) {
  WriteFile("/1.sst", {"before"});
  const auto before = Open("/1.sst");
  WriteFile("/1.sst", {"behind"});
  EXPECT_EQ(Read(*before, 0, 6), "before");
  EXPECT_EQ(Read(*Open("/1.sst"), 0, 6), "behind");
}

TEST_F(MemoryTablesTest, StaysAsItIsWhereTheSystemGivesNoMemory) {
  const auto file = NewFile("/1.sst");
  Check(file->Append("one", rocksdb::IOOptions(), nullptr));
  const rocksdb::Slice more_than_there_is("two", std::size_t{1} << 60U);  // refused before a byte of it is read
  const rocksdb::IOStatus status = file->Append(more_than_there_is, rocksdb::IOOptions(), nullptr);
  EXPECT_TRUE(status.IsIOError());
  EXPECT_TRUE(status.GetRetryable());
  Check(file->Append("two", rocksdb::IOOptions(), nullptr));
  Check(file->Close(rocksdb::IOOptions(), nullptr));
  EXPECT_EQ(Read(*Open("/1.sst"), 0, 100), "onetwo");
}

TEST_F(MemoryTablesTest, KeepsPagesOfRemovedTablesBesideLargeOnesAlone) {
  const std::vector<std::string> pieces(4, PieceOf(1, 5 * kMegabyte));
  WriteFile("/1.sst", std::vector<std::string>(56, PieceOf(2, 5 * kMegabyte)));  // 280 MB
  WriteFile("/2.sst", pieces);
  Delete("/2.sst");
  const std::size_t spare = spare_->bytes();
  EXPECT_EQ(spare, 16 * kMegabyte);
  WriteFile("/3.sst", pieces);
  EXPECT_EQ(spare_->bytes(), 0U);
  EXPECT_TRUE(Read(*Open("/3.sst"), 15 * kMegabyte, 5 * kMegabyte) == pieces.back());
  Delete("/3.sst");
  Delete("/1.sst");
  EXPECT_EQ(spare_->bytes(), spare) << "no more, as no tables are left";
}

TEST_F(MemoryTablesTest, LeavesOtherFilesToItsBase) {
  WriteFile("/MANIFEST", {"manifest"});
  EXPECT_EQ(SizeOf("/MANIFEST"), 8U);
  EXPECT_TRUE(base_->FileExists("/MANIFEST").ok());
  std::uint64_t size = 0;
  EXPECT_TRUE(base_->GetFileSize("/MANIFEST", &size).ok());
  EXPECT_EQ(size, 8U);
}

}  // namespace
}  // namespace tablerock

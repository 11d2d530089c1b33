// What the file system under the engine does of its own: compactions wait while they are held, and nothing else does.
#include "storage/engine_file_system.h"

#include <gtest/gtest.h>
#include <rocksdb/env.h>
#include <rocksdb/file_system.h>

#include <atomic>
#include <future>
#include <memory>
#include <stdexcept>
#include <string>

#include "temporary_directory.h"

namespace tablerock {
namespace {

constexpr int kOtherWrites = 200;

using Use = EngineFileSystem::Use;

class EngineFileSystemTest : public testing::TestWithParam<Use> {
 protected:
  // As the engine makes one.
  std::unique_ptr<rocksdb::FSWritableFile> NewFile(const std::string& name, rocksdb::Env::IOPriority priority) {
    std::unique_ptr<rocksdb::FSWritableFile> file;
    const rocksdb::IOStatus status = files_.env()->GetFileSystem()->NewWritableFile(
        directory_.path() + "/" + name, rocksdb::FileOptions(), &file, nullptr);
    if (!status.ok()) throw std::runtime_error(status.ToString());
    file->SetIOPriority(priority);
    return file;
  }
  static void Append(rocksdb::FSWritableFile& file) {
    EXPECT_TRUE(file.Append("bytes", rocksdb::IOOptions(), nullptr).ok());
  }

  TemporaryDirectory directory_;
  EngineFileSystem files_{*rocksdb::Env::Default(), GetParam()};
};

TEST_P(EngineFileSystemTest, HoldsBackWhatCompactionsWriteAndNothingElse) {
  const auto compacted = NewFile("compacted", rocksdb::Env::IO_LOW);
  const auto flushed = NewFile("flushed", rocksdb::Env::IO_HIGH);
  const auto log = NewFile("log", rocksdb::Env::IO_TOTAL);
  files_.HoldCompactions();

  std::promise<void> begun;
  std::atomic<bool> let_go{false};
  std::future<bool> waited = std::async(std::launch::async, [&] {
    begun.set_value();
    Append(*compacted);
    return let_go.load();
  });
  begun.get_future().wait();
  for (int i = 0; i < kOtherWrites; ++i) {
    Append(*flushed);
    Append(*log);
    EXPECT_TRUE(log->Sync(rocksdb::IOOptions(), nullptr).ok());
  }
  let_go = true;
  files_.LetCompactionsGo();
  EXPECT_TRUE(waited.get()) << "a compaction wrote while it was held";

  Append(*compacted);  // is not held any more
}

INSTANTIATE_TEST_SUITE_P(Uses, EngineFileSystemTest, testing::Values(Use::kMemory, Use::kMaking, Use::kOpening),
                         [](const testing::TestParamInfo<Use>& use) {
                           if (use.param == Use::kMemory) return "Memory";
                           return use.param == Use::kMaking ? "Making" : "Opening";
                         });

}  // namespace
}  // namespace tablerock

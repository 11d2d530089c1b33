#include "storage/engine_file_system.h"

#include <rocksdb/env.h>
#include <rocksdb/file_system.h>

#include <atomic>
#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include "core/thread_scheduling.h"
#include "storage/data_directory.h"
#include "storage/memory_tables.h"
#include "storage/page_range.h"

namespace tablerock {
namespace {

// Shared with every file of the store.
using Syncing = std::shared_ptr<const std::atomic<bool>>;
using Holding = std::shared_ptr<const std::atomic<bool>>;

// Of a disk that is full or fails now. The engine would else take an error of its log as the end of all writing; and of
// a full disk it would wait for space in a way of its own, which ends so when the space is taken again meanwhile.
rocksdb::IOStatus Passing(rocksdb::IOStatus status) {
  if (!status.IsIOError()) return status;
  if (status.IsNoSpace()) {
    const char* detail = status.getState();
    status = rocksdb::IOStatus::IOError("no space left", detail != nullptr ? detail : "");
  }
  status.SetRetryable(true);
  return status;
}

// A file that gives way if it is a compaction's: each piece that it writes waits while compactions are held, and lets
// others have the processor.
class GivingWayFile final : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  GivingWayFile(std::unique_ptr<rocksdb::FSWritableFile> file, Holding holding)
      : FSWritableFileOwnerWrapper(std::move(file)), holding_(std::move(holding)) {}
  using FSWritableFileOwnerWrapper::Append;
  rocksdb::IOStatus Append(const rocksdb::Slice& data, const rocksdb::IOOptions& options,
                           rocksdb::IODebugContext* debug) override {
    GiveWay();
    return FSWritableFileOwnerWrapper::Append(data, options, debug);
  }
  rocksdb::IOStatus Append(const rocksdb::Slice& data, const rocksdb::IOOptions& options,
                           const rocksdb::DataVerificationInfo& verification, rocksdb::IODebugContext* debug) override {
    GiveWay();
    return FSWritableFileOwnerWrapper::Append(data, options, verification, debug);
  }

 private:
  // The engine gives files of compactions this priority, and no others; not while it holds writers back.
  void GiveWay() {
    if (GetIOPriority() != rocksdb::Env::IO_LOW) return;
    holding_->wait(true);
    LetOthersRun();
  }

  Holding holding_;
};

// A file on disk whose errors may pass.
class PassingWritableFile final : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  explicit PassingWritableFile(std::unique_ptr<rocksdb::FSWritableFile> file)
      : FSWritableFileOwnerWrapper(std::move(file)) {}
  using FSWritableFileOwnerWrapper::Append;
  rocksdb::IOStatus Append(const rocksdb::Slice& data, const rocksdb::IOOptions& options,
                           rocksdb::IODebugContext* debug) override {
    return Passing(FSWritableFileOwnerWrapper::Append(data, options, debug));
  }
  rocksdb::IOStatus Append(const rocksdb::Slice& data, const rocksdb::IOOptions& options,
                           const rocksdb::DataVerificationInfo& verification, rocksdb::IODebugContext* debug) override {
    return Passing(FSWritableFileOwnerWrapper::Append(data, options, verification, debug));
  }
  rocksdb::IOStatus Flush(const rocksdb::IOOptions& options, rocksdb::IODebugContext* debug) override {
    return Passing(FSWritableFileOwnerWrapper::Flush(options, debug));
  }
  rocksdb::IOStatus Sync(const rocksdb::IOOptions& options, rocksdb::IODebugContext* debug) override {
    return Passing(FSWritableFileOwnerWrapper::Sync(options, debug));
  }
  rocksdb::IOStatus Fsync(const rocksdb::IOOptions& options, rocksdb::IODebugContext* debug) override {
    return Passing(FSWritableFileOwnerWrapper::Fsync(options, debug));
  }
  rocksdb::IOStatus Close(const rocksdb::IOOptions& options, rocksdb::IODebugContext* debug) override {
    return Passing(FSWritableFileOwnerWrapper::Close(options, debug));
  }
};

class PassingDirectory final : public rocksdb::FSDirectoryWrapper {
 public:
  explicit PassingDirectory(std::unique_ptr<rocksdb::FSDirectory> directory)
      : FSDirectoryWrapper(std::move(directory)) {}
  rocksdb::IOStatus Fsync(const rocksdb::IOOptions& options, rocksdb::IODebugContext* debug) override {
    return Passing(FSDirectoryWrapper::Fsync(options, debug));
  }
  rocksdb::IOStatus FsyncWithDirOptions(const rocksdb::IOOptions& options, rocksdb::IODebugContext* debug,
                                        const rocksdb::DirFsyncOptions& directory_options) override {
    return Passing(FSDirectoryWrapper::FsyncWithDirOptions(options, debug, directory_options));
  }
};

class QuietWritableFile final : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  QuietWritableFile(std::unique_ptr<rocksdb::FSWritableFile> file, Syncing syncing)
      : FSWritableFileOwnerWrapper(std::move(file)), syncing_(std::move(syncing)) {}
  rocksdb::IOStatus Sync(const rocksdb::IOOptions& options, rocksdb::IODebugContext* debug) override {
    return *syncing_ ? FSWritableFileOwnerWrapper::Sync(options, debug) : rocksdb::IOStatus::OK();
  }
  rocksdb::IOStatus Fsync(const rocksdb::IOOptions& options, rocksdb::IODebugContext* debug) override {
    return *syncing_ ? FSWritableFileOwnerWrapper::Fsync(options, debug) : rocksdb::IOStatus::OK();
  }

 private:
  Syncing syncing_;
};

class QuietDirectory final : public rocksdb::FSDirectoryWrapper {
 public:
  QuietDirectory(std::unique_ptr<rocksdb::FSDirectory> directory, Syncing syncing)
      : FSDirectoryWrapper(std::move(directory)), syncing_(std::move(syncing)) {}
  rocksdb::IOStatus Fsync(const rocksdb::IOOptions& options, rocksdb::IODebugContext* debug) override {
    return *syncing_ ? FSDirectoryWrapper::Fsync(options, debug) : rocksdb::IOStatus::OK();
  }
  rocksdb::IOStatus FsyncWithDirOptions(const rocksdb::IOOptions& options, rocksdb::IODebugContext* debug,
                                        const rocksdb::DirFsyncOptions& directory_options) override {
    return *syncing_ ? FSDirectoryWrapper::FsyncWithDirOptions(options, debug, directory_options)
                     : rocksdb::IOStatus::OK();
  }

 private:
  Syncing syncing_;
};

}  // namespace

class EngineFileSystem::Files final : public rocksdb::FileSystemWrapper {
 public:
  Files(const std::shared_ptr<rocksdb::FileSystem>& base, Use use)
      : FileSystemWrapper(base),
        on_disk_(use != Use::kMemory),
        syncing_(std::make_shared<std::atomic<bool>>(use == Use::kOpening)) {}
  const char* Name() const override { return "tablerock.engine"; }
  void BeginSyncing() { *syncing_ = true; }
  void Hold(bool hold) {
    *holding_ = hold;
    holding_->notify_all();
  }

  rocksdb::IOStatus NewWritableFile(const std::string& name, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSWritableFile>* file,
                                    rocksdb::IODebugContext* debug) override {
    // The engine goes on without them.
    if (name.find("/OPTIONS-") != std::string::npos) return rocksdb::IOStatus::NotSupported("no options file");
    rocksdb::IOStatus status = Passing(FileSystemWrapper::NewWritableFile(name, options, file, debug));
    if (status.ok() && on_disk_) *file = std::make_unique<PassingWritableFile>(std::move(*file));
    if (status.ok() && !*syncing_) *file = std::make_unique<QuietWritableFile>(std::move(*file), syncing_);
    // The outermost: the engine tells this one the priority, and a wrapper tells nobody.
    if (status.ok()) *file = std::make_unique<GivingWayFile>(std::move(*file), holding_);
    return status;
  }
  // The memory environment gives wrong bytes to who reads a file from front to back without a buffer.
  rocksdb::IOStatus NewSequentialFile(const std::string& name, const rocksdb::FileOptions& options,
                                      std::unique_ptr<rocksdb::FSSequentialFile>* file,
                                      rocksdb::IODebugContext* debug) override {
    rocksdb::FileOptions buffered = options;
    buffered.use_mmap_reads = false;
    return FileSystemWrapper::NewSequentialFile(name, buffered, file, debug);
  }
  rocksdb::IOStatus NewDirectory(const std::string& name, const rocksdb::IOOptions& options,
                                 std::unique_ptr<rocksdb::FSDirectory>* directory,
                                 rocksdb::IODebugContext* debug) override {
    rocksdb::IOStatus status = FileSystemWrapper::NewDirectory(name, options, directory, debug);
    if (status.ok() && on_disk_) *directory = std::make_unique<PassingDirectory>(std::move(*directory));
    if (status.ok() && !*syncing_) *directory = std::make_unique<QuietDirectory>(std::move(*directory), syncing_);
    return status;
  }

  rocksdb::IOStatus RenameFile(const std::string& from, const std::string& to, const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* debug) override {
    return Passing(FileSystemWrapper::RenameFile(from, to, options, debug));
  }

 private:
  const bool on_disk_;
  std::shared_ptr<std::atomic<bool>> syncing_;
  std::shared_ptr<std::atomic<bool>> holding_ = std::make_shared<std::atomic<bool>>(false);
};

EngineFileSystem::EngineFileSystem(rocksdb::Env& base, Use use)
    : spare_(use == Use::kMemory ? std::make_shared<SparePages>() : nullptr),
      files_(
          std::make_shared<Files>(spare_ ? NewMemoryTables(base.GetFileSystem(), spare_) : base.GetFileSystem(), use)),
      env_(rocksdb::NewCompositeEnv(files_)) {}

EngineFileSystem::~EngineFileSystem() = default;

Result<void> EngineFileSystem::FinishMaking(const std::string& path) {
  files_->BeginSyncing();  // before the files are synced here: no write falls between
  for (const auto& entry : std::filesystem::directory_iterator(path)) {
    std::error_code gone;  // the engine meanwhile removes what it has replaced
    if (entry.file_size(gone) == 0 || gone) continue;
    if (!SyncPath(entry.path()) && errno != ENOENT) {
      return ApiError::Internal("syncing " + entry.path().string() + " failed");
    }
  }
  if (!SyncPath(path)) return ApiError::Internal("syncing " + path + " failed");
  return {};
}

void EngineFileSystem::HoldCompactions() { files_->Hold(true); }
void EngineFileSystem::LetCompactionsGo() { files_->Hold(false); }

void EngineFileSystem::GiveSparePagesBack() {
  if (spare_) spare_->GiveBackIfUnused();
}

}  // namespace tablerock

#include "storage/start_file_system.h"

#include <rocksdb/env.h>
#include <rocksdb/file_system.h>

#include <atomic>
#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include "storage/data_directory.h"

namespace tablerock {
namespace {

// Shared with every file of the store.
using Syncing = std::shared_ptr<const std::atomic<bool>>;

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

class StartFileSystem::Files final : public rocksdb::FileSystemWrapper {
 public:
  Files(const std::shared_ptr<rocksdb::FileSystem>& base, bool making)
      : FileSystemWrapper(base), syncing_(std::make_shared<std::atomic<bool>>(!making)) {}
  const char* Name() const override { return "tablerock.start"; }
  void BeginSyncing() { *syncing_ = true; }

  rocksdb::IOStatus NewWritableFile(const std::string& name, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSWritableFile>* file,
                                    rocksdb::IODebugContext* debug) override {
    // The engine goes on without them.
    if (name.find("/OPTIONS-") != std::string::npos) return rocksdb::IOStatus::NotSupported("no options file");
    rocksdb::IOStatus status = FileSystemWrapper::NewWritableFile(name, options, file, debug);
    if (status.ok() && !*syncing_) *file = std::make_unique<QuietWritableFile>(std::move(*file), syncing_);
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
    if (status.ok() && !*syncing_) *directory = std::make_unique<QuietDirectory>(std::move(*directory), syncing_);
    return status;
  }

 private:
  std::shared_ptr<std::atomic<bool>> syncing_;
};

StartFileSystem::StartFileSystem(rocksdb::Env& base, bool making)
    : files_(std::make_shared<Files>(base.GetFileSystem(), making)), env_(rocksdb::NewCompositeEnv(files_)) {}

StartFileSystem::~StartFileSystem() = default;

Result<void> StartFileSystem::FinishMaking(const std::string& path) {
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

}  // namespace tablerock

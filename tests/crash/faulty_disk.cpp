#include "crash/faulty_disk.h"

#include <rocksdb/env.h>
#include <rocksdb/file_system.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <map>
#include <mutex>
#include <optional>
#include <random>
#include <utility>
#include <vector>

namespace tablerock {
namespace {

using rocksdb::FileOptions;
using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;
using rocksdb::Slice;

constexpr std::uint64_t kNever = std::numeric_limits<std::uint64_t>::max();

// What was written of one file, and what of that a loss of power leaves.
struct FileState {
  std::uint64_t size = 0;
  std::uint64_t synced_size = 0;
  bool name_synced = false;
};

// A renaming that its directory was not synced after.
struct Renaming {
  std::string from;
  std::string to;
  std::optional<std::string> replaced;  // the content of the file that had the name
};

std::string ContentOf(const std::string& name) {
  std::ifstream file(name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::string DirectoryOf(const std::string& name) { return std::filesystem::path(name).parent_path().string(); }

std::string WithoutEndSlash(std::string name) {
  while (name.size() > 1 && name.back() == '/') name.pop_back();
  return name;
}

}  // namespace

class FaultyDisk::Files final : public rocksdb::FileSystemWrapper {
 public:
  Files() : FileSystemWrapper(rocksdb::FileSystem::Default()) {}
  const char* Name() const override { return "tablerock.test.faulty_disk"; }

  // What is to happen to the next change of that kind: an error, or OK.
  enum class Change : std::uint8_t { kAppend, kSync, kCreate, kOther };
  IOStatus Before(Change change, const std::string& name);

  void Appended(const std::string& name, std::uint64_t bytes);
  std::uint64_t SizeOf(const std::string& name);
  void Synced(const std::string& name, std::uint64_t size);
  void DirectorySynced(const std::string& directory);

  IOStatus NewWritableFile(const std::string& name, const FileOptions& options,
                           std::unique_ptr<rocksdb::FSWritableFile>* file, IODebugContext* debug) override;
  IOStatus NewDirectory(const std::string& name, const IOOptions& options,
                        std::unique_ptr<rocksdb::FSDirectory>* directory, IODebugContext* debug) override;
  IOStatus RenameFile(const std::string& from, const std::string& to, const IOOptions& options,
                      IODebugContext* debug) override;
  IOStatus DeleteFile(const std::string& name, const IOOptions& options, IODebugContext* debug) override;

  void DropUnsynced(std::uint64_t seed, bool harsh);

  std::atomic<std::uint64_t> changes_left{kNever};
  std::atomic<std::uint64_t> faults_met{0};
  std::mutex mutex;  // all below
  Fault fault = Fault::kNone;
  std::string fault_name_part;

 private:
  void UndoRenamings(std::size_t kept);

  std::map<std::string, FileState> files_;
  std::vector<Renaming> renamings_;  // in their order
};

namespace {

template <typename Files>
class TrackedFile final : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  TrackedFile(std::unique_ptr<rocksdb::FSWritableFile> file, std::string name, Files& files)
      : FSWritableFileOwnerWrapper(std::move(file)), name_(std::move(name)), files_(files) {}
  IOStatus Append(const Slice& data, const IOOptions& options, IODebugContext* debug) override {
    IOStatus status = files_.Before(Files::Change::kAppend, name_);
    if (status.ok()) status = FSWritableFileOwnerWrapper::Append(data, options, debug);
    if (status.ok()) files_.Appended(name_, data.size());
    return status;
  }
  IOStatus Append(const Slice& data, const IOOptions& options, const rocksdb::DataVerificationInfo& /*verification*/,
                  IODebugContext* debug) override {
    return Append(data, options, debug);
  }
  // The disk itself need not sync: what it is said to have is what a loss of power leaves.
  IOStatus Sync(const IOOptions& /*options*/, IODebugContext* /*debug*/) override {
    const std::uint64_t size = files_.SizeOf(name_);  // before: what is appended meanwhile may not be synced
    IOStatus status = files_.Before(Files::Change::kSync, name_);
    if (status.ok()) files_.Synced(name_, size);
    return status;
  }
  IOStatus Fsync(const IOOptions& options, IODebugContext* debug) override { return Sync(options, debug); }

 private:
  std::string name_;
  Files& files_;
};

template <typename Files>
class TrackedDirectory final : public rocksdb::FSDirectoryWrapper {
 public:
  TrackedDirectory(std::unique_ptr<rocksdb::FSDirectory> directory, std::string name, Files& files)
      : FSDirectoryWrapper(std::move(directory)), name_(std::move(name)), files_(files) {}
  IOStatus Fsync(const IOOptions& /*options*/, IODebugContext* /*debug*/) override {
    IOStatus status = files_.Before(Files::Change::kSync, name_);
    if (status.ok()) files_.DirectorySynced(name_);
    return status;
  }
  IOStatus FsyncWithDirOptions(const IOOptions& options, IODebugContext* debug,
                               const rocksdb::DirFsyncOptions& /*directory_options*/) override {
    return Fsync(options, debug);
  }

 private:
  std::string name_;
  Files& files_;
};

}  // namespace

IOStatus FaultyDisk::Files::Before(Change change, const std::string& name) {
  std::uint64_t left = changes_left.load();
  while (left != kNever && left != 0 && !changes_left.compare_exchange_weak(left, left - 1)) {
  }
  if (left == 0) return IOStatus::IOError("the power is lost");
  const std::lock_guard lock(mutex);
  if (fault == Fault::kNone || name.find(fault_name_part) == std::string::npos) return IOStatus::OK();
  IOStatus status;
  if (fault == Fault::kFull && (change == Change::kAppend || change == Change::kCreate)) {
    status = IOStatus::NoSpace("No space left on device");
    status.SetRetryable(true);  // as the real one does
  } else if (fault == Fault::kFailingAppend && change == Change::kAppend) {
    status = IOStatus::IOError("Input/output error");
  } else if (fault == Fault::kFailingSync && change == Change::kSync) {
    status = IOStatus::IOError("Input/output error");
  }
  if (!status.ok()) faults_met.fetch_add(1);
  return status;
}

void FaultyDisk::Files::Appended(const std::string& name, std::uint64_t bytes) {
  const std::lock_guard lock(mutex);
  files_[name].size += bytes;
}

std::uint64_t FaultyDisk::Files::SizeOf(const std::string& name) {
  const std::lock_guard lock(mutex);
  return files_[name].size;
}

void FaultyDisk::Files::Synced(const std::string& name, std::uint64_t size) {
  const std::lock_guard lock(mutex);
  FileState& file = files_[name];
  file.synced_size = std::max(file.synced_size, size);
}

void FaultyDisk::Files::DirectorySynced(const std::string& directory) {
  const std::lock_guard lock(mutex);
  for (auto& [name, file] : files_) {
    if (DirectoryOf(name) == directory) file.name_synced = true;
  }
  std::erase_if(renamings_, [&](const Renaming& renaming) { return DirectoryOf(renaming.to) == directory; });
}

IOStatus FaultyDisk::Files::NewWritableFile(const std::string& name, const FileOptions& options,
                                            std::unique_ptr<rocksdb::FSWritableFile>* file, IODebugContext* debug) {
  IOStatus status = Before(Change::kCreate, name);
  if (status.ok()) status = FileSystemWrapper::NewWritableFile(name, options, file, debug);
  if (!status.ok()) return status;
  {
    const std::lock_guard lock(mutex);
    files_[name] = FileState();
  }
  *file = std::make_unique<TrackedFile<Files>>(std::move(*file), name, *this);
  return status;
}

IOStatus FaultyDisk::Files::NewDirectory(const std::string& name, const IOOptions& options,
                                         std::unique_ptr<rocksdb::FSDirectory>* directory, IODebugContext* debug) {
  IOStatus status = FileSystemWrapper::NewDirectory(name, options, directory, debug);
  if (!status.ok()) return status;
  *directory = std::make_unique<TrackedDirectory<Files>>(std::move(*directory), WithoutEndSlash(name), *this);
  return status;
}

IOStatus FaultyDisk::Files::RenameFile(const std::string& from, const std::string& to, const IOOptions& options,
                                       IODebugContext* debug) {
  IOStatus status = Before(Change::kOther, to);
  if (!status.ok()) return status;
  Renaming renaming{from, to, std::nullopt};
  if (std::filesystem::exists(to)) renaming.replaced = ContentOf(to);
  status = FileSystemWrapper::RenameFile(from, to, options, debug);
  if (!status.ok()) return status;
  const std::lock_guard lock(mutex);
  if (const auto moved = files_.find(from); moved != files_.end()) {
    files_[to] = moved->second;
    files_.erase(from);
    files_[to].name_synced = true;  // the renaming says whether it is
  }
  renamings_.push_back(std::move(renaming));
  return status;
}

// At once and for good: of what a disk may make of it, what hurts most.
IOStatus FaultyDisk::Files::DeleteFile(const std::string& name, const IOOptions& options, IODebugContext* debug) {
  IOStatus status = Before(Change::kOther, name);
  if (status.ok()) status = FileSystemWrapper::DeleteFile(name, options, debug);
  if (!status.ok()) return status;
  const std::lock_guard lock(mutex);
  files_.erase(name);
  return status;
}

void FaultyDisk::Files::UndoRenamings(std::size_t kept) {
  while (renamings_.size() > kept) {
    const Renaming& renaming = renamings_.back();
    std::filesystem::remove(renaming.to);
    files_.erase(renaming.to);
    if (renaming.replaced) std::ofstream(renaming.to, std::ios::binary) << *renaming.replaced;
    renamings_.pop_back();
  }
}

void FaultyDisk::Files::DropUnsynced(std::uint64_t seed, bool harsh) {
  const std::lock_guard lock(mutex);
  std::mt19937_64 random(seed);
  UndoRenamings(harsh ? 0 : random() % (renamings_.size() + 1));
  renamings_.clear();
  for (auto& [name, file] : files_) {
    if (!std::filesystem::exists(name)) continue;
    if (!file.name_synced && (harsh || random() % 2 == 0)) {
      std::filesystem::remove(name);
      continue;
    }
    const std::uint64_t unsynced = file.size - file.synced_size;
    const std::uint64_t more = harsh || random() % 2 == 0 ? 0 : random() % (unsynced + 1);
    std::filesystem::resize_file(name, file.synced_size + more);
  }
  files_.clear();
}

FaultyDisk::FaultyDisk() : files_(std::make_shared<Files>()), env_(rocksdb::NewCompositeEnv(files_)) {}
FaultyDisk::~FaultyDisk() = default;

rocksdb::Env* FaultyDisk::env() const { return env_.get(); }

void FaultyDisk::Set(Fault fault, const std::string& name_part) {
  const std::lock_guard lock(files_->mutex);
  files_->fault = fault;
  files_->fault_name_part = name_part;
}

std::uint64_t FaultyDisk::faults_met() const { return files_->faults_met.load(); }
void FaultyDisk::LosePowerAfter(std::uint64_t changes) { files_->changes_left = changes; }
bool FaultyDisk::power_is_lost() const { return files_->changes_left == 0; }
void FaultyDisk::DropUnsynced(std::uint64_t seed, bool harsh) { files_->DropUnsynced(seed, harsh); }

}  // namespace tablerock

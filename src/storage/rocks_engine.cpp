#include "storage/rocks_engine.h"

#include <rocksdb/cache.h>
#include <rocksdb/convenience.h>
#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/listener.h>
#include <rocksdb/options.h>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

#include "core/clock.h"
#include "storage/rocks_options.h"

namespace tablerock {
namespace {

// What a memtable holds is merged with all of the next level, however little it holds: beside large tables, a larger
// memtable means that each item is written anew less often.
constexpr std::uint64_t kTablesPerMemtable = 16;
constexpr std::size_t kLargeMemtable = 4;  // times the usual one

using FamilyDescriptors = std::vector<rocksdb::ColumnFamilyDescriptor>;

FamilyDescriptors DescribeFamilies(const DatabaseOptions& options, const std::shared_ptr<rocksdb::Cache>& block_cache) {
  const rocksdb::ColumnFamilyOptions defaults;
  FamilyDescriptors descriptors;
  for (std::size_t i = 0; i < kFamilyCount; ++i) {
    descriptors.emplace_back(std::string(kFamilyNames[i]),
                             MakeFamilyOptions(static_cast<Family>(i), options, block_cache, defaults));
  }
  return descriptors;
}

// Opens the default family and makes the others in one go; asking Open to make what is missing takes four times as
// long.
rocksdb::Status CreateAt(const std::string& path, rocksdb::DBOptions engine_options,
                         const FamilyDescriptors& descriptors, std::vector<rocksdb::ColumnFamilyHandle*>& families,
                         std::unique_ptr<rocksdb::DB>& db) {
  engine_options.create_if_missing = true;
  engine_options.error_if_exists = true;
  rocksdb::DB* opened = nullptr;
  const FamilyDescriptors first(descriptors.begin(), descriptors.begin() + 1);
  rocksdb::Status status = rocksdb::DB::Open(engine_options, path, first, &families, &opened);
  if (!status.ok()) return status;
  db.reset(opened);

  const FamilyDescriptors others(descriptors.begin() + 1, descriptors.end());
  std::vector<rocksdb::ColumnFamilyHandle*> created;
  status = db->CreateColumnFamilies(others, &created);
  families.insert(families.end(), created.begin(), created.end());
  return status;
}

// Of a store that was not finished: everything. Of any other: write-ahead logs without a record; each start leaves one,
// and without a write to flush the engine would keep them all.
void RemoveLeftovers(const std::string& path, bool everything) {
  for (const auto& entry : std::filesystem::directory_iterator(path)) {
    std::error_code ignored;  // what cannot be removed is the engine's to judge
    const bool empty_log = entry.path().extension() == ".log" && entry.file_size(ignored) == 0;
    if (everything || empty_log) std::filesystem::remove_all(entry.path(), ignored);
  }
}

}  // namespace

// An error of the write-ahead log waits until nothing is left to flush. A flush that its thread begins behind the error
// is forgotten while it stays in the engine's queue; from then on the engine flushes one request behind those that are
// made, and Resume waits for ever.
class RocksEngine::ErrorListener final : public rocksdb::EventListener {
 public:
  // Both outlive the engine's threads.
  void Watch(rocksdb::DB& db, const std::vector<rocksdb::ColumnFamilyHandle*>& families) {
    db_ = &db;
    families_ = &families;
    watching_ = true;
  }

  // On the thread that wrote, before the engine takes the error; so no other write brings more to flush meanwhile.
  void OnBackgroundError(rocksdb::BackgroundErrorReason reason, rocksdb::Status* /*error*/) override {
    if (!watching_ || reason != rocksdb::BackgroundErrorReason::kWriteCallback) return;
    const auto deadline = SteadyClock::now() + kLongestWait;  // flushes may fail as well
    while (HasFlushes() && SteadyClock::now() < deadline) std::this_thread::sleep_for(kBetweenLooks);
  }

 private:
  static constexpr std::chrono::milliseconds kLongestWait{500};
  static constexpr std::chrono::milliseconds kBetweenLooks{1};

  bool HasFlushes() const {
    std::uint64_t count = 0;
    if (db_->GetIntProperty(rocksdb::DB::Properties::kNumRunningFlushes, &count) && count > 0) return true;
    for (rocksdb::ColumnFamilyHandle* family : *families_) {
      if (db_->GetIntProperty(family, rocksdb::DB::Properties::kMemTableFlushPending, &count) && count > 0) return true;
    }
    return false;
  }

  rocksdb::DB* db_ = nullptr;
  const std::vector<rocksdb::ColumnFamilyHandle*>* families_ = nullptr;
  std::atomic<bool> watching_{false};
};

RocksEngine::RocksEngine() = default;

RocksEngine::~RocksEngine() {
  if (!db_) return;
  for (rocksdb::ColumnFamilyHandle* family : families_) db_->DestroyColumnFamilyHandle(family).PermitUncheckedError();
  db_->Close().PermitUncheckedError();
}

// In this order: a compaction that was held sees that it is to end.
void RocksEngine::EndBackgroundWork() {
  rocksdb::CancelAllBackgroundWork(db_.get(), false);
  file_system_->LetCompactionsGo();
}

void RocksEngine::SizeMemtables() {
  for (const Family kind : {Family::kItems, Family::kIndexes}) {
    std::uint64_t tables = 0;
    db_->GetIntProperty(family(kind), rocksdb::DB::Properties::kLiveSstFilesSize, &tables);
    const bool large = tables >= kTablesPerMemtable * memtable_bytes_;
    std::atomic<bool>& is_large = memtable_is_large_[static_cast<std::size_t>(kind)];
    if (large == is_large) continue;
    const std::size_t bytes = large ? kLargeMemtable * memtable_bytes_ : memtable_bytes_;
    const rocksdb::Status status = db_->SetOptions(family(kind), {{"write_buffer_size", std::to_string(bytes)}});
    if (status.ok()) is_large = large;  // or it is tried again
  }
}

Result<std::unique_ptr<RocksEngine>> RocksEngine::Open(const DatabaseOptions& options, const Log& log) {
  std::unique_ptr<RocksEngine> engine(new RocksEngine());
  engine->memtable_bytes_ = options.memtable_bytes;
  TABLEROCK_TRY(options.in_memory ? engine->OpenInMemory(options, log) : engine->OpenOnDisk(options, log));
  return engine;
}

Result<void> RocksEngine::OpenInMemory(const DatabaseOptions& options, const Log& log) {
  const std::string path = "/store";
  memory_env_.reset(rocksdb::NewMemEnv(rocksdb::Env::Default()));
  file_system_.emplace(*memory_env_, EngineFileSystem::Use::kMemory);
  rocksdb::Status status = memory_env_->CreateDirIfMissing(path);
  if (status.ok()) status = OpenAt(path, true, options, log);
  if (!status.ok()) return ApiError::Internal("the store in memory cannot be made: " + status.ToString());
  return {};
}

Result<void> RocksEngine::OpenOnDisk(const DatabaseOptions& options, const Log& log) {
  TABLEROCK_ASSIGN(DataDirectory directory, DataDirectory::Open(options.data_directory));
  directory_.emplace(std::move(directory));
  const std::string path = directory_->store_path();
  const bool is_new = directory_->is_new();
  rocksdb::Env& base = options.env != nullptr ? *options.env : *rocksdb::Env::Default();
  file_system_.emplace(base, is_new ? EngineFileSystem::Use::kMaking : EngineFileSystem::Use::kOpening);
  RemoveLeftovers(path, is_new);
  const rocksdb::Status status = OpenAt(path, is_new, options, log);
  if (!status.ok()) {
    return ApiError::Internal("data directory " + options.data_directory + " cannot be opened: " + status.ToString());
  }
  if (is_new) {
    TABLEROCK_TRY(file_system_->FinishMaking(path));
    TABLEROCK_TRY(directory_->MarkWhole());
  }
  return {};
}

rocksdb::Status RocksEngine::OpenAt(const std::string& path, bool is_new, const DatabaseOptions& options,
                                    const Log& log) {
  const std::shared_ptr<rocksdb::Cache> block_cache = MakeBlockCache(options);
  rocksdb::DBOptions engine_options = MakeEngineOptions(options, file_system_->env(), log, block_cache);
  const FamilyDescriptors descriptors = DescribeFamilies(options, block_cache);
  if (!options.in_memory) {
    error_listener_ = std::make_shared<ErrorListener>();
    engine_options.listeners.push_back(error_listener_);
  }
  rocksdb::Status status;
  if (is_new) {
    status = CreateAt(path, engine_options, descriptors, families_, db_);
  } else {
    rocksdb::DB* opened = nullptr;
    status = rocksdb::DB::Open(engine_options, path, descriptors, &families_, &opened);
    db_.reset(opened);
  }
  if (!status.ok()) return status;
  for (std::size_t i = 0; i < kFamilyCount; ++i) {
    // Write batches name a family by its number.
    if (families_[i]->GetID() != i) return rocksdb::Status::Corruption("column families are numbered otherwise");
  }
  if (error_listener_) error_listener_->Watch(*db_, families_);
  return status;
}

}  // namespace tablerock

// Catalog: which tables there are, as immutable versions. A request sees one version of its table from start to end; a
// write registers with that version until it has committed or failed. A schema change publishes the new version, waits
// until no write of an older one is in flight (the barrier), and only then begins its work. Thread-safe.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.h"
#include "model/table_description.h"
#include "storage/key_bounds.h"
#include "storage/store.h"
#include "storage/visible_tables.h"

namespace tablerock {

// Items and bytes of a table or of one of its indexes. Shared by all versions; exact once the writes in flight are
// done.
struct SizeCounters {
  std::atomic<std::int64_t> items{0};
  std::atomic<std::int64_t> bytes{0};
};

class TableVersion {
 public:
  const TableDescription& description() const { return description_; }
  SizeCounters& counters() const { return *counters_; }
  // REQUIRES: `index_id` is one of this version's indexes.
  SizeCounters& counters(std::uint32_t index_id) const { return *index_counters_.find(index_id)->second; }

 private:
  friend class Catalog;
  friend class WriteTicket;
  TableDescription description_;
  std::shared_ptr<SizeCounters> counters_;
  std::map<std::uint32_t, std::shared_ptr<SizeCounters>> index_counters_;
  // The barrier: a write counts itself and then looks whether the version is still the newest; a change supersedes the
  // version and then looks at the count. In one total order of the four, so one of them sees the other.
  mutable std::atomic<std::int32_t> writes_in_flight_{0};
  mutable std::atomic<bool> superseded_{false};
};

// A write's registration with a version of its table, from before it takes locks until it has committed or failed.
class WriteTicket {
 public:
  WriteTicket() = default;
  WriteTicket(WriteTicket&& other) noexcept : table_(std::move(other.table_)) {}
  WriteTicket& operator=(WriteTicket&& other) noexcept;
  ~WriteTicket();
  const TableHandle& table() const { return table_; }

 private:
  friend class Catalog;
  explicit WriteTicket(TableHandle table) : table_(std::move(table)) {}
  void Release();
  TableHandle table_;
};

// A settings entry beside the tables: streams, shards, jobs, positions … The value is JSON (json/document.h writes it).
struct CatalogEntry {
  std::string namespace_name;
  std::string name;
  std::string json;
};
// Persisted as the key's first byte: never change a number.
enum class CatalogKind : std::uint8_t {
  kTable = 1,
  kStream = 2,
  kShard = 3,
  kMappingPosition = 4,
  kJob = 5,
  kBackup = 6,
  kExport = 7,
  kImport = 8,
  kSetting = 9,
  kMapping = 10,
  kDelivery = 11,
  kDeliveryPosition = 12,
};

class Catalog {
 public:
  // Reads every table. `counters` stand in the derived family (none with in_memory).
  static Result<std::unique_ptr<Catalog>> Load(Store& store);

  // The newest version, or nullptr. Threads do not slow each other down here.
  TableHandle Find(std::string_view namespace_name, std::string_view table_name) const;
  TableHandle FindById(std::uint32_t table_id) const;
  // Registers a write with the newest version; nothing if there is no such table.
  std::optional<WriteTicket> BeginWrite(std::string_view namespace_name, std::string_view table_name) const;
  // Names in byte order, those behind `after`, at most `limit`.
  std::vector<std::string> TableNames(std::string_view namespace_name, std::string_view after, std::size_t limit) const;
  std::size_t TableCount(std::string_view namespace_name) const;
  // Every table of every namespace.
  std::vector<TableHandle> AllTables() const;

  // What a change writes beside the table's own entry goes into the same batch.
  using Change = std::function<Result<void>(TableDescription& description, WriteBatch& batch)>;

  // Adds a table; gives it its id. `also` may add to the batch (the description then has its id).
  // Error: ResourceInUseException "Table already exists: NAME".
  Result<TableHandle> Create(TableDescription description, const Change& also = {});
  // Changes a table and publishes the new version, then waits at the barrier: on return no write of an older version is
  // in flight. REQUIRES: the caller holds no WriteTicket. Errors: what `change` returns (nothing is changed then);
  // ResourceNotFoundException if it is gone.
  Result<TableHandle> Alter(std::string_view namespace_name, std::string_view table_name, const Change& change);
  // Removes a table's entry, waits at the barrier, then deletes its items, index entries and derived entries as ranges.
  // The change log stays. Returns the last version. A crash in between leaves the rest to the next Load.
  Result<TableHandle> Drop(std::string_view namespace_name, std::string_view table_name, const Change& also = {});
  // Removes all tables of a namespace at once, each as Drop does, with all else that is there: streams and the whole
  // change log, deliveries, jobs, client request tokens. Returns how many tables there were; an unknown namespace has
  // none. A crash before its first write leaves everything as it was, a later one the rest to the next Load.
  Result<std::size_t> DropNamespace(std::string_view namespace_name);

  // Returns when the change that is under way, if any, has passed its barrier: no write in flight then knows a version
  // that was superseded before the call. REQUIRES: the caller holds no WriteTicket.
  void AwaitChange();

  // `told` is called by whoever made, altered or dropped a table, once the change can be seen. Set before other threads
  // use the catalog.
  void OnChange(std::function<void()> told) { told_of_change_ = std::move(told); }
  // How many changes there have been since the start.
  std::uint64_t changes() const { return changes_.load(std::memory_order_acquire); }

  // Settings entries. Of kind kSetting the names that begin with "catalog/" are the catalog's own.
  static void PutEntry(WriteBatch& batch, CatalogKind kind, std::string_view namespace_name, std::string_view name,
                       std::string_view json);
  static void DeleteEntry(WriteBatch& batch, CatalogKind kind, std::string_view namespace_name, std::string_view name);
  Result<std::optional<std::string>> GetEntry(CatalogKind kind, std::string_view namespace_name,
                                              std::string_view name) const;
  // In order of namespace and name.
  Result<std::vector<CatalogEntry>> ListEntries(CatalogKind kind) const;
  // Those of one namespace whose names begin with `name_prefix`, in order.
  Result<std::vector<CatalogEntry>> ListEntries(CatalogKind kind, std::string_view namespace_name,
                                                std::string_view name_prefix) const;

 private:
  explicit Catalog(Store& store) : store_(store) {}
  static TableHandle MakeVersion(TableDescription description, const TableVersion* previous);
  static void AwaitWrites(const TableVersion& superseded);
  Result<void> LoadTables();
  Result<void> LoadCounters(const TableVersion& table);
  Result<void> LoadSettings();
  static std::optional<std::uint32_t> ReadTableId(std::string_view text);
  // What a crash left of the drop that this setting of the catalog's own stands for, if it stands for one.
  Result<void> FinishDropping(std::string_view setting_name);
  Result<void> FinishDroppingNamespace(std::string_view namespace_name, WriteBatch&& batch);
  Result<void> DeleteNamespaceData(std::string_view namespace_name, WriteBatch& batch) const;
  Result<void> DeleteEntries(CatalogKind kind, std::string_view namespace_name, WriteBatch& batch) const;
  void CompactDropped(const TableVersion& table);
  Result<std::vector<CatalogEntry>> ReadEntries(const KeyBounds& bounds) const;

  void TellOfChange();

  Store& store_;
  std::function<void()> told_of_change_;
  std::atomic<std::uint64_t> changes_{0};
  std::mutex change_mutex_;  // one schema change at a time, to the end of its barrier
  VisibleTables tables_;
  std::uint32_t next_table_id_ = 1;  // under change_mutex_
  // Namespaces whose data a failing disk kept from being deleted. Under change_mutex_.
  std::set<std::string, std::less<>> unfinished_drops_;
};

}  // namespace tablerock

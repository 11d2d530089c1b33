#include "storage/catalog.h"

#include <algorithm>
#include <charconv>
#include <system_error>

#include "storage/catalog_codec.h"
#include "storage/counter_values.h"
#include "storage/key_codec.h"

namespace tablerock {
namespace {

// Settings of the catalog itself.
constexpr std::string_view kNextTableIdSetting = "catalog/next-table-id";  // a JSON number

Result<void> PutTable(WriteBatch& batch, const TableDescription& description) {
  TABLEROCK_ASSIGN(const std::string json, EncodeTableDescription(description));
  Catalog::PutEntry(batch, CatalogKind::kTable, description.namespace_name, description.name, json);
  return {};
}

}  // namespace

// ---- write tickets

WriteTicket& WriteTicket::operator=(WriteTicket&& other) noexcept {
  if (this != &other) {
    Release();
    table_ = std::move(other.table_);
  }
  return *this;
}

WriteTicket::~WriteTicket() { Release(); }

void WriteTicket::Release() {
  if (!table_) return;
  const bool last = table_->writes_in_flight_.fetch_sub(1) == 1;
  if (last && table_->superseded_.load()) table_->writes_in_flight_.notify_all();
  table_.reset();
}

std::optional<WriteTicket> Catalog::BeginWrite(std::string_view namespace_name, std::string_view table_name) const {
  while (TableHandle table = tables_.Find(namespace_name, table_name)) {
    table->writes_in_flight_.fetch_add(1);
    WriteTicket ticket(std::move(table));
    // Superseded between the two: a newer version is already visible.
    if (!ticket.table()->superseded_.load()) return ticket;
  }
  return std::nullopt;
}

void Catalog::AwaitWrites(const TableVersion& superseded) {
  superseded.superseded_.store(true);
  for (std::int32_t writes = superseded.writes_in_flight_.load(); writes != 0;
       writes = superseded.writes_in_flight_.load()) {
    superseded.writes_in_flight_.wait(writes);
  }
}

std::optional<std::uint32_t> Catalog::ReadTableId(std::string_view text) {
  std::uint32_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return id;
}

// ---- loading

Result<std::unique_ptr<Catalog>> Catalog::Load(Store& store) {
  std::unique_ptr<Catalog> catalog(new Catalog(store));
  TABLEROCK_TRY(catalog->LoadTables());
  TABLEROCK_TRY(catalog->LoadSettings());
  return catalog;
}

Result<void> Catalog::LoadTables() {
  TABLEROCK_ASSIGN(const std::vector<CatalogEntry> entries, ListEntries(CatalogKind::kTable));
  for (const CatalogEntry& entry : entries) {
    TABLEROCK_ASSIGN(TableDescription description, DecodeTableDescription(entry.json));
    const TableHandle table = MakeVersion(std::move(description), nullptr);
    TABLEROCK_TRY(LoadCounters(*table));
    next_table_id_ = std::max(next_table_id_, table->description().id + 1);
    tables_.Publish(table);
  }
  return {};
}

Result<void> Catalog::LoadCounters(const TableVersion& table) {
  PinnedValue value;
  const auto load = [&](const std::string& key, SizeCounters& counters) -> Result<void> {
    TABLEROCK_ASSIGN(const bool found, store_.Get(Family::kDerived, key, value));
    if (!found) return {};
    const auto values = ReadCounterValues(value.view());
    if (!values) return ApiError::Internal("the size counters of table " + table.description().name + " are damaged");
    counters.items.store(values->items);
    counters.bytes.store(values->bytes);
    return {};
  };
  TABLEROCK_TRY(load(TableCountersKey(table.description().id), table.counters()));
  for (const auto& [index_id, counters] : table.index_counters_) {
    TABLEROCK_TRY(load(IndexCountersKey(table.description().id, index_id), *counters));
  }
  return {};
}

Result<void> Catalog::LoadSettings() {
  TABLEROCK_ASSIGN(const std::vector<CatalogEntry> settings, ListEntries(CatalogKind::kSetting));
  for (const CatalogEntry& setting : settings) {
    if (!setting.namespace_name.empty()) continue;
    if (setting.name == kNextTableIdSetting) {
      const auto id = ReadTableId(setting.json);
      if (!id) return ApiError::Internal("the catalog's next table id is damaged");
      next_table_id_ = std::max(next_table_id_, *id);
    } else {
      TABLEROCK_TRY(FinishDropping(setting.name));
    }
  }
  return {};
}

// ---- reading

TableHandle Catalog::Find(std::string_view namespace_name, std::string_view table_name) const {
  return tables_.Find(namespace_name, table_name);
}
TableHandle Catalog::FindById(std::uint32_t table_id) const { return tables_.FindById(table_id); }
std::vector<std::string> Catalog::TableNames(std::string_view namespace_name, std::string_view after,
                                             std::size_t limit) const {
  return tables_.Names(namespace_name, after, limit);
}
std::size_t Catalog::TableCount(std::string_view namespace_name) const { return tables_.Count(namespace_name); }
std::vector<TableHandle> Catalog::AllTables() const { return tables_.All(); }

// ---- changing

void Catalog::AwaitChange() { const std::lock_guard lock(change_mutex_); }

// Counters of the table, and of the indexes that stay, go on from one version to the next.
TableHandle Catalog::MakeVersion(TableDescription description, const TableVersion* previous) {
  const auto version = std::make_shared<TableVersion>();
  version->counters_ = previous != nullptr ? previous->counters_ : std::make_shared<SizeCounters>();
  for (const auto* indexes : {&description.local_indexes, &description.global_indexes}) {
    for (const SecondaryIndex& index : *indexes) {
      std::shared_ptr<SizeCounters> counters;
      if (previous != nullptr) {
        const auto known = previous->index_counters_.find(index.index_id);
        if (known != previous->index_counters_.end()) counters = known->second;
      }
      version->index_counters_.emplace(index.index_id, counters ? counters : std::make_shared<SizeCounters>());
    }
  }
  version->description_ = std::move(description);
  return version;
}

void Catalog::TellOfChange() {
  changes_.fetch_add(1, std::memory_order_release);
  if (told_of_change_) told_of_change_();
}

Result<TableHandle> Catalog::Create(TableDescription description, const Change& also) {
  const std::lock_guard lock(change_mutex_);
  if (tables_.Find(description.namespace_name, description.name)) {
    return ApiError::ResourceInUse("Table already exists: " + description.name);
  }
  if (unfinished_drops_.contains(description.namespace_name)) {
    TABLEROCK_TRY(FinishDroppingNamespace(description.namespace_name, WriteBatch()));
  }
  description.id = next_table_id_;
  WriteBatch batch;
  if (also) TABLEROCK_TRY(also(description, batch));
  TABLEROCK_TRY(PutTable(batch, description));
  PutEntry(batch, CatalogKind::kSetting, {}, kNextTableIdSetting, std::to_string(description.id + 1));
  TABLEROCK_TRY(store_.Write(std::move(batch)));

  ++next_table_id_;
  const TableHandle table = MakeVersion(std::move(description), nullptr);
  tables_.Publish(table);
  TellOfChange();
  return table;
}

Result<TableHandle> Catalog::Alter(std::string_view namespace_name, std::string_view table_name, const Change& change) {
  const std::lock_guard lock(change_mutex_);
  const TableHandle previous = tables_.Find(namespace_name, table_name);
  if (!previous) return ApiError::TableNotFound(table_name);
  TableDescription description = previous->description();
  WriteBatch batch;
  TABLEROCK_TRY(change(description, batch));
  TABLEROCK_TRY(PutTable(batch, description));
  TABLEROCK_TRY(store_.Write(std::move(batch)));

  const TableHandle table = MakeVersion(std::move(description), previous.get());
  tables_.Publish(table);
  TellOfChange();
  AwaitWrites(*previous);
  return table;
}

// ---- entries

void Catalog::PutEntry(WriteBatch& batch, CatalogKind kind, std::string_view namespace_name, std::string_view name,
                       std::string_view json) {
  batch.Put(Family::kCatalog, CatalogKey(static_cast<std::uint8_t>(kind), namespace_name, name), json);
}

void Catalog::DeleteEntry(WriteBatch& batch, CatalogKind kind, std::string_view namespace_name, std::string_view name) {
  batch.Delete(Family::kCatalog, CatalogKey(static_cast<std::uint8_t>(kind), namespace_name, name));
}

Result<std::optional<std::string>> Catalog::GetEntry(CatalogKind kind, std::string_view namespace_name,
                                                     std::string_view name) const {
  PinnedValue value;
  const std::string key = CatalogKey(static_cast<std::uint8_t>(kind), namespace_name, name);
  TABLEROCK_ASSIGN(const bool found, store_.Get(Family::kCatalog, key, value));
  if (!found) return std::optional<std::string>();
  return std::optional<std::string>(value.view());
}

Result<std::vector<CatalogEntry>> Catalog::ListEntries(CatalogKind kind) const {
  return ReadEntries(BoundsOfPrefix(CatalogPrefix(static_cast<std::uint8_t>(kind))));
}

Result<std::vector<CatalogEntry>> Catalog::ListEntries(CatalogKind kind, std::string_view namespace_name,
                                                       std::string_view name_prefix) const {
  std::string prefix = CatalogPrefix(static_cast<std::uint8_t>(kind), namespace_name);
  AppendKeyTextPrefix(prefix, name_prefix);
  return ReadEntries(BoundsOfPrefix(std::move(prefix)));
}

Result<std::vector<CatalogEntry>> Catalog::ReadEntries(const KeyBounds& bounds) const {
  std::vector<CatalogEntry> entries;
  const auto cursor = store_.NewCursor(Family::kCatalog, bounds.lower, bounds.upper);
  for (cursor->SeekToFirst(); cursor->Valid(); cursor->Next()) {
    auto parts = ReadCatalogKey(cursor->key());
    if (!parts) return ApiError::Internal("a key of the catalog is damaged");
    entries.push_back({std::move(parts->namespace_name), std::move(parts->name), std::string(cursor->value())});
  }
  TABLEROCK_TRY(cursor->status());
  return entries;
}

}  // namespace tablerock

#include "storage/visible_tables.h"

#include <sched.h>

#include "storage/catalog.h"

namespace tablerock {

VisibleTables::NameView VisibleTables::NameOf(const TableVersion& table) {
  return {table.description().namespace_name, table.description().name};
}

TableHandle VisibleTables::Find(std::string_view namespace_name, std::string_view table_name) const {
  const NameView name(namespace_name, table_name);
  // Two threads on one processor do not run at the same time; one that moves meanwhile only meets a lock.
  Shard& shard = shards_[static_cast<std::size_t>(::sched_getcpu()) % kShardCount];
  const std::lock_guard shard_lock(shard.mutex);
  const auto handle = shard.handles.find(name);
  if (handle != shard.handles.end()) return handle->second;

  const std::lock_guard tables_lock(tables_mutex_);
  const auto table = tables_.find(name);
  if (table == tables_.end()) return nullptr;
  const auto anchor = std::make_shared<const TableHandle>(table->second);
  return shard.handles.emplace(table->first, TableHandle(anchor, anchor->get())).first->second;
}

TableHandle VisibleTables::FindById(std::uint32_t table_id) const {
  const std::lock_guard lock(tables_mutex_);
  const auto table = tables_by_id_.find(table_id);
  return table != tables_by_id_.end() ? table->second : nullptr;
}

std::vector<std::string> VisibleTables::Names(std::string_view namespace_name, std::string_view after,
                                              std::size_t limit) const {
  std::vector<std::string> names;
  const std::lock_guard lock(tables_mutex_);
  // No table's name is empty.
  auto table = tables_.upper_bound(NameView(namespace_name, after));
  for (; table != tables_.end() && table->first.namespace_name == namespace_name && names.size() < limit; ++table) {
    names.push_back(table->first.table_name);
  }
  return names;
}

std::size_t VisibleTables::Count(std::string_view namespace_name) const {
  std::size_t count = 0;
  const std::lock_guard lock(tables_mutex_);
  auto table = tables_.lower_bound(NameView(namespace_name, {}));
  for (; table != tables_.end() && table->first.namespace_name == namespace_name; ++table) ++count;
  return count;
}

std::vector<TableHandle> VisibleTables::All() const {
  std::vector<TableHandle> all;
  const std::lock_guard lock(tables_mutex_);
  all.reserve(tables_.size());
  for (const auto& [name, table] : tables_) all.push_back(table);
  return all;
}

std::vector<TableHandle> VisibleTables::AllOf(std::string_view namespace_name) const {
  std::vector<TableHandle> all;
  const std::lock_guard lock(tables_mutex_);
  auto table = tables_.lower_bound(NameView(namespace_name, {}));
  for (; table != tables_.end() && table->first.namespace_name == namespace_name; ++table) all.push_back(table->second);
  return all;
}

// Every shard is held, so that no thread which has seen a change comes to see the state before it on another processor.
class VisibleTables::EveryShard {
 public:
  explicit EveryShard(std::array<Shard, kShardCount>& shards) : shards_(shards) {
    for (Shard& shard : shards_) shard.mutex.lock();
  }
  EveryShard(const EveryShard&) = delete;
  EveryShard& operator=(const EveryShard&) = delete;
  ~EveryShard() {
    for (Shard& shard : shards_) shard.mutex.unlock();
  }
  void Forget(NameView name) {
    for (Shard& shard : shards_) {
      const auto handle = shard.handles.find(name);
      if (handle != shard.handles.end()) shard.handles.erase(handle);
    }
  }

 private:
  std::array<Shard, kShardCount>& shards_;
};

void VisibleTables::Publish(const TableHandle& table) {
  const NameView name = NameOf(*table);
  EveryShard shards(shards_);
  shards.Forget(name);
  const std::lock_guard lock(tables_mutex_);
  tables_.insert_or_assign(Name{std::string(name.first), std::string(name.second)}, table);
  tables_by_id_.insert_or_assign(table->description().id, table);
}

void VisibleTables::Remove(std::span<const TableHandle> tables) {
  EveryShard shards(shards_);
  for (const TableHandle& table : tables) shards.Forget(NameOf(*table));
  const std::lock_guard lock(tables_mutex_);
  for (const TableHandle& table : tables) {
    const auto found = tables_.find(NameOf(*table));
    if (found != tables_.end()) tables_.erase(found);
    tables_by_id_.erase(table->description().id);
  }
}

}  // namespace tablerock

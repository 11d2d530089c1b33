// VisibleTables: the newest version of each table, by name and by id. Asked once or more a request by every thread,
// changed rarely: so what Find needs is kept once for each group of processors, and two threads write to no memory in
// common, not even to one count of references. Thread-safe.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace tablerock {

class TableVersion;
using TableHandle = std::shared_ptr<const TableVersion>;

class VisibleTables {
 public:
  TableHandle Find(std::string_view namespace_name, std::string_view table_name) const;
  TableHandle FindById(std::uint32_t table_id) const;
  // Names in byte order, those behind `after`, at most `limit`.
  std::vector<std::string> Names(std::string_view namespace_name, std::string_view after, std::size_t limit) const;
  std::size_t Count(std::string_view namespace_name) const;
  std::vector<TableHandle> All() const;
  std::vector<TableHandle> AllOf(std::string_view namespace_name) const;

  // All at once for all threads.
  void Publish(const TableHandle& table);
  void Remove(std::span<const TableHandle> tables);

 private:
  using NameView = std::pair<std::string_view, std::string_view>;  // namespace, table
  struct Name {
    std::string namespace_name;
    std::string table_name;
    // NOLINTNEXTLINE(google-explicit-constructor): keys are looked up by their view
    operator NameView() const { return {namespace_name, table_name}; }
  };
  struct NameLess {
    using is_transparent = void;
    bool operator()(NameView a, NameView b) const { return a < b; }
  };
  struct NameEqual {
    using is_transparent = void;
    bool operator()(NameView a, NameView b) const { return a == b; }
  };
  struct NameHash {
    using is_transparent = void;
    std::size_t operator()(NameView name) const {
      return std::hash<std::string_view>{}(name.first) * 31 + std::hash<std::string_view>{}(name.second);
    }
  };
  // Filled from tables_ when a table is first asked for. Its handles count their references for themselves.
  struct alignas(64) Shard {
    std::mutex mutex;  // taken before tables_mutex_
    std::unordered_map<Name, TableHandle, NameHash, NameEqual> handles;
  };
  static constexpr std::size_t kShardCount = 16;

  static NameView NameOf(const TableVersion& table);
  class EveryShard;

  mutable std::mutex tables_mutex_;
  std::map<Name, TableHandle, NameLess> tables_;
  std::unordered_map<std::uint32_t, TableHandle> tables_by_id_;
  mutable std::array<Shard, kShardCount> shards_;
};

}  // namespace tablerock

#include <rocksdb/comparator.h>
#include <rocksdb/db.h>
#include <rocksdb/write_batch.h>

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "storage/counter_values.h"
#include "storage/engine_batch.h"
#include "storage/rocks_options.h"
#include "storage/store.h"

namespace tablerock {
namespace {

// Room for an item of 1 KB; larger batches grow.
constexpr std::size_t kReservedBytes = 1'280;

rocksdb::Slice SliceOf(std::string_view bytes) { return {bytes.data(), bytes.size()}; }
std::size_t IndexOf(Family family) { return static_cast<std::size_t>(family); }

// What a batch needs of a column family: its number. So a batch is filled without knowing the store.
class FamilyNumber final : public rocksdb::ColumnFamilyHandle {
 public:
  explicit FamilyNumber(Family family) : number_(static_cast<std::uint32_t>(family)), name_(kFamilyNames[number_]) {}
  const std::string& GetName() const override { return name_; }
  std::uint32_t GetID() const override { return number_; }
  rocksdb::Status GetDescriptor(rocksdb::ColumnFamilyDescriptor* /*descriptor*/) override {
    return rocksdb::Status::NotSupported();
  }
  const rocksdb::Comparator* GetComparator() const override { return rocksdb::BytewiseComparator(); }

 private:
  std::uint32_t number_;
  std::string name_;
};

rocksdb::ColumnFamilyHandle* NumberOf(Family family) {
  static std::array<FamilyNumber, kFamilyCount> numbers{FamilyNumber(Family::kCatalog), FamilyNumber(Family::kItems),
                                                        FamilyNumber(Family::kIndexes), FamilyNumber(Family::kChanges),
                                                        FamilyNumber(Family::kDerived)};
  return &numbers[IndexOf(family)];
}

}  // namespace

struct WriteBatch::Impl {
  struct CounterChange {
    std::string key;
    CounterValues difference;
  };

  rocksdb::WriteBatch batch{kReservedBytes};
  std::vector<CounterChange> counter_changes;  // one a key; few keys
  std::array<std::uint32_t, kFamilyCount> range_deletes{};
};

WriteBatch::WriteBatch() : impl_(std::make_unique<Impl>()) {}
WriteBatch::~WriteBatch() = default;
WriteBatch::WriteBatch(WriteBatch&&) noexcept = default;
WriteBatch& WriteBatch::operator=(WriteBatch&&) noexcept = default;

void WriteBatch::Put(Family family, std::string_view key, std::string_view value) {
  impl_->batch.Put(NumberOf(family), SliceOf(key), SliceOf(value)).PermitUncheckedError();
}

void WriteBatch::Delete(Family family, std::string_view key) {
  impl_->batch.Delete(NumberOf(family), SliceOf(key)).PermitUncheckedError();
}

void WriteBatch::DeleteRange(Family family, std::string_view begin, std::string_view end) {
  impl_->batch.DeleteRange(NumberOf(family), SliceOf(begin), SliceOf(end)).PermitUncheckedError();
  ++impl_->range_deletes[IndexOf(family)];
}

void WriteBatch::AddToCounters(std::string_view key, std::int64_t items, std::int64_t bytes) {
  for (auto& change : impl_->counter_changes) {
    if (change.key != key) continue;
    change.difference.items += items;
    change.difference.bytes += bytes;
    return;
  }
  impl_->counter_changes.push_back({std::string(key), {items, bytes}});
}

bool WriteBatch::empty() const { return impl_->batch.Count() == 0 && impl_->counter_changes.empty(); }

void WriteBatch::Clear() {
  impl_->batch.Clear();
  impl_->counter_changes.clear();
  impl_->range_deletes.fill(0);
}

rocksdb::WriteBatch& EngineBatch::BatchOf(WriteBatch& batch) { return batch.impl_->batch; }

void EngineBatch::MergeCounters(WriteBatch& batch) {
  std::string value;
  for (const auto& [key, difference] : batch.impl_->counter_changes) {
    if (difference == CounterValues{}) continue;
    value.clear();
    AppendCounterValues(value, difference);
    batch.impl_->batch.Merge(NumberOf(Family::kDerived), SliceOf(key), SliceOf(value)).PermitUncheckedError();
  }
}

const std::array<std::uint32_t, kFamilyCount>& EngineBatch::RangeDeletesOf(const WriteBatch& batch) {
  return batch.impl_->range_deletes;
}

}  // namespace tablerock

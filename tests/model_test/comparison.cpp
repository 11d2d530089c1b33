#include "model_test/comparison.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "changes/stream.h"
#include "operations/describe_stream.h"
#include "operations/get_records.h"
#include "operations/get_shard_iterator.h"
#include "operations/operation_fixture.h"
#include "operations/query.h"
#include "operations/scan.h"
#include "storage/key_bounds.h"
#include "storage/key_codec.h"

namespace tablerock {
namespace {

// All pages of a read; `read` takes the page's start key.
template <typename Read>
std::vector<Json> AllPages(const Read& read) {
  std::vector<Json> items;
  std::optional<ItemInput> start;
  do {
    const auto page = read(start);
    EXPECT_TRUE(page) << page.error().classic();
    if (!page) return items;
    for (std::size_t i = 0; i < page->items->size(); ++i) items.push_back(Json::parse(JsonOf((*page->items)[i])));
    start.reset();
    if (page->last_evaluated_key) start = ItemInput{*page->last_evaluated_key, std::nullopt};
  } while (start);
  return items;
}

std::vector<Json> Sorted(std::vector<Json> items) {
  std::sort(items.begin(), items.end());
  return items;
}

std::string TextOf(const std::vector<Json>& items) { return Json(items).dump(1); }

}  // namespace

std::vector<Json> Comparison::ScanAll(const std::string& index_name, std::int32_t page_limit) const {
  return AllPages([&](const std::optional<ItemInput>& start) {
    ScanInput input;
    input.table_name = table_;
    if (!index_name.empty()) input.index_name = index_name;
    input.limit = page_limit;
    input.exclusive_start_key = start;
    return Scan(database_, context_, std::move(input));
  });
}

std::vector<Json> Comparison::QueryAll(const ReferenceIndex& index, const std::string& partition, bool forward,
                                       std::int32_t page_limit) const {
  return AllPages([&](const std::optional<ItemInput>& start) {
    QueryInput input;
    input.table_name = table_;
    input.index_name = index.name;
    input.key_condition_expression = index.partition_key + " = :p";
    input.attributes = AttributesOf({}, R"({":p":{"S":")" + partition + R"("}})");
    input.scan_index_forward = forward;
    input.limit = page_limit;
    input.exclusive_start_key = start;
    return Query(database_, context_, std::move(input));
  });
}

void Comparison::CompareItems(std::int32_t page_limit) const {
  std::vector<Json> expected;
  for (const auto& [key, item] : reference_.items()) expected.push_back(item);
  ASSERT_EQ(TextOf(Sorted(ScanAll("", page_limit))), TextOf(Sorted(expected)));
}

void Comparison::CompareIndex(const ReferenceIndex& index, std::int32_t page_limit) const {
  ASSERT_EQ(TextOf(Sorted(ScanAll(index.name, page_limit))), TextOf(Sorted(reference_.Show(index)))) << index.name;
  std::vector<std::string> partitions;
  for (const Json& item : reference_.Show(index)) {
    partitions.push_back(item.at(index.partition_key).at("S").get<std::string>());
  }
  std::sort(partitions.begin(), partitions.end());
  partitions.erase(std::unique(partitions.begin(), partitions.end()), partitions.end());
  for (const std::string& partition : partitions) {
    const std::vector<Json> expected = reference_.Partition(index, partition);
    std::vector<Json> forward = QueryAll(index, partition, true, page_limit);
    std::vector<Json> backward = QueryAll(index, partition, false, page_limit);
    std::reverse(backward.begin(), backward.end());
    ASSERT_EQ(TextOf(forward), TextOf(backward)) << index.name << " " << partition;
    ASSERT_EQ(TextOf(Sorted(forward)), TextOf(Sorted(expected))) << index.name << " " << partition;
    for (std::size_t i = 0; i < expected.size(); ++i) {
      ASSERT_EQ(forward[i].at(index.sort_key), expected[i].at(index.sort_key)) << index.name << " " << partition;
    }
  }
}

void Comparison::CompareCounters(const std::vector<ReferenceIndex>& indexes) const {
  const TableHandle table = database_.catalog().Find("", table_);
  std::int64_t bytes = 0;
  for (const auto& [key, item] : reference_.items()) bytes += Reference::SizeOf(item);
  EXPECT_EQ(table->counters().items.load(), static_cast<std::int64_t>(reference_.items().size()));
  EXPECT_EQ(table->counters().bytes.load(), bytes);
  for (const ReferenceIndex& index : indexes) {
    const SizeCounters& counters = table->counters(table->description().FindIndex(index.name)->index_id);
    std::int64_t index_bytes = 0;
    const auto shown = reference_.Show(index);
    for (const Json& item : shown) index_bytes += Reference::SizeOf(item);
    EXPECT_EQ(counters.items.load(), static_cast<std::int64_t>(shown.size())) << index.name;
    EXPECT_EQ(counters.bytes.load(), index_bytes) << index.name;
  }
}

void Comparison::Replay(const Json& keys, const std::string& event, const std::string& old_image,
                        const std::string& new_image) {
  const Json* known = replica_.Find(Reference::KeyOf(keys));
  EXPECT_EQ(old_image, known != nullptr ? known->dump() : "");
  EXPECT_NE(old_image, new_image) << "a write that changes nothing makes no record";
  EXPECT_EQ(event, old_image.empty() ? "INSERT" : new_image.empty() ? "REMOVE" : "MODIFY");
  if (new_image.empty()) {
    replica_.Delete(Reference::KeyOf(keys));
  } else {
    replica_.Put(Json::parse(new_image));
  }
}

void Comparison::CompareChangeLog() {
  if (iterator_.empty()) {
    const TableHandle table = database_.catalog().Find("", table_);
    const std::string arn = StreamArn(context_, table_, table->description().stream->label);
    const auto stream = DescribeStream(database_, context_, {arn, {}, {}, {}});
    ASSERT_TRUE(stream) << stream.error().classic();
    ASSERT_EQ(stream->shards.size(), 1U);
    const auto iterator =
        GetShardIterator(database_, context_, {arn, stream->shards[0].shard_id, "TRIM_HORIZON", std::nullopt});
    ASSERT_TRUE(iterator) << iterator.error().classic();
    iterator_ = iterator->shard_iterator;
  }
  for (bool more = true; more;) {
    const auto page = GetRecords(database_, context_, {iterator_, 7});
    ASSERT_TRUE(page) << page.error().classic();
    for (const StreamRecord& record : page->records) {
      const std::string number = ToWire(record.stored.number);
      ASSERT_LT(last_sequence_number_, number);
      last_sequence_number_ = number;
      if (record.change.origin == ChangeOrigin::kExpiry) ++expiry_records_;
      const auto text = [](ItemView item) { return item.empty() ? std::string() : JsonOf(item); };
      Replay(Json::parse(JsonOf(record.change.keys)), std::string(NameOf(record.change.event)),
             text(record.change.old_image), text(record.change.new_image));
    }
    more = !page->records.empty();
    ASSERT_TRUE(page->next_shard_iterator);
    iterator_ = *page->next_shard_iterator;
  }
  ASSERT_TRUE(replica_.items() == reference_.items());
}

void Comparison::CompareExpiryEntries(bool enabled) const {
  std::multiset<std::string> expected;
  for (const auto& [key, item] : reference_.items()) {
    const auto second = enabled ? Reference::ExpirySecondOf(item) : std::nullopt;
    if (!second) continue;
    const Json keys = {{"pk", item.at("pk")}, {"sk", item.at("sk")}};
    expected.insert(std::to_string(*second) + " " + keys.dump());
  }
  std::multiset<std::string> entries;
  const TableHandle table = database_.catalog().Find("", table_);
  const TableDescription& description = table->description();
  const KeyBounds bounds = BoundsOfPrefix(ExpiryPrefix(description.id));
  const auto cursor = database_.store().NewCursor(Family::kDerived, bounds.lower, bounds.upper);
  for (cursor->SeekToFirst(); cursor->Valid(); cursor->Next()) {
    const auto entry = ReadExpiryKey(cursor->key());
    ASSERT_TRUE(entry);
    const auto key = ItemKeyOfBaseKey(description.id, description.key_schema, entry->base_key);
    ASSERT_TRUE(key);
    ItemBuilder keys;
    ASSERT_TRUE(ReadItemKey(key->bytes(), description.key_schema, keys));
    entries.insert(std::to_string(entry->epoch_second) + " " + JsonOf(keys.TakeItem()));
  }
  ASSERT_EQ(entries, expected);
}

}  // namespace tablerock

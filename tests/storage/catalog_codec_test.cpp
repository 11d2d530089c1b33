#include "storage/catalog_codec.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "sample_tables.h"

namespace tablerock {
namespace {

void ExpectEqual(const std::vector<SecondaryIndex>& a, const std::vector<SecondaryIndex>& b) {
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    EXPECT_EQ(a[i].index_id, b[i].index_id);
    EXPECT_EQ(a[i].name, b[i].name);
    EXPECT_EQ(a[i].kind, b[i].kind);
    EXPECT_EQ(a[i].key_schema, b[i].key_schema);
    EXPECT_EQ(a[i].projection, b[i].projection);
    EXPECT_EQ(a[i].status, b[i].status);
    EXPECT_EQ(a[i].backfilling, b[i].backfilling);
    EXPECT_EQ(a[i].provisioned_throughput, b[i].provisioned_throughput);
    EXPECT_EQ(a[i].on_demand_throughput, b[i].on_demand_throughput);
    EXPECT_EQ(a[i].warm_throughput, b[i].warm_throughput);
  }
}

void ExpectEqual(const std::vector<OpenShard>& a, const std::vector<OpenShard>& b) {
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    EXPECT_EQ(a[i].number, b[i].number);
    EXPECT_EQ(a[i].shard_id, b[i].shard_id);
    EXPECT_EQ(a[i].hash_begin, b[i].hash_begin);
    EXPECT_EQ(a[i].hash_last, b[i].hash_last);
  }
}

void ExpectEqual(const std::vector<KinesisDestination>& a, const std::vector<KinesisDestination>& b) {
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    EXPECT_EQ(a[i].stream_arn, b[i].stream_arn);
    EXPECT_EQ(a[i].status, b[i].status);
    ASSERT_EQ(a[i].transient.has_value(), b[i].transient.has_value());
    if (a[i].transient) {
      EXPECT_EQ(a[i].transient->status, b[i].transient->status);
      EXPECT_EQ(a[i].transient->until, b[i].transient->until);
    }
    EXPECT_EQ(a[i].status_description, b[i].status_description);
    EXPECT_EQ(a[i].precision, b[i].precision);
    EXPECT_EQ(a[i].first_shard, b[i].first_shard);
  }
}

void ExpectEqual(const TableDescription& a, const TableDescription& b) {
  EXPECT_EQ(a.id, b.id);
  EXPECT_EQ(a.table_uuid, b.table_uuid);
  EXPECT_EQ(a.namespace_name, b.namespace_name);
  EXPECT_EQ(a.name, b.name);
  EXPECT_EQ(a.creation_time, b.creation_time);
  EXPECT_EQ(a.status, b.status);
  EXPECT_EQ(a.key_schema, b.key_schema);
  EXPECT_EQ(a.attribute_definitions, b.attribute_definitions);
  EXPECT_EQ(a.billing_mode, b.billing_mode);
  EXPECT_EQ(a.last_update_to_pay_per_request, b.last_update_to_pay_per_request);
  EXPECT_EQ(a.provisioned_throughput, b.provisioned_throughput);
  EXPECT_EQ(a.on_demand_throughput, b.on_demand_throughput);
  EXPECT_EQ(a.warm_throughput, b.warm_throughput);
  ExpectEqual(a.local_indexes, b.local_indexes);
  ExpectEqual(a.global_indexes, b.global_indexes);
  ASSERT_EQ(a.stream.has_value(), b.stream.has_value());
  if (a.stream) {
    EXPECT_EQ(a.stream->view_type, b.stream->view_type);
    EXPECT_EQ(a.stream->label, b.stream->label);
  }
  EXPECT_EQ(a.latest_stream_label, b.latest_stream_label);
  ExpectEqual(a.open_shards, b.open_shards);
  EXPECT_EQ(a.next_shard_number, b.next_shard_number);
  ExpectEqual(a.kinesis_destinations, b.kinesis_destinations);
  EXPECT_EQ(a.table_class, b.table_class);
  EXPECT_EQ(a.table_class_last_update, b.table_class_last_update);
  EXPECT_EQ(a.deletion_protection, b.deletion_protection);
  EXPECT_EQ(a.kms_key_arn, b.kms_key_arn);
  ASSERT_EQ(a.time_to_live.has_value(), b.time_to_live.has_value());
  if (a.time_to_live) {
    EXPECT_EQ(a.time_to_live->attribute_name, b.time_to_live->attribute_name);
  }
  EXPECT_EQ(a.tags, b.tags);
  EXPECT_EQ(a.resource_policy, b.resource_policy);
  EXPECT_EQ(a.next_index_id, b.next_index_id);
}

void ExpectRoundTrip(const TableDescription& description) {
  const auto json = EncodeTableDescription(description);
  ASSERT_TRUE(json);
  const auto decoded = DecodeTableDescription(*json);
  ASSERT_TRUE(decoded) << decoded.error().cause();
  ExpectEqual(description, *decoded);
}

TEST(CatalogCodecTest, GivesBackEveryMember) { ExpectRoundTrip(FullTable()); }
TEST(CatalogCodecTest, GivesBackATableWithDefaults) { ExpectRoundTrip(PlainTable("Plain")); }

TEST(CatalogCodecTest, GivesBackEveryEnumerator) {
  TableDescription table = FullTable();
  for (const auto status :
       {TableStatus::kCreating, TableStatus::kUpdating, TableStatus::kDeleting, TableStatus::kActive}) {
    table.status = status;
    ExpectRoundTrip(table);
  }
  for (const auto status :
       {IndexStatus::kCreating, IndexStatus::kUpdating, IndexStatus::kDeleting, IndexStatus::kActive}) {
    table.global_indexes[0].status = status;
    ExpectRoundTrip(table);
  }
  for (const auto type : {ProjectionType::kAll, ProjectionType::kKeysOnly, ProjectionType::kInclude}) {
    table.global_indexes[0].projection.type = type;
    ExpectRoundTrip(table);
  }
  for (const auto type : {StreamViewType::kKeysOnly, StreamViewType::kNewImage, StreamViewType::kOldImage,
                          StreamViewType::kNewAndOldImages}) {
    table.stream->view_type = type;
    ExpectRoundTrip(table);
  }
  table.billing_mode = BillingMode::kProvisioned;
  table.table_class = TableClass::kStandard;
  ExpectRoundTrip(table);
}

TEST(CatalogCodecTest, ReadsAnEntryThatLacksLaterMembers) {
  auto json = nlohmann::json::parse(*EncodeTableDescription(PlainTable("Plain")));
  for (const char* name : {"tags", "open_shards", "local_indexes", "next_shard_number", "deletion_protection"}) {
    ASSERT_EQ(json.erase(name), 1U);
  }
  const auto decoded = DecodeTableDescription(json.dump());
  ASSERT_TRUE(decoded) << decoded.error().cause();
  ExpectEqual(*decoded, PlainTable("Plain"));
}

TEST(CatalogCodecTest, RefusesWhatItCannotRead) {
  auto newer = nlohmann::json::parse(*EncodeTableDescription(PlainTable("Plain")));
  newer["version"] = 2;
  auto unknown = nlohmann::json::parse(*EncodeTableDescription(PlainTable("Plain")));
  unknown["status"] = "SLEEPING";
  auto mistyped = nlohmann::json::parse(*EncodeTableDescription(PlainTable("Plain")));
  mistyped["name"] = 5;
  for (const std::string& text : {newer.dump(), unknown.dump(), mistyped.dump(), std::string(), std::string("[]"),
                                  std::string("{\"version\":1")}) {
    const auto decoded = DecodeTableDescription(text);
    ASSERT_FALSE(decoded) << text;
    EXPECT_EQ(decoded.error().type(), ErrorType::kInternalServerError);
  }
}

TEST(CatalogCodecTest, RefusesToWriteTextThatIsNoUtf8) {
  TableDescription table = PlainTable("Plain");
  table.tags["key"] = "\xff";
  EXPECT_FALSE(EncodeTableDescription(table));
}

}  // namespace
}  // namespace tablerock

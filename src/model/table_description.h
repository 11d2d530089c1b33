// TableDescription: all that is settled about a table: keys, indexes, billing, stream, tags. Plain data; the catalog
// keeps it as JSON and hands out immutable versions of it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "model/key_schema.h"

namespace tablerock {

enum class TableStatus : std::uint8_t { kCreating, kUpdating, kDeleting, kActive };
enum class IndexStatus : std::uint8_t { kCreating, kUpdating, kDeleting, kActive };
enum class BillingMode : std::uint8_t { kProvisioned, kPayPerRequest };
enum class ProjectionType : std::uint8_t { kAll, kKeysOnly, kInclude };
enum class IndexKind : std::uint8_t { kLocal, kGlobal };
enum class TableClass : std::uint8_t { kStandard, kStandardInfrequentAccess };
enum class StreamViewType : std::uint8_t { kKeysOnly, kNewImage, kOldImage, kNewAndOldImages };
enum class DestinationStatus : std::uint8_t { kEnabling, kActive, kDisabling, kDisabled, kEnableFailed, kUpdating };
enum class TimestampPrecision : std::uint8_t { kMillisecond, kMicrosecond };

// The service's words for them ("ACTIVE", "PAY_PER_REQUEST", "NEW_AND_OLD_IMAGES" …), and back; Parse gives nothing for
// others.
std::string_view NameOf(TableStatus value);
std::string_view NameOf(IndexStatus value);
std::string_view NameOf(BillingMode value);
std::string_view NameOf(ProjectionType value);
std::string_view NameOf(TableClass value);
std::string_view NameOf(StreamViewType value);
std::string_view NameOf(DestinationStatus value);
std::string_view NameOf(TimestampPrecision value);
std::optional<BillingMode> ParseBillingMode(std::string_view name);
std::optional<ProjectionType> ParseProjectionType(std::string_view name);
std::optional<TableClass> ParseTableClass(std::string_view name);
std::optional<StreamViewType> ParseStreamViewType(std::string_view name);
std::optional<TableStatus> ParseTableStatus(std::string_view name);
std::optional<IndexStatus> ParseIndexStatus(std::string_view name);
std::optional<DestinationStatus> ParseDestinationStatus(std::string_view name);
std::optional<TimestampPrecision> ParseTimestampPrecision(std::string_view name);

struct Projection {
  ProjectionType type = ProjectionType::kAll;
  std::vector<std::string> non_key_attributes;  // INCLUDE only
  friend bool operator==(const Projection&, const Projection&) = default;
};

struct ProvisionedThroughput {
  std::int64_t read_capacity_units = 0;
  std::int64_t write_capacity_units = 0;
  std::optional<UnixMillis> last_increase;
  std::optional<UnixMillis> last_decrease;
  std::int64_t number_of_decreases_today = 0;
  friend bool operator==(const ProvisionedThroughput&, const ProvisionedThroughput&) = default;
};

struct OnDemandThroughput {  // -1: no limit
  std::int64_t max_read_request_units = -1;
  std::int64_t max_write_request_units = -1;
  friend bool operator==(const OnDemandThroughput&, const OnDemandThroughput&) = default;
};

struct WarmThroughput {
  std::int64_t read_units_per_second = 12'000;
  std::int64_t write_units_per_second = 4'000;
  friend bool operator==(const WarmThroughput&, const WarmThroughput&) = default;
};

// What is shown in place of the real status until then.
struct TransientIndexStatus {
  IndexStatus status = IndexStatus::kCreating;
  UnixMillis until = 0;
};
struct TransientTableStatus {
  TableStatus status = TableStatus::kCreating;
  UnixMillis until = 0;
};
struct TransientDestinationStatus {
  DestinationStatus status = DestinationStatus::kEnabling;
  UnixMillis until = 0;
};

struct SecondaryIndex {
  std::uint32_t index_id = 0;  // unique within the table, never reused
  std::string name;
  IndexKind kind = IndexKind::kGlobal;
  KeySchema key_schema;
  Projection projection;
  IndexStatus status = IndexStatus::kActive;
  bool backfilling = false;
  ProvisionedThroughput provisioned_throughput;
  std::optional<OnDemandThroughput> on_demand_throughput;
  std::optional<WarmThroughput> warm_throughput;  // as requested; absent: what the service shows by default
  std::optional<TransientIndexStatus> transient;

  IndexStatus status_at(UnixMillis now) const {
    return transient && now < transient->until ? transient->status : status;
  }
};

// The stream that is switched on now. Streams that were switched off live on in the catalog (changes/stream.h).
struct StreamSpecification {
  StreamViewType view_type = StreamViewType::kNewAndOldImages;
  std::string label;  // "2026-11-22T14:30:00.123", the last part of the stream's ARN
};

// A shard of the table's change log that takes records. Closed shards are catalog entries alone (changes/stream.h).
struct OpenShard {
  std::uint32_t number = 0;      // in the keys of the change log; unique within the table, never reused
  std::string shard_id;          // "shardId-00000001732284000000-0a1b2c3d", 28 to 65 characters
  std::uint64_t hash_begin = 0;  // takes items whose partition key's hash64 is in [hash_begin, hash_last]
  std::uint64_t hash_last = UINT64_MAX;
};

// A Kinesis data stream that the table's changes go to, or went to: those that were disabled stay listed.
struct KinesisDestination {
  std::string stream_arn;
  DestinationStatus status = DestinationStatus::kActive;  // ACTIVE, DISABLING, DISABLED or ENABLE_FAILED
  std::optional<TransientDestinationStatus> transient;
  std::string status_description;               // why it failed; empty: none
  std::optional<TimestampPrecision> precision;  // as requested; absent: milliseconds
  std::uint32_t first_shard = 0;                // names its newest delivery (changes/delivery.h)

  DestinationStatus status_at(UnixMillis now) const {
    return transient && now < transient->until ? transient->status : status;
  }
};

struct TimeToLiveSpecification {
  std::string attribute_name;
  std::uint32_t entries_id =
      0;  // of this enabling, from next_index_id: tells the job that fills its entries from others
};

struct TableDescription {
  std::uint32_t id = 0;    // first bytes of every key on disk; never reused
  std::string table_uuid;  // the service's TableId; stable
  std::string namespace_name;
  std::string name;
  UnixMillis creation_time = 0;
  TableStatus status = TableStatus::kActive;
  std::optional<TransientTableStatus> transient;  // DELETING: the table goes then
  KeySchema key_schema;
  // As the request gave them: DescribeTable shows the order. Every key attribute of the table and of its indexes.
  std::vector<KeyAttribute> attribute_definitions;
  BillingMode billing_mode = BillingMode::kProvisioned;
  // When it last became PAY_PER_REQUEST; absent if it never was (then there is no BillingModeSummary). behaviours.md
  // row 69.
  std::optional<UnixMillis> last_update_to_pay_per_request;
  ProvisionedThroughput provisioned_throughput;
  std::optional<OnDemandThroughput> on_demand_throughput;
  std::optional<WarmThroughput> warm_throughput;
  std::vector<SecondaryIndex> local_indexes;
  std::vector<SecondaryIndex> global_indexes;
  std::optional<StreamSpecification> stream;
  std::string latest_stream_label;  // of the newest stream, also when switched off; empty if there never was one
  // While writes_change_log(). Together they cover every hash, each once, in order of their hashes.
  std::vector<OpenShard> open_shards;
  std::uint32_t next_shard_number = 1;
  std::vector<KinesisDestination> kinesis_destinations;  // the newest first; at most one is ACTIVE
  std::optional<TableClass> table_class;
  std::optional<UnixMillis> table_class_last_update;
  bool deletion_protection = false;
  std::optional<std::string> kms_key_arn;  // SSESpecification with KMS
  std::optional<TimeToLiveSpecification> time_to_live;
  std::map<std::string, std::string> tags;
  std::optional<std::string> resource_policy;
  std::uint32_t next_index_id = 1;

  TableStatus status_at(UnixMillis now) const {
    return transient && now < transient->until ? transient->status : status;
  }
  // True if it is deleted, and was shown as DELETING for long enough.
  bool is_gone_at(UnixMillis now) const {
    return transient && transient->status == TableStatus::kDeleting && now >= transient->until;
  }
  bool has_local_indexes() const { return !local_indexes.empty(); }
  // The index with that name, or nullptr.
  const SecondaryIndex* FindIndex(std::string_view index_name) const;
  // True if changes have to be recorded in the change log: some reader (stream, Kinesis destination; later recovery,
  // replicas) needs them.
  bool writes_change_log() const { return stream.has_value() || has_active_destination(); }
  bool has_active_destination() const {
    for (const KinesisDestination& destination : kinesis_destinations) {
      if (destination.status == DestinationStatus::kActive) return true;
    }
    return false;
  }
};

}  // namespace tablerock

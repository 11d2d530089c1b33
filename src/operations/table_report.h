// TableReport: what DescribeTable, and the answers of CreateTable, UpdateTable and DeleteTable, show of a table. An
// absent member is one that the service leaves out of the answer. Sizes and counts are exact at the moment of the
// request.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "core/request_context.h"
#include "model/table_description.h"
#include "storage/catalog.h"

namespace tablerock {

struct BillingModeSummary {
  BillingMode billing_mode = BillingMode::kPayPerRequest;
  std::optional<UnixMillis> last_update_to_pay_per_request;
};

struct WarmThroughputReport {
  std::int64_t read_units_per_second = 0;
  std::int64_t write_units_per_second = 0;
  std::string_view status;  // "ACTIVE", "UPDATING" …: of the table's or the index's kind; a literal
};

struct SseDescription {  // Status "ENABLED", SSEType "KMS"
  std::string kms_master_key_arn;
};

struct TableClassSummary {
  TableClass table_class = TableClass::kStandard;
  std::optional<UnixMillis> last_update;
};

// LocalSecondaryIndexDescription.
struct LocalIndexReport {
  std::string index_name;
  KeySchema key_schema;
  Projection projection;
  std::int64_t index_size_bytes = 0;
  std::int64_t item_count = 0;
  std::string index_arn;
};

// GlobalSecondaryIndexDescription.
struct GlobalIndexReport {
  std::string index_name;
  KeySchema key_schema;
  Projection projection;
  IndexStatus index_status = IndexStatus::kActive;
  std::optional<bool> backfilling;  // only while UpdateTable's index is being created
  ProvisionedThroughput provisioned_throughput;
  std::int64_t index_size_bytes = 0;
  std::int64_t item_count = 0;
  std::string index_arn;
  std::optional<OnDemandThroughput> on_demand_throughput;  // -1: no limit; absent if both are
  std::optional<WarmThroughputReport> warm_throughput;
};

struct TableReport {
  std::vector<KeyAttribute> attribute_definitions;
  std::string table_name;
  KeySchema key_schema;
  TableStatus table_status = TableStatus::kActive;
  UnixMillis creation_time = 0;
  ProvisionedThroughput provisioned_throughput;  // zeros for an on-demand table
  std::int64_t table_size_bytes = 0;
  std::int64_t item_count = 0;
  std::string table_arn;
  std::string table_id;
  std::optional<BillingModeSummary> billing_mode_summary;   // absent if the table was never on demand
  std::vector<LocalIndexReport> local_secondary_indexes;    // empty: left out
  std::vector<GlobalIndexReport> global_secondary_indexes;  // empty: left out
  std::optional<StreamViewType> stream_view_type;  // of StreamSpecification, StreamEnabled true; absent: both left out
  std::string latest_stream_label;                 // empty: left out, as is latest_stream_arn
  std::string latest_stream_arn;
  std::optional<SseDescription> sse_description;
  std::optional<TableClassSummary> table_class_summary;
  bool deletion_protection_enabled = false;
  std::optional<OnDemandThroughput> on_demand_throughput;  // -1: no limit; absent if both are
  std::optional<WarmThroughputReport> warm_throughput;
};

// What DescribeTable shows of this version.
TableReport ReportTable(const RequestContext& context, const TableVersion& table, UnixMillis now);

// What an on-demand or provisioned table, or one of its indexes, can serve at once: as kept, else the service's
// default. It only ever grows.
WarmThroughput WarmThroughputOf(BillingMode billing_mode, const std::optional<WarmThroughput>& kept,
                                const ProvisionedThroughput& provisioned);

}  // namespace tablerock

#include "operations/table_report.h"

#include <algorithm>
#include <utility>

#include "changes/stream.h"
#include "operations/table_lookup.h"
#include "operations/transient_status.h"

namespace tablerock {
namespace {

constexpr UnixMillis kMillisPerDay = 86'400'000;

// The count of decreases begins anew with each UTC day.
ProvisionedThroughput ThroughputAt(ProvisionedThroughput throughput, UnixMillis now) {
  if (throughput.last_decrease && *throughput.last_decrease / kMillisPerDay != now / kMillisPerDay) {
    throughput.number_of_decreases_today = 0;
  }
  return throughput;
}

std::optional<OnDemandThroughput> ShownOnDemandThroughput(const std::optional<OnDemandThroughput>& throughput) {
  if (!throughput || *throughput == OnDemandThroughput{}) return std::nullopt;
  return throughput;
}

WarmThroughputReport ReportWarmThroughput(const WarmThroughput& warm) {
  return {warm.read_units_per_second, warm.write_units_per_second, "ACTIVE"};
}

LocalIndexReport ReportLocalIndex(const std::string& table_arn, const TableVersion& table,
                                  const SecondaryIndex& index) {
  const SizeCounters& counters = table.counters(index.index_id);
  LocalIndexReport report;
  report.index_name = index.name;
  report.key_schema = index.key_schema;
  report.projection = index.projection;
  report.index_size_bytes = counters.bytes.load();
  report.item_count = counters.items.load();
  report.index_arn = table_arn + "/index/" + index.name;
  return report;
}

GlobalIndexReport ReportGlobalIndex(const std::string& table_arn, const TableVersion& table,
                                    const SecondaryIndex& index, UnixMillis now) {
  const SizeCounters& counters = table.counters(index.index_id);
  GlobalIndexReport report;
  report.index_name = index.name;
  report.key_schema = index.key_schema;
  report.projection = index.projection;
  report.index_status = ShownStatus(table.description(), index, now);
  if (index.status == IndexStatus::kCreating) {
    report.backfilling = index.backfilling;
  }
  // Resources are being allocated, says the service.
  if (index.transient && index.status_at(now) == IndexStatus::kCreating) report.backfilling = false;
  report.provisioned_throughput = ThroughputAt(index.provisioned_throughput, now);
  report.index_size_bytes = counters.bytes.load();
  report.item_count = counters.items.load();
  report.index_arn = table_arn + "/index/" + index.name;
  report.on_demand_throughput = ShownOnDemandThroughput(index.on_demand_throughput);
  report.warm_throughput = ReportWarmThroughput(
      WarmThroughputOf(table.description().billing_mode, index.warm_throughput, index.provisioned_throughput));
  return report;
}

}  // namespace

WarmThroughput WarmThroughputOf(BillingMode billing_mode, const std::optional<WarmThroughput>& kept,
                                const ProvisionedThroughput& provisioned) {
  WarmThroughput warm;
  if (billing_mode == BillingMode::kProvisioned) {
    warm = {provisioned.read_capacity_units, provisioned.write_capacity_units};
  }
  if (kept) {
    warm.read_units_per_second = std::max(warm.read_units_per_second, kept->read_units_per_second);
    warm.write_units_per_second = std::max(warm.write_units_per_second, kept->write_units_per_second);
  }
  return warm;
}

TableReport ReportTable(const RequestContext& context, const TableVersion& table, UnixMillis now) {
  const TableDescription& description = table.description();
  TableReport report;
  report.attribute_definitions = description.attribute_definitions;
  report.table_name = description.name;
  report.key_schema = description.key_schema;
  report.table_status = ShownStatus(description, now);
  report.creation_time = description.creation_time;
  report.provisioned_throughput = ThroughputAt(description.provisioned_throughput, now);
  report.table_size_bytes = table.counters().bytes.load();
  report.item_count = table.counters().items.load();
  report.table_arn = TableArn(context, description.name);
  report.table_id = description.table_uuid;
  if (description.last_update_to_pay_per_request) {
    report.billing_mode_summary =
        BillingModeSummary{description.billing_mode, description.last_update_to_pay_per_request};
  }
  for (const SecondaryIndex& index : description.local_indexes) {
    report.local_secondary_indexes.push_back(ReportLocalIndex(report.table_arn, table, index));
  }
  for (const SecondaryIndex& index : description.global_indexes) {
    report.global_secondary_indexes.push_back(ReportGlobalIndex(report.table_arn, table, index, now));
  }
  if (description.stream) report.stream_view_type = description.stream->view_type;
  if (!description.latest_stream_label.empty()) {
    report.latest_stream_label = description.latest_stream_label;
    report.latest_stream_arn = StreamArn(context, description.name, description.latest_stream_label);
  }
  if (description.kms_key_arn) report.sse_description = SseDescription{*description.kms_key_arn};
  if (description.table_class) {
    report.table_class_summary = TableClassSummary{*description.table_class, description.table_class_last_update};
  }
  report.deletion_protection_enabled = description.deletion_protection;
  report.on_demand_throughput = ShownOnDemandThroughput(description.on_demand_throughput);
  report.warm_throughput = ReportWarmThroughput(
      WarmThroughputOf(description.billing_mode, description.warm_throughput, description.provisioned_throughput));
  return report;
}

}  // namespace tablerock

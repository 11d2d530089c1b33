#include "deliveries/delivery_service.h"

#include <set>
#include <utility>
#include <vector>

#include "changes/delivery_lifecycle.h"
#include "core/error_reason.h"

namespace tablerock {

Result<void> DeliveryService::Start() {
  const std::string& endpoint = database_.options().kinesis_endpoint;
  if (endpoint.empty()) return StartWithoutEndpoint();
  std::optional<HttpUrl> url = ParseHttpUrl(endpoint);
  if (!url) return ApiError::Validation("the Kinesis endpoint is no http:// URL: " + endpoint);
  client_ = std::make_unique<KinesisHttpClient>(*std::move(url));
  thread_.Start("deliveries", [this] { return StepAll(); });
  return {};
}

Result<void> DeliveryService::StartWithoutEndpoint() {
  TABLEROCK_ASSIGN(const std::vector<Delivery> deliveries, ListDeliveries(database_));
  for (const Delivery& delivery : deliveries) {
    if (delivery.end_shard) {
      TABLEROCK_TRY(FinishDelivery(database_, delivery));
      continue;
    }
    database_.log().Write(LogLevel::kWarning,
                          "changes for a Kinesis data stream wait for a start with --kinesis-endpoint",
                          {{"stream", delivery.stream_arn}, {"table", delivery.table_name}});
  }
  return {};
}

void DeliveryService::Stop() {
  if (client_) client_->Cancel();
  thread_.Stop();
}

WakeTime DeliveryService::StepAll() {
  if (seen_changes_ != database_.catalog().changes()) {
    if (const auto refreshed = Refresh(); !refreshed) {
      database_.log().Write(LogLevel::kError, "the deliveries cannot be read and will be looked up again",
                            {{"reason", ReasonOf(refreshed.error())}});
      return SteadyClock::now() + kAfterStoreError;
    }
  }
  WakeTime wake_at;
  for (auto entry = followers_.begin(); entry != followers_.end() && !thread_.stopping();) {
    DeliveryFollower& follower = *entry->second;
    auto at = follower.Step(*client_, SteadyClock::now());
    if (follower.finished()) {
      const auto finished = FinishDelivery(database_, follower.delivery());
      if (finished) {
        entry = followers_.erase(entry);
        continue;
      }
      database_.log().Write(LogLevel::kError, "the end of a delivery cannot be noted and will be tried again",
                            {{"reason", ReasonOf(finished.error())}});
      at = SteadyClock::now() + kAfterStoreError;
    }
    wake_at = EarlierOf(wake_at, at);
    ++entry;
  }
  return wake_at;
}

Result<void> DeliveryService::Refresh() {
  const std::uint64_t changes = database_.catalog().changes();
  TABLEROCK_ASSIGN(std::vector<Delivery> deliveries, ListDeliveries(database_));
  std::set<Name> seen;
  for (Delivery& delivery : deliveries) {
    const Name name{delivery.table_id, delivery.first_shard};
    seen.insert(name);
    const auto known = followers_.find(name);
    if (known != followers_.end()) {
      known->second->Change(std::move(delivery));
      continue;
    }
    TABLEROCK_ASSIGN(auto follower, DeliveryFollower::Make(database_, std::move(delivery)));
    followers_.emplace(name, std::move(follower));
  }
  for (auto entry = followers_.begin(); entry != followers_.end();) {
    if (seen.count(entry->first) != 0) {
      ++entry;
      continue;
    }
    // Dropped with its namespace; the position that this thread noted last may have come after that.
    WriteBatch batch;
    TABLEROCK_TRY(DeleteDelivery(database_, entry->second->delivery(), batch));
    TABLEROCK_TRY(database_.store().Write(std::move(batch)));
    entry = followers_.erase(entry);
  }
  seen_changes_ = changes;
  return {};
}

}  // namespace tablerock

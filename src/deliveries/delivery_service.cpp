#include "deliveries/delivery_service.h"

#include <chrono>
#include <set>
#include <vector>

#include <pthread.h>

#include "changes/delivery_lifecycle.h"

namespace tablerock {
namespace {

constexpr std::chrono::hours kLong{24};
constexpr std::chrono::seconds kAfterStoreError{1};

std::string ReasonOf(const ApiError& error) {
  return std::string(error.cause().empty() ? error.classic() : error.cause());
}

}  // namespace

Result<void> DeliveryService::Start() {
  const std::string& endpoint = database_.options().kinesis_endpoint;
  if (endpoint.empty()) return StartWithoutEndpoint();
  std::optional<HttpUrl> url = ParseHttpUrl(endpoint);
  if (!url) return ApiError::Validation("the Kinesis endpoint is no http:// URL: " + endpoint);
  client_ = std::make_unique<KinesisHttpClient>(*std::move(url));
  thread_ = std::thread([this] {
    ::pthread_setname_np(::pthread_self(), "deliveries");
    Run();
  });
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
  if (!thread_.joinable()) return;
  stopping_ = true;
  client_->Cancel();
  database_.change_signal().Ring();
  thread_.join();
}

void DeliveryService::Run() {
  while (!stopping_) {
    // Read before the steps, so that what comes meanwhile is not slept over.
    const std::uint64_t rings = database_.change_signal().rings();
    const auto wake_at = StepAll();
    database_.change_signal().WaitUntil(rings, wake_at.value_or(SteadyClock::now() + kLong));
  }
}

std::optional<SteadyClock::time_point> DeliveryService::StepAll() {
  if (seen_changes_ != database_.catalog().changes()) {
    if (const auto refreshed = Refresh(); !refreshed) {
      database_.log().Write(LogLevel::kError, "the deliveries cannot be read and will be looked up again",
                            {{"reason", ReasonOf(refreshed.error())}});
      return SteadyClock::now() + kAfterStoreError;
    }
  }
  std::optional<SteadyClock::time_point> wake_at;
  for (auto entry = followers_.begin(); entry != followers_.end() && !stopping_;) {
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
    if (at && (!wake_at || *at < *wake_at)) wake_at = at;
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
  std::erase_if(followers_, [&](const auto& entry) { return seen.count(entry.first) == 0; });
  seen_changes_ = changes;
  return {};
}

}  // namespace tablerock

// DeliveryService: sends the changes of tables to their Kinesis destinations, on a thread of its own that sleeps until
// a change was committed, a table was changed, or a pause is over. There is one endpoint, so calls follow one another.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <utility>

#include "changes/reader_thread.h"
#include "deliveries/delivery_follower.h"
#include "deliveries/kinesis_http_client.h"

namespace tablerock {

class DeliveryService {
 public:
  // The database outlives it; its options name the endpoint, if there is one.
  explicit DeliveryService(Database& database) : database_(database), thread_(database) {}
  ~DeliveryService() { Stop(); }
  DeliveryService(const DeliveryService&) = delete;
  DeliveryService& operator=(const DeliveryService&) = delete;

  // Without an endpoint nothing is sent; deliveries that were ended are over then. Errors: a ValidationException, the
  // endpoint is no http:// URL; of the store.
  Result<void> Start();
  // Ends the call that is running; what was in it is sent again after the next start.
  void Stop();

 private:
  using Name = std::pair<std::uint32_t, std::uint32_t>;  // table id and first shard

  Result<void> StartWithoutEndpoint();
  WakeTime StepAll();
  // Sees which deliveries there are now.
  Result<void> Refresh();

  Database& database_;
  std::unique_ptr<KinesisHttpClient> client_;
  std::map<Name, std::unique_ptr<DeliveryFollower>> followers_;
  std::uint64_t seen_changes_ = UINT64_MAX;  // of the catalog
  ReaderThread thread_;
};

}  // namespace tablerock

// PutRecords over HTTP. The calls have a signature in form only: emulators read account and region from it, and check
// nothing. Thread-safe.
#pragma once

#include "deliveries/kinesis_client.h"
#include "net/http_client.h"

namespace tablerock {

class KinesisHttpClient : public KinesisClient {
 public:
  explicit KinesisHttpClient(HttpUrl endpoint) : endpoint_(std::move(endpoint)) {}

  PutRecordsOutcome PutRecords(const std::string& stream_arn, std::span<const DeliveryRecord* const> records) override;
  // Ends the call that is running, and every later one.
  void Cancel() { client_.Cancel(); }

 private:
  HttpClient client_;
  const HttpUrl endpoint_;
};

}  // namespace tablerock

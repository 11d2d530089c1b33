// KinesisClient: what deliveries ask of a Kinesis-compatible endpoint. Tests have one of their own.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "deliveries/delivery_record.h"

namespace tablerock {

// Kinesis' limits of one call. Of a record: those of a stream whose limit was not raised.
inline constexpr std::size_t kPutRecordsMax = 500;
inline constexpr std::size_t kPutRecordsBytesMax = 5U << 20U;
inline constexpr std::size_t kPutRecordBytesMax = 1U << 20U;

struct PutRecordsOutcome {
  bool cancelled = false;
  std::vector<bool> taken;  // of each record, whether the stream has it; empty: none
  std::string problem;      // the first, for people; empty if all were taken

  bool took_any() const {
    for (const bool record : taken) {
      if (record) return true;
    }
    return false;
  }
};

class KinesisClient {
 public:
  KinesisClient() = default;
  virtual ~KinesisClient() = default;
  KinesisClient(const KinesisClient&) = delete;
  KinesisClient& operator=(const KinesisClient&) = delete;

  // Blocks until there is an answer, or none in time. REQUIRES: within the limits, no two records of one item.
  virtual PutRecordsOutcome PutRecords(const std::string& stream_arn,
                                       std::span<const DeliveryRecord* const> records) = 0;
};

}  // namespace tablerock

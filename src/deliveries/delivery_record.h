// A change as Kinesis Data Streams for DynamoDB sends it: a JSON document of its own, with both images.
//
//   {"awsRegion": …, "eventID": …, "eventName": "MODIFY", "userIdentity": null, "recordFormat": "application/json",
//    "tableName": …, "dynamodb": {"ApproximateCreationDateTime": …, "Keys": …, "NewImage": …, "OldImage": …,
//    "SizeBytes": …}, "eventSource": "aws:dynamodb"}
//
// There is no sequence number in it: a consumer orders the records of an item by their time, for which microseconds
// serve better. A record that is sent twice has the same eventID.
#pragma once

#include <cstddef>
#include <string>

#include "changes/delivery.h"
#include "core/result.h"
#include "operations/get_records.h"

namespace tablerock {

struct DeliveryRecord {
  SequenceNumber number = 0;
  std::string partition_key;  // the same for all records of an item: 32 hex digits
  std::string data;           // the document

  std::size_t size_bytes() const { return partition_key.size() + data.size(); }
};

DeliveryRecord ToDeliveryRecord(const StreamRecord& record, const Delivery& delivery);

}  // namespace tablerock

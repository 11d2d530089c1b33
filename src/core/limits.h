// The service's limits, each with its unit and its source.
// D: AWS documentation "Quotas in Amazon DynamoDB" or the service model. C: a public suite run against the service.
#pragma once

#include <cstddef>
#include <cstdint>

namespace tablerock::limits {

inline constexpr std::size_t kItemSizeBytesMax = 409'600;          // 400 KB with attribute names; D, C
inline constexpr std::size_t kPartitionKeySizeBytesMax = 2'048;    // D
inline constexpr std::size_t kSortKeySizeBytesMax = 1'024;         // all sort key attributes together; D
inline constexpr std::size_t kAttributeNameSizeBytesMax = 65'535;  // D
inline constexpr std::size_t kKeyAttributeNameSizeBytesMax = 255;  // keys and projected attributes; D
inline constexpr int kNestingLevelsMax = 32;                       // D
inline constexpr std::size_t kNumberSignificantDigitsMax = 38;     // D
inline constexpr int kNumberExponentMax = 125;                     // of the first digit; D
inline constexpr int kNumberExponentMin = -130;                    // D
inline constexpr std::size_t kPageSizeBytesMax = 1'048'576;      // evaluated by one Query or Scan, before the filter; D
inline constexpr std::size_t kRequestSizeBytesMax = 16'777'216;  // also of a BatchGetItem reply; D
inline constexpr std::size_t kTransactionSizeBytesMax = 4'194'304;            // D
inline constexpr std::size_t kTransactionItemsMax = 100;                      // D
inline constexpr std::size_t kBatchGetKeysMax = 100;                          // D
inline constexpr std::size_t kBatchWriteRequestsMax = 25;                     // D
inline constexpr std::size_t kExpressionSizeBytesMax = 4'096;                 // D
inline constexpr std::size_t kExpressionOperatorsMax = 300;                   // D
inline constexpr std::size_t kInOperandsMax = 100;                            // D
inline constexpr std::size_t kLocalSecondaryIndexesMax = 5;                   // D
inline constexpr std::size_t kGlobalSecondaryIndexesMax = 20;                 // D
inline constexpr std::size_t kProjectedAttributesMax = 100;                   // over all indexes, INCLUDE; D
inline constexpr std::size_t kKeyAttributesMax = 4;                           // HASH, and again RANGE, of a GSI; D
inline constexpr std::int64_t kItemCollectionSizeBytesMax = 10'737'418'240;   // 10 GB; D
inline constexpr std::size_t kTablesMax = 2'500;                              // an account and region; D
inline constexpr std::size_t kTagsMax = 50;                                   // a resource; D
inline constexpr std::int64_t kStreamRetentionMillis = 24LL * 3'600'000;      // D
inline constexpr std::int64_t kShardIteratorLifeMillis = 15LL * 60'000;       // D
inline constexpr std::int64_t kClientRequestTokenLifeMillis = 10LL * 60'000;  // D
inline constexpr std::size_t kGetRecordsMax = 1'000;                          // D
inline constexpr std::size_t kGetRecordsBytesMax = 1'048'576;                 // D

}  // namespace tablerock::limits

// The requests that the programs of this folder send, those of request.lua, and the table that they go to: items of
// about 1 KB, 100 to a partition, with one global secondary index that projects ALL. Of its partitions there are fewer
// than there, so that 5,000 items are enough for 20 in each.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tablerock::bench {

// Their Authorization header; no one looks at the signature.
inline constexpr std::string_view kAuthorization =
    "AWS4-HMAC-SHA256 Credential=benchmark/20260101/us-east-1/dynamodb/aws4_request, "
    "SignedHeaders=content-type;host;x-amz-date;x-amz-target, "
    "Signature=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

struct BenchRequest {
  std::string_view target;  // X-Amz-Target, a literal
  std::string body;
};

struct BenchOperation {
  std::string_view name;
  std::string_view target;
  std::string (*body)(std::size_t n);  // `n` is the number of an item
};

// In an order in which none changes what those before it read.
const std::array<BenchOperation, 7>& BenchOperations();

BenchRequest CreateTableRequest();
// Puts of the items [first, first + 25).
BenchRequest LoadRequest(std::size_t first);
inline constexpr std::size_t kItemsOfALoadRequest = 25;

// `count` requests for items below `items`, in an order that looks random and is always the same.
std::vector<BenchRequest> MakeRequests(const BenchOperation& operation, std::size_t items, std::size_t count,
                                       std::size_t seed = 1);

// The item as LoadRequest puts it, and its key, as JSON.
std::string ItemJson(std::size_t n);
std::string KeyJson(std::size_t n);

}  // namespace tablerock::bench

// Streams and shards as the JSON of their catalog entries. 64-bit numbers are texts there: JSON readers may round them.
#pragma once

#include <string>
#include <string_view>

#include "changes/stream.h"
#include "core/result.h"

namespace tablerock {

std::string StreamToJson(const Stream& stream);
std::string ShardToJson(const Shard& shard);
// Whether ShardToJson was given a shard with an end, without reading all of it.
bool HasEnd(std::string_view shard_json);
// Errors: InternalServerError, the entry is damaged.
Result<Stream> StreamFromJson(std::string_view json);
Result<Shard> ShardFromJson(std::string_view json);

}  // namespace tablerock

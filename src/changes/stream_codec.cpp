#include "changes/stream_codec.h"

#include "changes/entry_reading.h"
#include "json/document.h"

namespace tablerock {
namespace {

constexpr int kVersion = 1;

Document KeyAttributesToJson(const std::vector<KeyAttribute>& attributes) {
  Document list = Document::array();
  for (const KeyAttribute& attribute : attributes) {
    list.push_back({{"name", attribute.name}, {"type", static_cast<int>(attribute.type)}});
  }
  return list;
}

std::vector<KeyAttribute> KeyAttributesFromJson(const Document& list) {
  std::vector<KeyAttribute> attributes;
  for (const Document& entry : list) {
    attributes.push_back(
        {entry.at("name").get<std::string>(), static_cast<AttributeType>(entry.at("type").get<int>())});
  }
  return attributes;
}

std::uint64_t Unsigned64(const Document& text) { return std::stoull(text.get<std::string>()); }

}  // namespace

std::string StreamToJson(const Stream& stream) {
  Document document = {{"version", kVersion},
                       {"namespace", stream.namespace_name},
                       {"table_name", stream.table_name},
                       {"label", stream.label},
                       {"table_id", stream.table_id},
                       {"view_type", NameOf(stream.view_type)},
                       {"partition_key", KeyAttributesToJson(stream.key_schema.partition_key)},
                       {"sort_key", KeyAttributesToJson(stream.key_schema.sort_key)},
                       {"creation_time", stream.creation_time}};
  if (stream.disabled_at) document["disabled_at"] = *stream.disabled_at;
  return ToText(document);
}

Result<Stream> StreamFromJson(std::string_view json) {
  return ReadEntry<Stream>(json, "stream", [](const Document& document) {
    Stream stream;
    stream.namespace_name = document.at("namespace").get<std::string>();
    stream.table_name = document.at("table_name").get<std::string>();
    stream.label = document.at("label").get<std::string>();
    stream.table_id = document.at("table_id").get<std::uint32_t>();
    stream.view_type = ParseStreamViewType(document.at("view_type").get<std::string>()).value();
    stream.key_schema.partition_key = KeyAttributesFromJson(document.at("partition_key"));
    stream.key_schema.sort_key = KeyAttributesFromJson(document.at("sort_key"));
    stream.creation_time = document.at("creation_time").get<UnixMillis>();
    if (document.contains("disabled_at")) stream.disabled_at = document["disabled_at"].get<UnixMillis>();
    return stream;
  });
}

std::string ShardToJson(const Shard& shard) {
  Document document = {{"version", kVersion},
                       {"namespace", shard.namespace_name},
                       {"table_id", shard.table_id},
                       {"number", shard.number},
                       {"shard_id", shard.shard_id},
                       {"parent_shard_id", shard.parent_shard_id},
                       {"stream_label", shard.stream_label},
                       {"first", std::to_string(shard.first)},
                       {"hash_begin", std::to_string(shard.hash_begin)},
                       {"hash_last", std::to_string(shard.hash_last)}};
  if (shard.last) document["last"] = std::to_string(*shard.last);
  return ToText(document);
}

// Within a text its quotation marks would be escaped.
bool HasEnd(std::string_view shard_json) { return shard_json.find(R"("last":)") != std::string_view::npos; }

Result<Shard> ShardFromJson(std::string_view json) {
  return ReadEntry<Shard>(json, "shard", [](const Document& document) {
    Shard shard;
    shard.namespace_name = document.at("namespace").get<std::string>();
    shard.table_id = document.at("table_id").get<std::uint32_t>();
    shard.number = document.at("number").get<std::uint32_t>();
    shard.shard_id = document.at("shard_id").get<std::string>();
    shard.parent_shard_id = document.at("parent_shard_id").get<std::string>();
    shard.stream_label = document.at("stream_label").get<std::string>();
    shard.first = Unsigned64(document.at("first"));
    shard.hash_begin = Unsigned64(document.at("hash_begin"));
    shard.hash_last = Unsigned64(document.at("hash_last"));
    if (document.contains("last")) shard.last = Unsigned64(document["last"]);
    return shard;
  });
}

}  // namespace tablerock

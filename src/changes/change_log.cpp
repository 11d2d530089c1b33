#include "changes/change_log.h"

#include <algorithm>
#include <cassert>
#include <string>

#include "changes/change_record.h"
#include "model/item_builder.h"
#include "storage/key_codec.h"

namespace tablerock {
namespace {

Item KeysOf(const TableDescription& table, ItemView item) {
  ItemBuilder builder;
  for (const auto* part : {&table.key_schema.partition_key, &table.key_schema.sort_key}) {
    for (const KeyAttribute& attribute : *part) {
      if (const auto value = item.Find(attribute.name)) builder.Attribute(attribute.name, *value);
    }
  }
  return builder.TakeItem();
}

const OpenShard& ShardOf(const TableDescription& table, std::uint64_t hash) {
  const auto& shards = table.open_shards;
  const auto shard = std::lower_bound(shards.begin(), shards.end(), hash,
                                      [](const OpenShard& s, std::uint64_t h) { return s.hash_last < h; });
  assert(shard != shards.end() && shard->hash_begin <= hash && "the open shards of a table cover every hash");
  return *shard;
}

// Which images the readers of the log need, all of them together.
bool KeepsOldImage(const TableDescription& table) {
  if (table.has_active_destination()) return true;
  return table.stream && (table.stream->view_type == StreamViewType::kOldImage ||
                          table.stream->view_type == StreamViewType::kNewAndOldImages);
}
bool KeepsNewImage(const TableDescription& table) {
  if (table.has_active_destination()) return true;
  return table.stream && (table.stream->view_type == StreamViewType::kNewImage ||
                          table.stream->view_type == StreamViewType::kNewAndOldImages);
}

}  // namespace

void AppendChange(const TableDescription& table, SequenceNumber number, UnixMillis now, std::string_view item_key,
                  const ItemChangeImages& images, ChangeOrigin origin, WriteBatch& batch) {
  const ItemView any = images.next.empty() ? images.previous : images.next;
  const Item keys = KeysOf(table, any);
  ChangeRecord record;
  record.event = images.previous.empty() ? ChangeEvent::kInsert
                 : images.next.empty()   ? ChangeEvent::kRemove
                                         : ChangeEvent::kModify;
  record.origin = origin;
  record.creation_time = now;
  record.keys = keys;
  if (KeepsOldImage(table)) record.old_image = images.previous;
  if (KeepsNewImage(table)) record.new_image = images.next;
  std::string bytes;
  AppendRecordBytes(bytes, record);
  batch.Put(Family::kChanges, ChangeKey(table.id, ShardOf(table, HashOfItemKey(item_key)).number, number), bytes);
}

}  // namespace tablerock

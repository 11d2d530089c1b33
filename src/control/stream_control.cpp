#include "control/stream_control.h"

#include <string>

#include "changes/shard_splitting.h"
#include "operations/table_lookup.h"

namespace tablerock {
namespace {

// Empty where it is not there or is no text.
std::string TextOf(const Document& object, const char* name) {
  const auto member = object.find(name);
  return member != object.end() && member->is_string() ? member->get<std::string>() : std::string();
}

ControlReply Split(Database& database, const ControlRequest& request) {
  const std::optional<Document> object = ObjectOf(request);
  if (!object) return RefusalReply(400, "the body is not a JSON object");
  if (const std::string name = UnknownMember(*object, {"TableName", "StreamArn", "ShardId", "Namespace"});
      !name.empty()) {
    return RefusalReply(400, "a split has no member " + name + "; it takes TableName or StreamArn, ShardId, Namespace");
  }
  const std::string table_name = TextOf(*object, "TableName");
  const std::string stream_arn = TextOf(*object, "StreamArn");
  if (table_name.empty() == stream_arn.empty()) return RefusalReply(400, "name either the TableName or the StreamArn");
  const Result<ShardSplit> split =
      SplitShard(database, TextOf(*object, "Namespace"), TableNameOf(table_name.empty() ? stream_arn : table_name),
                 TextOf(*object, "ShardId"));
  if (!split) return ErrorReply(split.error());
  return JsonReply({{"ParentShardId", split->parent_shard_id}, {"ChildShardIds", split->child_shard_ids}});
}

}  // namespace

void RegisterStreamControl(ControlApi& api, Database& database) {
  api.Register(
      "POST", "/_tablerock/streams/split",
      [&database](const ControlRequest& request, const ControlApi::PathValues&) { return Split(database, request); });
}

}  // namespace tablerock

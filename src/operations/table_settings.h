// Settings of a table besides keys, indexes and throughput, as CreateTable, UpdateTable and the tag operations check
// them. Errors are ValidationExceptions in the service's words.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/request_context.h"
#include "core/result.h"
#include "model/table_description.h"
#include "operations/table_inputs.h"
#include "storage/database.h"

namespace tablerock {

// The name within a name or an ARN. Error: shorter than 3 or longer than 255 characters, or others than [a-zA-Z0-9_.-].
Result<std::string> ParseNewTableName(std::string_view name_or_arn);

// A key's ARN, or nothing: the service's own key, which it does not show. Errors: members that contradict each other.
Result<std::optional<std::string>> ParseSseSpecification(const RequestContext& context,
                                                         const SseSpecificationInput& input);

// Errors: reserved prefix, length, characters, a key twice, more than 50. All of them or none is good.
Result<void> CheckTags(std::span<const TagInput> tags);
Result<void> CheckTagKey(const std::string& key);
// "Number of Tags exceed the current limit for the provided ResourceArn".
ApiError TooManyTags();

// The name of the table that a tag operation's ResourceArn names. `operation` for the message. Errors: not the ARN of a
// table (ValidationException); AccessDeniedException if there is no such table (behaviours.md row 64).
Result<std::string> TaggedTableName(Database& database, const RequestContext& context, std::string_view resource_arn,
                                    std::string_view operation);

}  // namespace tablerock

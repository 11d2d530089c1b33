#include "functions/event_source_mapping.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "changes/stream.h"
#include "core/fnv1a.h"
#include "functions/filter_pattern.h"
#include "functions/member_reader.h"

namespace tablerock {
namespace {

constexpr std::int64_t kBatchSizeMax = 10'000;
constexpr std::int64_t kBatchingWindowSecondsMax = 300;
constexpr std::int64_t kParallelizationFactorMax = 10;
constexpr std::int64_t kRetryAttemptsMax = 10'000;
constexpr std::int64_t kRecordAgeSecondsMin = 60;
constexpr std::int64_t kRecordAgeSecondsMax = 604'800;
constexpr std::size_t kFiltersMax = 10;
constexpr const char* kReportBatchItemFailures = "ReportBatchItemFailures";

struct PositionName {
  StartingPosition position;
  const char* name;
};
constexpr std::array kPositionNames{PositionName{StartingPosition::kTrimHorizon, "TRIM_HORIZON"},
                                    PositionName{StartingPosition::kLatest, "LATEST"},
                                    PositionName{StartingPosition::kAtTimestamp, "AT_TIMESTAMP"}};

const char* NameOf(StartingPosition position) {
  return std::find_if(kPositionNames.begin(), kPositionNames.end(),
                      [&](const auto& p) { return p.position == position; })
      ->name;
}

// A UUID's form of a 128-bit digest of what makes the mapping this one and no other.
std::string DerivedUuid(const EventSourceMapping& mapping) {
  std::uint64_t high = kFnv1aBegin;
  std::uint64_t low = 0x84222325CBF29CE4ULL;
  for (const std::string* part :
       {&mapping.namespace_name, &mapping.table_name, &mapping.stream_label, &mapping.function_name}) {
    const std::string text = *part + '\0';
    high = Fnv1a(text, high);
    for (const char c : text) low = (low ^ static_cast<unsigned char>(c)) * kFnv1aPrime + 0x9E3779B97F4A7C15ULL;
  }
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%08x-%04x-8%03x-8%03x-%012llx", static_cast<unsigned>(high >> 32U),
                static_cast<unsigned>(high >> 16U & 0xFFFFU), static_cast<unsigned>(high & 0xFFFU),
                static_cast<unsigned>(low >> 52U), static_cast<unsigned long long>(low & 0xFFFFFFFFFFFFULL));
  return text.data();
}

// "arn:aws:dynamodb:REGION:ACCOUNT:table/…": its region and account.
void ReadPlace(std::string_view arn, EventSourceMapping& mapping) {
  std::array<std::string_view, 6> parts;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::size_t colon = i + 1 == parts.size() ? std::string_view::npos : arn.find(':');
    parts[i] = arn.substr(0, colon);
    if (colon == std::string_view::npos) break;
    arn.remove_prefix(colon + 1);
  }
  if (!parts[3].empty()) mapping.region = parts[3];
  if (!parts[4].empty()) mapping.account = parts[4];
}

Result<void> ReadSource(MemberReader& members, const MappingSource& source, EventSourceMapping& mapping) {
  std::string arn;
  TABLEROCK_TRY(members.String("EventSourceArn", arn));
  TABLEROCK_TRY(members.String("TableName", mapping.table_name));
  if (arn.empty() == mapping.table_name.empty()) {
    return members.Wrong("EventSourceArn", "name either a stream by EventSourceArn or a table by TableName");
  }
  if (!arn.empty()) {
    const auto parts = ParseStreamArn(arn);
    if (!parts) return members.Wrong("EventSourceArn", "is no ARN of a stream: " + arn);
    mapping.table_name = parts->table_name;
    mapping.stream_label = parts->label;
    ReadPlace(arn, mapping);
  }
  TABLEROCK_TRY(members.String("Region", mapping.region));
  TABLEROCK_TRY(members.String("Account", mapping.account));
  if (source.namespaces_by_region) mapping.namespace_name = mapping.account + "/" + mapping.region;
  return members.String("Namespace", mapping.namespace_name);
}

Result<void> ReadStart(MemberReader& members, EventSourceMapping& mapping) {
  std::string name;
  TABLEROCK_TRY(members.String("StartingPosition", name));
  const auto found =
      std::find_if(kPositionNames.begin(), kPositionNames.end(), [&](const auto& p) { return p.name == name; });
  if (found == kPositionNames.end()) {
    return members.Wrong("StartingPosition", "has to be TRIM_HORIZON, LATEST or AT_TIMESTAMP");
  }
  mapping.starting_position = found->position;
  std::optional<double> timestamp;
  TABLEROCK_TRY(members.Number("StartingPositionTimestamp", timestamp));
  if (timestamp.has_value() != (found->position == StartingPosition::kAtTimestamp)) {
    return members.Wrong("StartingPositionTimestamp", "belongs to AT_TIMESTAMP, which needs it");
  }
  mapping.starting_position_timestamp = timestamp.value_or(0);
  return {};
}

Result<void> ReadFilters(MemberReader& members, EventSourceMapping& mapping) {
  TABLEROCK_ASSIGN(const Document* const criteria, members.Object("FilterCriteria"));
  if (criteria == nullptr) return {};
  MemberReader criteria_members(*criteria, members.PathOf("FilterCriteria"));
  TABLEROCK_ASSIGN(const Document* const filters, criteria_members.Array("Filters"));
  TABLEROCK_TRY(criteria_members.Finish());
  if (filters == nullptr) return {};
  if (filters->size() > kFiltersMax) return criteria_members.Wrong("Filters", "there may be 10 of them");
  for (const Document& filter : *filters) {
    if (!filter.is_object()) return criteria_members.Wrong("Filters", "has to be a list of objects with a Pattern");
    MemberReader filter_members(filter, criteria_members.PathOf("Filters"));
    const Document* const pattern = filter_members.Member("Pattern");
    TABLEROCK_TRY(filter_members.Finish());
    if (pattern == nullptr) return filter_members.Wrong("Pattern", "is missing");
    // Lambda has a string here; in a file of one's own the object itself reads better.
    std::string text = pattern->is_string() ? pattern->get<std::string>() : ToText(*pattern);
    if (const auto parsed = FilterPattern::Parse(text); !parsed) {
      return filter_members.Wrong("Pattern", parsed.error().classic());
    }
    mapping.filter_patterns.push_back(std::move(text));
  }
  return {};
}

Result<void> ReadDestination(MemberReader& members, const MappingSource& source, EventSourceMapping& mapping) {
  TABLEROCK_ASSIGN(const Document* const destinations, members.Object("DestinationConfig"));
  if (destinations == nullptr) return {};
  MemberReader destination_members(*destinations, members.PathOf("DestinationConfig"));
  TABLEROCK_ASSIGN(const Document* const on_failure, destination_members.Object("OnFailure"));
  TABLEROCK_TRY(destination_members.Finish());
  if (on_failure == nullptr) return {};
  MemberReader failure_members(*on_failure, destination_members.PathOf("OnFailure"));
  std::string file;
  TABLEROCK_TRY(failure_members.String("Destination", file));
  TABLEROCK_TRY(failure_members.Finish());
  if (file.starts_with("arn:")) {
    return failure_members.Wrong("Destination", "is a file here, to which lines of JSON are added, and no ARN");
  }
  if (!file.empty()) mapping.on_failure_file = AbsolutePath(file, source.directory);
  return {};
}

Result<void> ReadDelivery(MemberReader& members, EventSourceMapping& mapping) {
  TABLEROCK_TRY(members.Integer("BatchSize", 1, kBatchSizeMax, mapping.batch_size));
  TABLEROCK_TRY(members.Integer("MaximumBatchingWindowInSeconds", 0, kBatchingWindowSecondsMax,
                                mapping.maximum_batching_window_seconds));
  TABLEROCK_TRY(members.Integer("ParallelizationFactor", 1, kParallelizationFactorMax, mapping.parallelization_factor));
  TABLEROCK_TRY(members.Integer("MaximumRetryAttempts", -1, kRetryAttemptsMax, mapping.maximum_retry_attempts));
  TABLEROCK_TRY(
      members.Integer("MaximumRecordAgeInSeconds", -1, kRecordAgeSecondsMax, mapping.maximum_record_age_seconds));
  if (mapping.maximum_record_age_seconds != -1 && mapping.maximum_record_age_seconds < kRecordAgeSecondsMin) {
    return members.Wrong("MaximumRecordAgeInSeconds", "has to be -1, or an integer from 60 to 604800");
  }
  TABLEROCK_TRY(members.Bool("BisectBatchOnFunctionError", mapping.bisect_batch_on_function_error));
  TABLEROCK_TRY(members.Bool("Enabled", mapping.enabled));
  std::vector<std::string> response_types;
  TABLEROCK_TRY(members.Strings("FunctionResponseTypes", response_types));
  for (const std::string& type : response_types) {
    if (type != kReportBatchItemFailures) {
      return members.Wrong("FunctionResponseTypes", "knows ReportBatchItemFailures only");
    }
  }
  mapping.report_batch_item_failures = !response_types.empty();
  return {};
}

}  // namespace

Result<EventSourceMapping> ReadMapping(const Document& document, const MappingSource& source) {
  MemberReader members(document, source.path);
  if (!document.is_object()) return members.Wrong("", "an event source mapping is an object");
  EventSourceMapping mapping;
  TABLEROCK_TRY(ReadSource(members, source, mapping));
  TABLEROCK_TRY(members.String("FunctionName", mapping.function_name));
  if (mapping.function_name.empty()) return members.Wrong("FunctionName", "is missing");
  TABLEROCK_TRY(ReadStart(members, mapping));
  TABLEROCK_TRY(ReadDelivery(members, mapping));
  TABLEROCK_TRY(ReadFilters(members, mapping));
  TABLEROCK_TRY(ReadDestination(members, source, mapping));
  TABLEROCK_TRY(ReadFunctionSettings(members, source.directory, mapping.function));
  mapping.uuid = DerivedUuid(mapping);
  TABLEROCK_TRY(members.String("UUID", mapping.uuid));
  TABLEROCK_TRY(members.Finish());
  return mapping;
}

Document MappingToDocument(const EventSourceMapping& mapping) {
  Document document = {
      {"UUID", mapping.uuid},
      {"FunctionName", mapping.function_name},
      {"StartingPosition", NameOf(mapping.starting_position)},
      {"Enabled", mapping.enabled},
      {"BatchSize", mapping.batch_size},
      {"MaximumBatchingWindowInSeconds", mapping.maximum_batching_window_seconds},
      {"ParallelizationFactor", mapping.parallelization_factor},
      {"MaximumRetryAttempts", mapping.maximum_retry_attempts},
      {"MaximumRecordAgeInSeconds", mapping.maximum_record_age_seconds},
      {"BisectBatchOnFunctionError", mapping.bisect_batch_on_function_error},
      {"Target", FunctionSettingsToDocument(mapping.function)},
      {"Region", mapping.region},
      {"Account", mapping.account},
      {"Namespace", mapping.namespace_name},
  };
  if (mapping.stream_label.empty()) {
    document["TableName"] = mapping.table_name;
  } else {
    RequestContext place;
    place.account = mapping.account;
    place.region = mapping.region;
    document["EventSourceArn"] = StreamArn(place, mapping.table_name, mapping.stream_label);
  }
  if (mapping.starting_position == StartingPosition::kAtTimestamp) {
    document["StartingPositionTimestamp"] = mapping.starting_position_timestamp;
  }
  if (mapping.report_batch_item_failures) document["FunctionResponseTypes"] = {kReportBatchItemFailures};
  if (!mapping.filter_patterns.empty()) {
    Document filters = Document::array();
    for (const std::string& pattern : mapping.filter_patterns) filters.push_back({{"Pattern", pattern}});
    document["FilterCriteria"] = {{"Filters", std::move(filters)}};
  }
  if (!mapping.on_failure_file.empty()) {
    document["DestinationConfig"] = {{"OnFailure", {{"Destination", mapping.on_failure_file}}}};
  }
  return document;
}

Result<EventSourceMapping> ChangeMapping(const EventSourceMapping& mapping, const Document& changes,
                                         const MappingSource& source) {
  if (!changes.is_object()) return ApiError::Validation("The changes of a mapping are an object");
  Document document = MappingToDocument(mapping);
  for (const auto& [name, value] : changes.items()) {
    for (const char* fixed : {"UUID", "EventSourceArn", "TableName", "Region", "Account", "Namespace", "FunctionName",
                              "StartingPosition", "StartingPositionTimestamp"}) {
      if (name == fixed && (!document.contains(name) || document[name] != value)) {
        return ApiError::Validation(name + ": cannot be changed; make another mapping");
      }
    }
    document[name] = value;
  }
  return ReadMapping(document, source);
}

}  // namespace tablerock

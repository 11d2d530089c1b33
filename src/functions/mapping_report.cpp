#include "functions/mapping_report.h"

namespace tablerock {
namespace {

const char* NameOf(MappingState state) {
  switch (state) {
    case MappingState::kCreating:
      return "Creating";
    case MappingState::kEnabled:
      return "Enabled";
    case MappingState::kDisabling:
      return "Disabling";
    case MappingState::kDisabled:
      return "Disabled";
    case MappingState::kUpdating:
      return "Updating";
    case MappingState::kDeleting:
      return "Deleting";
  }
  return "";
}

}  // namespace

Document MappingReport(const EventSourceMapping& mapping, MappingState state, const MappingHistory& history,
                       const std::string& stream_arn) {
  Document report = MappingToDocument(mapping);
  report.erase("Enabled");
  report["State"] = NameOf(state);
  report["StateTransitionReason"] = "User action";
  report["LastProcessingResult"] = history.last_processing_result;
  report["LastModified"] = static_cast<double>(history.last_modified) / 1000;
  report["FunctionArn"] =
      "arn:aws:lambda:" + mapping.region + ":" + mapping.account + ":function:" + mapping.function_name;
  if (!stream_arn.empty()) report["EventSourceArn"] = stream_arn;
  return report;
}

}  // namespace tablerock

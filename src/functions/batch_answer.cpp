#include "functions/batch_answer.h"

#include <algorithm>

#include "json/document.h"

namespace tablerock {

std::size_t FirstFailure(std::string_view answer, std::span<const EventRecord> records) {
  if (answer.empty()) return records.size();
  const std::optional<Document> document = ParseDocument(answer);
  if (!document) return 0;
  if (document->is_null()) return records.size();
  if (!document->is_object()) return 0;
  const auto failures = document->find("batchItemFailures");
  if (failures == document->end() || failures->is_null()) return records.size();
  if (!failures->is_array()) return 0;
  std::size_t first = records.size();
  for (const Document& failure : *failures) {
    const auto identifier = failure.is_object() ? failure.find("itemIdentifier") : failure.end();
    if (!failure.is_object() || identifier == failure.end() || !identifier->is_string()) return 0;
    const auto number = ParseWireSequenceNumber(identifier->get<std::string>());
    if (!number) return 0;
    const auto record = std::find_if(records.begin(), records.end(),
                                     [&](const EventRecord& candidate) { return candidate.number == *number; });
    if (record == records.end()) return 0;
    first = std::min(first, static_cast<std::size_t>(record - records.begin()));
  }
  return first;
}

}  // namespace tablerock

// What a function's answer says of the records of its batch, where the mapping has ReportBatchItemFailures.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "functions/event_writer.h"

namespace tablerock {

// The index of the first record that is to be tried again; records.size() if all have succeeded; 0 for an answer that
// cannot be understood, which counts as a failure of all. Of several failures the lowest sequence number counts.
// Source: the Lambda developer's guide: no answer, null, {}, and an absent, null or empty batchItemFailures are a
// success; an itemIdentifier that is empty, missing or of no record of the batch is a failure of the whole batch.
std::size_t FirstFailure(std::string_view answer, std::span<const EventRecord> records);

}  // namespace tablerock

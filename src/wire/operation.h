// What the dispatcher knows of an operation: one line of the operation table.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "core/log.h"
#include "core/request_context.h"
#include "core/result.h"
#include "wire/dispatcher.h"
#include "wire/input_document.h"
#include "wire/shapes/input_shapes.h"

namespace tablerock {

enum class Api : std::uint8_t { kDynamoDb, kDynamoDbStreams };

// One decoded and checked request, on its way to its operation.
struct OperationCall {
  Database& database;
  const Log& log;
  RequestContext context;
  const InputStructure& input;
  WireResponse& response;
};

// Binds the input, runs the operation and writes its output to the response; or returns the rest of the work, to be
// stepped on.
using OperationFunction = Result<std::unique_ptr<PendingReply>> (*)(OperationCall& call);

struct Operation {
  Api api;
  const InputShape& shape;  // which has the operation's name
  OperationFunction run;
  // The wording of the newest capture (ErrorWording::k2026October). aws-messages.md, "Cohorts".
  Wording newest_wording = Wording::kClassic;

  std::string_view name() const { return shape.operation; }
};

}  // namespace tablerock

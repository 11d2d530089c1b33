// Query: reads items of one partition of a table or an index, in the order of the sort key, a page at a time.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "core/request_context.h"
#include "core/result.h"
#include "operations/read_inputs.h"
#include "operations/read_page.h"
#include "storage/database.h"

namespace tablerock {

struct QueryInput : ReadInput {
  std::optional<std::string> key_condition_expression;
  LegacyConditions key_conditions;  // without an operator: all must hold
  bool scan_index_forward = true;
};
using QueryOutput = ReadOutput;

// A Query that is worked on in steps, so that others get the thread between them. It reads one moment of one version of
// its table. Movable; one thread at a time; `database` outlives it.
class QueryRun {
 public:
  // Checks the input and finds where to begin. Errors: ValidationException, ResourceNotFoundException.
  static Result<QueryRun> Begin(Database& database, const RequestContext& context, QueryInput request);

  // Reads on: kStepSizeBytesMax evaluated, and the item that crosses it. True when the page is complete; not to be
  // called again then.
  Result<bool> Step() { return page_->Step(); }
  // Once, when Step has returned true.
  QueryOutput TakeOutput() { return page_->TakeOutput(); }

 private:
  QueryRun(std::unique_ptr<const QueryInput> input, std::unique_ptr<PageReader> page)
      : input_(std::move(input)), page_(std::move(page)) {}

  std::unique_ptr<const QueryInput> input_;  // the page's filter views its values
  std::unique_ptr<PageReader> page_;
};

// The whole page at once.
Result<QueryOutput> Query(Database& database, const RequestContext& context, QueryInput input);

}  // namespace tablerock

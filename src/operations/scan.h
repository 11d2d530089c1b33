// Scan: reads the items of a table or an index, or one segment of them, in the order of their partition keys' hashes, a
// page at a time. The order is stable and is not the keys' order (behaviours.md row 46).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

#include "core/request_context.h"
#include "core/result.h"
#include "operations/read_inputs.h"
#include "operations/read_page.h"
#include "storage/database.h"

namespace tablerock {

struct ScanInput : ReadInput {
  std::optional<std::int32_t> segment;         // 0 and more
  std::optional<std::int32_t> total_segments;  // 1 to 1,000,000
};
using ScanOutput = ReadOutput;

// As QueryRun.
class ScanRun {
 public:
  static Result<ScanRun> Begin(Database& database, const RequestContext& context, ScanInput request);

  Result<bool> Step() { return page_->Step(); }
  ScanOutput TakeOutput() { return page_->TakeOutput(); }

 private:
  ScanRun(std::unique_ptr<const ScanInput> input, std::unique_ptr<PageReader> page)
      : input_(std::move(input)), page_(std::move(page)) {}

  std::unique_ptr<const ScanInput> input_;  // the page's filter views its values
  std::unique_ptr<PageReader> page_;
};

Result<ScanOutput> Scan(Database& database, const RequestContext& context, ScanInput input);

}  // namespace tablerock

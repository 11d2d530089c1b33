// OperationDispatcher: the Dispatcher over a table of operations.
#pragma once

#include <span>
#include <string_view>
#include <unordered_map>

#include "core/log.h"
#include "wire/dispatcher.h"
#include "wire/operation.h"

namespace tablerock {

class OperationDispatcher final : public Dispatcher {
 public:
  // All are used as long as the dispatcher lives.
  OperationDispatcher(Database& database, const Log& log, const DispatcherOptions& options,
                      std::span<const Operation> operations);

  std::unique_ptr<PendingReply> Handle(const WireRequest& request, WireResponse& response) const override;

 private:
  std::unique_ptr<PendingReply> Dispatch(const WireRequest& request, WireResponse& response) const;
  const Operation* FindOperation(std::string_view target) const;
  Wording WordingOf(const Operation& operation) const;
  Result<RequestContext> ContextOf(const WireRequest& request, const Operation& operation) const;
  Result<std::unique_ptr<PendingReply>> Run(const WireRequest& request, const Operation& operation,
                                            WireResponse& response) const;

  Database& database_;
  const Log& log_;
  DispatcherOptions options_;
  std::unordered_map<std::string_view, const Operation*> operations_;  // by name
};

}  // namespace tablerock

// CommandTarget: a function that runs in processes of this machine. Each event under way has a process to itself, as in
// Lambda; a process that has answered is kept for the next event, and one that died is replaced by the next event.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "functions/function_process.h"
#include "functions/function_target.h"

namespace tablerock {

class CommandTarget final : public FunctionTarget {
 public:
  CommandTarget(const EventSourceMapping& mapping, const FunctionSurroundings& surroundings, const Log& log);
  // Closes the input of all its processes, waits for a moment, and kills those that have not ended.
  ~CommandTarget() override;
  InvocationOutcome Invoke(const std::string& event) override;
  void Cancel() override;

 private:
  std::unique_ptr<FunctionProcess> TakeProcess(std::string& problem);

  const Log& log_;
  const std::string function_name_;
  const std::chrono::seconds timeout_;
  ProcessCommand command_;
  Descriptor cancel_;  // an eventfd, readable once cancelled
  std::mutex mutex_;
  std::vector<std::unique_ptr<FunctionProcess>> idle_;
  std::optional<SteadyClock::time_point> end_by_;  // once cancelled: when processes that have not ended are killed
};

}  // namespace tablerock

// How a line of the operation table runs: at once, or in steps.
#pragma once

#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include "json/writer.h"
#include "operations/request_inputs.h"
#include "wire/error_reply.h"
#include "wire/operation.h"

namespace tablerock {

// Calls the WriteOutput that the operation has: what the request asked to see of capacity, or where it came from, goes
// along where the answer depends on it.
template <typename Input, typename Output>
void WriteReply(const Input& input, const Output& output, const RequestContext& context, WireResponse& response) {
  response.body.clear();
  JsonWriter json(response.body);
  if constexpr (requires { WriteOutput(json, output, input.return_consumed_capacity); }) {
    WriteOutput(json, output, input.return_consumed_capacity);
  } else if constexpr (requires { WriteOutput(json, output, context); }) {
    WriteOutput(json, output, context);
  } else {
    WriteOutput(json, output);
  }
}

// An operation that does all of its work in one call. One without output answers an empty body, as the service does.
template <auto kBind, auto kRun>
Result<std::unique_ptr<PendingReply>> AtOnce(OperationCall& call) {
  const auto input = kBind(call.input);
  auto output = kRun(call.database, call.context, input);
  if (!output) return std::move(output).error();
  if constexpr (std::is_void_v<typename decltype(output)::value_type>) {
    call.response.body.clear();
  } else {
    WriteReply(input, *output, call.context, call.response);
  }
  return nullptr;
}

// An operation without members in its input.
template <typename Input, auto kRun>
Result<std::unique_ptr<PendingReply>> WithoutInput(OperationCall& call) {
  constexpr auto kBind = [](const InputStructure&) { return Input{}; };
  return AtOnce<kBind, kRun>(call);
}

// An operation that works in steps, with what its run refers to. `kBegin` makes the run of the database, the context
// and the input, which it may take for itself.
template <typename Input, auto kBegin>
class SteppedReply final : public PendingReply {
 public:
  SteppedReply(Input input, OperationCall& call)
      : database_(call.database), log_(call.log), context_(std::move(call.context)), input_(std::move(input)) {}

  Result<void> Begin() {
    shown_ = input_.return_consumed_capacity;
    TABLEROCK_ASSIGN(Run run, kBegin(database_, context_, std::move(input_)));
    run_.emplace(std::move(run));
    return {};
  }

  // True when the response is complete.
  Result<bool> Advance(WireResponse& response) {
    TABLEROCK_ASSIGN(const bool complete, AsRun(*run_).Step());
    if (!complete) return false;
    response.body.clear();
    JsonWriter json(response.body);
    WriteOutput(json, AsRun(*run_).TakeOutput(), shown_);
    return true;
  }

  bool Step(WireResponse& response) override {
    auto complete = Advance(response);
    if (complete) return *complete;
    WriteErrorReply(complete.error(), context_.wording, log_, response);
    return true;
  }

 private:
  using Run = typename decltype(kBegin(std::declval<Database&>(), std::declval<const RequestContext&>(),
                                       std::declval<Input&&>()))::value_type;

  template <typename T>
  static T& AsRun(T& run) {
    return run;
  }
  template <typename T>
  static T& AsRun(std::unique_ptr<T>& run) {
    return *run;
  }

  Database& database_;
  const Log& log_;
  RequestContext context_;
  Input input_;
  ReturnConsumedCapacity shown_ = ReturnConsumedCapacity::kNone;
  std::optional<Run> run_;
};

// Most runs are complete after their first step, which is done right here.
template <auto kBind, auto kBegin>
Result<std::unique_ptr<PendingReply>> InSteps(OperationCall& call) {
  using Input = decltype(kBind(call.input));
  auto reply = std::make_unique<SteppedReply<Input, kBegin>>(kBind(call.input), call);
  TABLEROCK_TRY(reply->Begin());
  TABLEROCK_ASSIGN(const bool complete, reply->Advance(call.response));
  if (complete) return nullptr;
  return reply;
}

}  // namespace tablerock

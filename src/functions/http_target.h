// HttpTarget: a function behind a URL: a web hook, or the invoke URL of a Lambda runtime emulator. The event is POSTed
// as application/json; any status from 200 to 299 without the signs of a function's error is a success.
#pragma once

#include "functions/function_target.h"
#include "net/http_client.h"

namespace tablerock {

class HttpTarget final : public FunctionTarget {
 public:
  explicit HttpTarget(const FunctionSettings& function);
  InvocationOutcome Invoke(const std::string& event) override;
  void Cancel() override { client_.Cancel(); }

 private:
  HttpCall call_;
  HttpClient client_;
};

}  // namespace tablerock

// What this server answers without asking the dispatcher: health, preflights, and methods that the API does not have.
#pragma once

#include <optional>
#include <string_view>

#include "http/request_head.h"

namespace tablerock {

struct PlainAnswer {
  unsigned status = 200;
  std::string_view content_type = "text/plain";
  std::string_view body = {};
  std::string_view extra_header = {};  // a whole line, or empty
  bool preflight = false;
};

// Nothing for a POST, which is the dispatcher's whatever its path.
std::optional<PlainAnswer> AnswerPlainly(const RequestHead& head, const RequestTarget& target);

}  // namespace tablerock

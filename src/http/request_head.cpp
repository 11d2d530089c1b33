#include "http/request_head.h"

#include <algorithm>

namespace tablerock {

void RequestHead::Clear() {
  for (std::string* text : {&method, &target, &host, &amz_target, &authorization, &content_type, &content_encoding,
                            &accept_encoding, &origin, &cors_headers, &cors_method}) {
    text->clear();
  }
  content_length.reset();
  chunked = false;
  keep_alive = true;
  expects_continue = false;
  wants_private_network = false;
  unknown_transfer_encoding = false;
}

RequestTarget SplitTarget(std::string_view target) {
  RequestTarget parts;
  constexpr std::string_view kScheme = "http://";
  if (EqualsIgnoringCase(target.substr(0, kScheme.size()), kScheme)) {
    target.remove_prefix(kScheme.size());
    const std::size_t end = std::min(target.find_first_of("/?"), target.size());
    parts.authority = target.substr(0, end);
    target.remove_prefix(end);
  }
  const std::size_t question_mark = target.find('?');
  parts.path = target.substr(0, question_mark);
  if (question_mark != std::string_view::npos) parts.query = target.substr(question_mark + 1);
  if (parts.path.empty()) parts.path = "/";
  return parts;
}

bool EqualsIgnoringCase(std::string_view left, std::string_view right) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return left.size() == right.size() &&
         std::equal(left.begin(), left.end(), right.begin(), [&](char a, char b) { return lower(a) == lower(b); });
}

}  // namespace tablerock

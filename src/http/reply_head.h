// ReplyHead: the status line and headers of a reply, as text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "http/request_id.h"

namespace tablerock {

struct ReplyHead {
  unsigned status = 200;
  std::string_view date;
  std::string_view content_type;
  std::string_view content_encoding;  // empty: none
  std::size_t content_length = 0;     // of the body as sent
  std::uint32_t crc32 = 0;            // of the body as sent; SDKs check it and try again where it differs
  bool keep_alive = true;
  RequestId request_id{};
  std::string_view more_lines;  // further headers, each with its line end
};

// Replaces `text`.
void WriteReplyHead(const ReplyHead& head, std::string& text);

}  // namespace tablerock

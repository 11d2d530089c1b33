#include "http/reply_head.h"

#include <array>
#include <charconv>

namespace tablerock {

namespace {

std::string_view ReasonOf(unsigned status) {
  switch (status) {
    case 200:
      return "OK";
    case 400:
      return "Bad Request";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 413:
      return "Request Entity Too Large";
    case 415:
      return "Unsupported Media Type";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    case 505:
      return "HTTP Version Not Supported";
    default:
      return "Unknown";
  }
}

void AppendNumber(std::size_t number, std::string& text) {
  std::array<char, 20> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  text.append(digits.data(), end);
}

}  // namespace

void WriteReplyHead(const ReplyHead& head, std::string& text) {
  if (head.status == 200) {
    text.assign("HTTP/1.1 200 OK\r\nServer: Server\r\nDate: ");
  } else {
    text.assign("HTTP/1.1 ");
    AppendNumber(head.status, text);
    text += ' ';
    text += ReasonOf(head.status);
    text += "\r\nServer: Server\r\nDate: ";
  }
  text += head.date;
  if (!head.content_type.empty()) {
    text += "\r\nContent-Type: ";
    text += head.content_type;
  }
  if (!head.content_encoding.empty()) {
    text += "\r\nContent-Encoding: ";
    text += head.content_encoding;
  }
  text += "\r\nContent-Length: ";
  AppendNumber(head.content_length, text);
  text += head.keep_alive ? "\r\nConnection: keep-alive\r\nx-amzn-RequestId: "
                          : "\r\nConnection: close\r\nx-amzn-RequestId: ";
  text.append(head.request_id.data(), head.request_id.size());
  text += "\r\nx-amz-crc32: ";
  AppendNumber(head.crc32, text);
  text += "\r\n";
  text += head.more_lines;
  text += "\r\n";
}

}  // namespace tablerock

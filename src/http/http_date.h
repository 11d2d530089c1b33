// HttpDate: the Date header's text, formatted once a second. Belongs to one thread.
#pragma once

#include <cstdint>
#include <ctime>
#include <string>
#include <string_view>

namespace tablerock {

// "Sun, 06 Nov 1994 08:49:37 GMT" for 784111777 seconds since 1970.
std::string FormatHttpDate(std::time_t seconds);

class HttpDate {
 public:
  std::string_view Now() {
    const std::time_t now = std::time(nullptr);
    if (now != seconds_) {
      text_ = FormatHttpDate(now);
      seconds_ = now;
    }
    return text_;
  }

 private:
  std::time_t seconds_ = -1;
  std::string text_;
};

}  // namespace tablerock

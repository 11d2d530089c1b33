#include "http/event_loop.h"

#include <exception>

namespace tablerock {

void RunEventLoop(boost::asio::io_context& context, const Log& log) {
  while (true) {
    try {
      context.run();
      return;
    } catch (const std::exception& error) {  // out of memory, most likely
      log.Write(LogLevel::kError, "a connection was dropped", {{"cause", error.what()}});
    }
  }
}

}  // namespace tablerock

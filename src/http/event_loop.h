// RunEventLoop: what a thread of the HTTP server does with its event loop.
#pragma once

#include <boost/asio/io_context.hpp>

#include "core/log.h"

namespace tablerock {

// Runs `context` until it is stopped or has nothing more to do. What a handler throws is logged: the connection whose
// handler it was is closed, the others are served on.
void RunEventLoop(boost::asio::io_context& context, const Log& log);

}  // namespace tablerock

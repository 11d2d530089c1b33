// The limits of the HTTP layer, each with its unit. The defaults serve; tests set small ones.
#pragma once

#include <chrono>
#include <cstddef>

#include "core/limits.h"

namespace tablerock {

struct HttpLimits {
  // Bytes of a reply that a worker sends itself. A longer one, and what took more than one step, is sent by the threads
  // that gather, in such pieces: within one, 20 to 40 us, the kernel may not give the processor to others.
  std::size_t sent_at_once_max = 65'536;
  // Steps of one reply, in the threads that gather, before another one's: those of a page of 1 MB.
  std::size_t steps_at_once_max = 8;

  // Sizes.
  std::size_t head_bytes_max = 65'536;  // request line and headers; session tokens fill several KB
  std::size_t body_bytes_max = limits::kRequestSizeBytesMax;  // as sent, and again once inflated
  // Of the requests and replies above `uncounted_bytes`, over all connections: what is more gets 503, which SDKs retry.
  std::size_t bytes_in_flight_max = 256U << 20U;
  std::size_t uncounted_bytes = 16'384;
  std::size_t connections_max = 16'384;  // more of them wait to be accepted
  // Requests of one thread that gather their replies step by step (Query, Scan, batch reads). More of them wait, since
  // each may come to hold 16 MB. What one holds is counted as `step_bytes` a step, and an item that crosses its end.
  std::size_t stepping_max = 4;
  std::size_t step_bytes = 131'072;
  std::size_t crossing_item_bytes = limits::kItemSizeBytesMax;
  std::size_t gathered_bytes_max = 16U << 20U;  // of one reply; BatchGetItem's
  std::size_t compressed_bytes_min = 4'096;     // a smaller reply is sent as it is; behaviours of the service
  std::size_t drained_bytes_max = 64U << 20U;   // read and dropped behind a refusal, so that the client can read it

  // Times. Those of reading and writing are for a whole head, body or reply, so a slow peer cannot stretch them byte by
  // byte.
  std::chrono::milliseconds idle_timeout{600'000};  // between requests; longer than the SDKs keep a connection
  std::chrono::milliseconds head_timeout{20'000};
  std::chrono::milliseconds body_timeout{60'000};
  std::chrono::milliseconds write_timeout{30'000};
  std::chrono::milliseconds write_patience{2'000};  // … while so many bytes are in flight that others get 503
  std::chrono::milliseconds drain_timeout{5'000};
  std::chrono::milliseconds stop_grace{70};  // for what is being received or sent when the server stops
  std::chrono::milliseconds timer_tick{500};
};

}  // namespace tablerock

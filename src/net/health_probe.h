// What `tablerock healthcheck` asks of a running server.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace tablerock {

// Asks for GET / at `host`:`port` and waits up to `time_out`. Empty if the answer's status is 200, else what went
// wrong.
std::string ProbeHealth(const std::string& host, std::uint16_t port, std::chrono::milliseconds time_out);

}  // namespace tablerock

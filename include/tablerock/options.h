// Options: how a tablerock server is set up. The defaults serve; the command line's flags have the same names.
#pragma once

#include <cstdint>
#include <string>

namespace tablerock {

struct Options {
  // Whose tables a request sees.
  enum class Namespaces : std::uint8_t {
    kShared,  // one set of tables, whatever key or region signs
    kRegion,  // one set for each account and region, as in the service
  };
  // What an acknowledged write survives.
  enum class Durability : std::uint8_t {
    kProcess,  // the end of the process, kill -9 too
    kPower,    // loss of power: every commit is synced
  };
  enum class LogFormat : std::uint8_t { kText, kJson };
  // The service is changing the words of its errors operation by operation.
  enum class ErrorWording : std::uint8_t {
    k2026October,  // what most regions answered in October 2026: some operations in new words, the others in old
    kClassic,      // the old words everywhere
    kCurrent,      // the new words everywhere
  };

  // Keeps nothing beyond the server's end, and touches no disk.
  bool in_memory = false;
  // Where data is kept; made where it is not there. One server at a time. Unused with in_memory.
  std::string data_directory = "data";

  // An address or a name to listen on. 127.0.0.1 listens on ::1 as well and 0.0.0.0 on ::, where there is IPv6.
  std::string host = "127.0.0.1";
  // 0: any free port; Server::port() tells which.
  std::uint16_t port = 8000;
  // Threads that serve requests. 0: one for each processor, or four with Durability::kPower, so that their syncs are
  // shared.
  unsigned threads = 0;

  Namespaces namespaces = Namespaces::kShared;
  Durability durability = Durability::kProcess;
  ErrorWording error_wording = ErrorWording::k2026October;
  // Origins of the web pages that may call: "*" for all, or a list separated by commas.
  std::string cors_origins = "*";

  // The log goes to standard error: what is out of the ordinary, with `verbose` a line for each request. Never items.
  LogFormat log_format = LogFormat::kText;
  bool verbose = false;
};

}  // namespace tablerock

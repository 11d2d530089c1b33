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

  // Megabytes that a data directory's cached blocks and its writes that are not in tables yet may take together, 8 to
  // 1,048,576. The whole server stays within this and 80 MB, however much the directory holds. Unused with in_memory.
  unsigned memory_mb = 64;

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
  // How long a table or a global secondary index that is made, changed or deleted shows CREATING, UPDATING or DELETING,
  // in milliseconds. 0: it is ACTIVE, or gone, at once.
  std::int64_t transient_status_millis = 0;
  // Answers under /_tablerock: the clock, streams, event source mappings; programs of this machine only.
  bool control_api = false;
  // Origins of the web pages that may call: "*" for all, or a list separated by commas.
  std::string cors_origins = "*";

  // Seconds, at least, from one sweep for items whose time to live has passed to the next. A sweep comes when there is
  // one to delete; until then such an item is there like any other.
  unsigned ttl_sweep_seconds = 1;

  // Open shards of a new stream, 1 to 1000. Items of one partition key are always in one of them.
  unsigned stream_shards = 1;
  // Minutes, 1 to 1440, after which a shard is closed and has a child. The service takes about four hours.
  unsigned shard_minutes = 240;

  // A file of functions that run on the changes of tables: {"EventSourceMappings": [...]}, see README.md. Empty: none.
  std::string functions_file;

  // An http:// URL that answers Kinesis' PutRecords: where the changes of tables with a Kinesis streaming destination
  // are sent. Empty: there can be no such destination.
  std::string kinesis_endpoint;

  // The log goes to standard error: what is out of the ordinary, with `verbose` a line for each request. Never items.
  LogFormat log_format = LogFormat::kText;
  bool verbose = false;
};

}  // namespace tablerock

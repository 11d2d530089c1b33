// WireSession: a database in memory behind its dispatcher, asked without a socket: from the headers and body of a
// request to the whole reply. One thread; background work is done between requests, when asked for.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/clock.h"
#include "core/log.h"
#include "jobs/job_runner.h"
#include "storage/database.h"
#include "wire/dispatcher.h"

namespace tablerock {

// A request as a client sends it. The defaults are those of a client that does everything right.
struct WireCall {
  std::string method = "POST";
  std::string path = "/";
  std::string query;
  std::string target;  // X-Amz-Target
  std::string authorization =
      "AWS4-HMAC-SHA256 Credential=key/20261122/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=x";
  std::string content_type = "application/x-amz-json-1.0";
  std::string host = "localhost:8000";
  std::string body;
};

// The X-Amz-Target of an operation of either API.
std::string TargetOf(std::string_view operation);

struct WireReply {
  unsigned status = 0;
  std::string content_type;
  std::string body;
  double cpu_seconds = 0;  // that this thread spent on it
};

class WireSession {
 public:
  // Throws if the database cannot be opened. The clock stands still at a fixed time.
  WireSession();

  WireReply Ask(const WireCall& call);
  WireReply Ask(std::string_view operation, std::string_view body);
  // As Ask, and throws if the answer is not 200.
  std::string MustAsk(std::string_view operation, std::string_view body);

  // Does what jobs have to do (filling an index that was added). Throws if one fails.
  void FinishJobs();

  Database& database() { return *database_; }
  Clock& clock() { return clock_; }
  // What the log said of errors since it was last asked.
  std::string TakeLog();

 private:
  std::string logged_;
  Log log_;
  Clock clock_;
  std::unique_ptr<Database> database_;
  std::unique_ptr<Dispatcher> dispatcher_;
  std::unique_ptr<JobRunner> jobs_;
};

}  // namespace tablerock

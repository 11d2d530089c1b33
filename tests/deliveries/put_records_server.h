// PutRecordsServer: a small Kinesis on a port of this machine: takes what PutRecords sends, on a thread of its own.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "json/document.h"

namespace tablerock {

class PutRecordsServer {
 public:
  PutRecordsServer();
  ~PutRecordsServer();
  PutRecordsServer(const PutRecordsServer&) = delete;
  PutRecordsServer& operator=(const PutRecordsServer&) = delete;

  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  // What whole calls are answered with; 0: what is taken.
  void AnswerWith(unsigned status);
  // Of every third record, says that it was not taken.
  void RefuseSome();

  // True once `condition` holds of what it has; it is asked whenever something came.
  bool Await(const std::function<bool(const PutRecordsServer&)>& condition);
  // Only in Await's condition, or when nothing is sent any more:
  const std::vector<Document>& taken() const { return taken_; }
  const std::vector<std::string>& requests() const { return requests_; }

 private:
  void Serve();
  void ServeOne(int connection);
  std::string Answer(const std::string& body);

  int listener_;
  std::uint16_t port_ = 0;
  std::mutex mutex_;  // guards what follows
  std::condition_variable came_;
  unsigned status_ = 0;
  bool refuses_some_ = false;
  std::size_t seen_ = 0;
  std::vector<Document> taken_;
  std::vector<std::string> requests_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace tablerock

// ChildProcess: the program as a user starts it, with its output in pipes.
#pragma once

#include <string>
#include <vector>

#include <sys/types.h>

namespace tablerock {

class ChildProcess {
 public:
  // `environment`: "NAME=value" entries beside those of this process.
  explicit ChildProcess(const std::vector<std::string>& arguments, const std::vector<std::string>& environment = {});
  // Kills and reaps what still runs.
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  // The next line of its standard output without its end; empty at the end of the output.
  std::string ReadLine();
  void Signal(int signal) const;
  // While it runs.
  pid_t process() const { return process_; }
  // Waits for its end. Its exit status, or minus the signal that ended it.
  int Wait();
  // REQUIRES: Wait() was called.
  const std::string& errors() const { return errors_; }
  const std::string& output() const { return output_; }

 private:
  pid_t process_ = -1;
  int output_pipe_ = -1;
  int error_pipe_ = -1;
  std::string output_;
  std::string errors_;
};

}  // namespace tablerock

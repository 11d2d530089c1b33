// FunctionProcess: a child that reads events on its standard input, a line each, and answers each with a line on its
// standard output. What it writes to standard error goes to the log line by line. It inherits no descriptor but these
// three, leads a process group of its own, and is expected to end when its standard input closes.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

#include "core/clock.h"

namespace tablerock {

// A file descriptor that closes itself.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int descriptor) : descriptor_(descriptor) {}
  Descriptor(Descriptor&& other) noexcept : descriptor_(other.descriptor_) { other.descriptor_ = -1; }
  Descriptor& operator=(Descriptor&& other) noexcept;
  ~Descriptor() { Close(); }
  int get() const { return descriptor_; }
  bool open() const { return descriptor_ >= 0; }
  void Close();

 private:
  int descriptor_ = -1;
};

struct ProcessCommand {
  std::vector<std::string> arguments;    // the first is the program, looked up in PATH
  std::vector<std::string> environment;  // "NAME=value", all of it
  std::string directory;
};

// One thread at a time.
class FunctionProcess {
 public:
  using OnErrorLine = std::function<void(std::string_view line)>;

  // Nothing, and `problem` says why, if the program cannot be started.
  static std::unique_ptr<FunctionProcess> Start(const ProcessCommand& command, OnErrorLine on_error_line,
                                                std::string& problem);
  // Kills what still runs, its whole group, and reaps it.
  ~FunctionProcess();
  FunctionProcess(const FunctionProcess&) = delete;
  FunctionProcess& operator=(const FunctionProcess&) = delete;

  enum class Outcome : std::uint8_t { kAnswered, kEnded, kTimedOut, kCancelled };
  // Sends `line` and waits for a line, which goes into `answer`. Ends early when `cancel_descriptor` becomes readable.
  // After anything but kAnswered the process is of no more use. SIGPIPE has to be blocked in the calling thread.
  Outcome Exchange(std::string_view line, SteadyClock::time_point deadline, int cancel_descriptor, std::string& answer);

  // Whether it has not ended by itself.
  bool Runs();
  // "exit status 1", "signal 9". REQUIRES: it has ended (Runs() is false or Exchange gave kEnded).
  std::string EndText();

  // Closes its standard input, upon which it should end.
  void CloseInput() { input_.Close(); }
  // Waits for its end. False if it still runs at `deadline`.
  bool AwaitEnd(SteadyClock::time_point deadline);

 private:
  FunctionProcess() = default;
  bool ReadErrors();  // what is there; false at its end
  // Appends what is there to the answers; false at its end.
  bool ReadOutput();
  bool TakeLine(std::string& answer);
  void Reap(bool wait);

  pid_t process_ = -1;  // -1: reaped
  int status_ = 0;
  Descriptor input_;
  Descriptor output_;
  Descriptor errors_;
  std::string output_text_;
  std::string error_text_;
  OnErrorLine on_error_line_;
};

}  // namespace tablerock

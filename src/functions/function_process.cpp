#include "functions/function_process.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <optional>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tablerock {

namespace {

constexpr std::size_t kAnswerBytesMax = 8U << 20U;  // Lambda's is 6 MB
constexpr std::size_t kErrorLineBytesMax = 16'384;  // a longer line is logged in pieces
constexpr std::size_t kReadBytes = 65'536;
// From the end of a process's output to its own, so that its exit status is known.
constexpr std::chrono::milliseconds kEndingTime{300};

struct Pipe {
  Descriptor read;
  Descriptor write;
};

std::optional<Pipe> MakePipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return std::nullopt;
  return Pipe{Descriptor(ends[0]), Descriptor(ends[1])};
}

void MakeNonBlocking(const Descriptor& descriptor) {
  ::fcntl(descriptor.get(), F_SETFL, ::fcntl(descriptor.get(), F_GETFL) | O_NONBLOCK);
}

std::vector<char*> Pointers(const std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  pointers.reserve(texts.size() + 1);
  for (const std::string& text : texts) pointers.push_back(const_cast<char*>(text.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

// What posix_spawn does in the child, before the program begins.
class SpawnSettings {
 public:
  SpawnSettings(const ProcessCommand& command, int input, int output, int errors) {
    ::posix_spawn_file_actions_init(&actions_);
    ::posix_spawn_file_actions_adddup2(&actions_, input, STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions_, output, STDOUT_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions_, errors, STDERR_FILENO);
    // All our descriptors are close-on-exec; those of a program that embeds the server need not be.
    ::posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1);
    ::posix_spawn_file_actions_addchdir_np(&actions_, command.directory.c_str());
    ::posix_spawnattr_init(&attributes_);
    sigset_t none;
    ::sigemptyset(&none);
    sigset_t all;
    ::sigfillset(&all);
    ::posix_spawnattr_setsigmask(&attributes_, &none);
    ::posix_spawnattr_setsigdefault(&attributes_, &all);
    ::posix_spawnattr_setpgroup(&attributes_, 0);
    ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  }
  ~SpawnSettings() {
    ::posix_spawn_file_actions_destroy(&actions_);
    ::posix_spawnattr_destroy(&attributes_);
  }
  SpawnSettings(const SpawnSettings&) = delete;
  SpawnSettings& operator=(const SpawnSettings&) = delete;

  const posix_spawn_file_actions_t* actions() const { return &actions_; }
  const posix_spawnattr_t* attributes() const { return &attributes_; }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

// -1 for no limit; rounded up, so that a poll does not end before its time.
int MillisUntil(SteadyClock::time_point deadline) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - SteadyClock::now()).count();
  return static_cast<int>(std::clamp<std::int64_t>(left, 0, 1'000'000));
}

}  // namespace

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  if (this != &other) {
    Close();
    descriptor_ = std::exchange(other.descriptor_, -1);
  }
  return *this;
}

void Descriptor::Close() {
  if (descriptor_ >= 0) ::close(descriptor_);
  descriptor_ = -1;
}

std::unique_ptr<FunctionProcess> FunctionProcess::Start(const ProcessCommand& command, OnErrorLine on_error_line,
                                                        std::string& problem) {
  std::optional<Pipe> input = MakePipe();
  std::optional<Pipe> output = MakePipe();
  std::optional<Pipe> errors = MakePipe();
  if (!input || !output || !errors) {
    problem = std::string("no pipe: ") + std::strerror(errno);
    return nullptr;
  }
  const std::vector<char*> arguments = Pointers(command.arguments);
  const std::vector<char*> environment = Pointers(command.environment);
  const SpawnSettings settings(command, input->read.get(), output->write.get(), errors->write.get());
  pid_t process = -1;
  const int error = ::posix_spawnp(&process, arguments.front(), settings.actions(), settings.attributes(),
                                   arguments.data(), environment.data());
  if (error != 0) {
    problem = command.arguments.front() + " cannot be started in " + command.directory + ": " + std::strerror(error);
    return nullptr;
  }
  std::unique_ptr<FunctionProcess> started(new FunctionProcess());
  started->process_ = process;
  started->input_ = std::move(input->write);
  started->output_ = std::move(output->read);
  started->errors_ = std::move(errors->read);
  started->on_error_line_ = std::move(on_error_line);
  for (const Descriptor* end : {&started->input_, &started->output_, &started->errors_}) MakeNonBlocking(*end);
  return started;
}

FunctionProcess::~FunctionProcess() {
  input_.Close();
  if (process_ > 0) ::kill(-process_, SIGKILL);
  Reap(true);
  ReadErrors();
  if (!error_text_.empty()) on_error_line_(error_text_);
}

FunctionProcess::Outcome FunctionProcess::Exchange(std::string_view line, SteadyClock::time_point deadline,
                                                   int cancel_descriptor, std::string& answer) {
  std::string pending(line);
  pending += '\n';
  std::size_t written = 0;
  bool errors_open = true;
  for (;;) {
    const bool writing = written < pending.size();
    std::array<pollfd, 4> waits{pollfd{cancel_descriptor, POLLIN, 0}, pollfd{output_.get(), POLLIN, 0},
                                pollfd{errors_open ? errors_.get() : -1, POLLIN, 0},
                                pollfd{writing ? input_.get() : -1, POLLOUT, 0}};
    const int count = ::poll(waits.data(), waits.size(), MillisUntil(deadline));
    if (count < 0 && errno == EINTR) continue;
    if (count == 0 && SteadyClock::now() >= deadline) return Outcome::kTimedOut;
    if (waits[0].revents != 0) return Outcome::kCancelled;
    // Before the answer is taken, so that what a call printed stands before its result.
    if (waits[2].revents != 0 && !ReadErrors()) errors_open = false;
    if (waits[3].revents != 0) {
      const ssize_t sent = ::write(input_.get(), pending.data() + written, pending.size() - written);
      if (sent > 0) written += static_cast<std::size_t>(sent);
      // It reads no more. It may be answering nevertheless, or about to end: its output tells.
      if (sent < 0 && errno != EAGAIN && errno != EINTR) written = pending.size();
    }
    if (waits[1].revents != 0) {
      const bool open = ReadOutput();
      if (TakeLine(answer)) {
        if (errors_open) ReadErrors();
        return Outcome::kAnswered;
      }
      if (!open || output_text_.size() > kAnswerBytesMax) {
        if (errors_open) ReadErrors();
        if (!AwaitEnd(SteadyClock::now() + kEndingTime) && process_ > 0) ::kill(-process_, SIGKILL);
        Reap(true);
        return Outcome::kEnded;
      }
    }
  }
}

bool FunctionProcess::ReadOutput() {
  std::array<char, kReadBytes> bytes;
  for (;;) {
    const ssize_t count = ::read(output_.get(), bytes.data(), bytes.size());
    if (count > 0) {
      output_text_.append(bytes.data(), static_cast<std::size_t>(count));
      if (output_text_.size() > kAnswerBytesMax) return true;
      continue;
    }
    return count < 0 && (errno == EAGAIN || errno == EINTR);
  }
}

bool FunctionProcess::TakeLine(std::string& answer) {
  const std::size_t end = output_text_.find('\n');
  if (end == std::string::npos) return false;
  answer.assign(output_text_, 0, end);
  output_text_.erase(0, end + 1);
  return true;
}

bool FunctionProcess::ReadErrors() {
  std::array<char, kReadBytes> bytes;
  bool open = true;
  for (;;) {
    const ssize_t count = ::read(errors_.get(), bytes.data(), bytes.size());
    if (count <= 0) {
      open = count < 0 && (errno == EAGAIN || errno == EINTR);
      break;
    }
    error_text_.append(bytes.data(), static_cast<std::size_t>(count));
    if (error_text_.size() > kAnswerBytesMax) break;  // the rest when there is time again
  }
  std::string_view rest = error_text_;
  for (std::size_t end = rest.find('\n'); end != std::string_view::npos || rest.size() > kErrorLineBytesMax;
       end = rest.find('\n')) {
    const std::size_t size = std::min({end, rest.size(), kErrorLineBytesMax});
    on_error_line_(rest.substr(0, size));
    rest.remove_prefix(size == end ? size + 1 : size);
  }
  error_text_.erase(0, error_text_.size() - rest.size());
  return open;
}

void FunctionProcess::Reap(bool wait) {
  while (process_ > 0) {
    const pid_t reaped = ::waitpid(process_, &status_, wait ? 0 : WNOHANG);
    if (reaped == 0) return;
    if (reaped < 0 && errno == EINTR) continue;
    process_ = -1;
  }
}

bool FunctionProcess::Runs() {
  Reap(false);
  return process_ > 0;
}

std::string FunctionProcess::EndText() {
  if (WIFSIGNALED(status_)) return "signal " + std::to_string(WTERMSIG(status_));
  return "exit status " + std::to_string(WEXITSTATUS(status_));
}

bool FunctionProcess::AwaitEnd(SteadyClock::time_point deadline) {
  // The end of its output is the sign: there is no waiting for a child with a time limit.
  while (Runs()) {
    ReadErrors();
    pollfd end{output_.get(), POLLIN, 0};
    const int count = ::poll(&end, 1, MillisUntil(deadline));
    if (count == 0 && SteadyClock::now() >= deadline) return false;
    if (count > 0 && !ReadOutput()) {
      // Between closing its output and its end there is a moment; one that goes on without output gets no more.
      while (Runs() && SteadyClock::now() < deadline) ::usleep(200);
      return !Runs();
    }
    if (output_text_.size() > kAnswerBytesMax) return false;
  }
  return true;
}

}  // namespace tablerock

#include "child_process.h"

#include <array>
#include <csignal>
#include <utility>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tablerock {

namespace {

void ReadToEnd(int pipe, std::string& text) {
  std::array<char, 4'096> bytes;
  for (ssize_t count = 0; (count = ::read(pipe, bytes.data(), bytes.size())) > 0;) {
    text.append(bytes.data(), static_cast<std::size_t>(count));
  }
}

std::vector<char*> Pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace

ChildProcess::ChildProcess(const std::vector<std::string>& arguments, const std::vector<std::string>& environment) {
  std::vector<std::string> argument_texts = {TABLEROCK_PROGRAM};
  argument_texts.insert(argument_texts.end(), arguments.begin(), arguments.end());
  std::vector<std::string> environment_texts = environment;
  for (char** entry = environ; *entry != nullptr; ++entry) environment_texts.emplace_back(*entry);
  const std::vector<char*> argument_pointers = Pointers(argument_texts);
  const std::vector<char*> environment_pointers = Pointers(environment_texts);

  std::array<int, 2> output{};
  std::array<int, 2> errors{};
  if (::pipe2(output.data(), O_CLOEXEC) != 0 || ::pipe2(errors.data(), O_CLOEXEC) != 0) return;
  process_ = ::fork();
  if (process_ == 0) {
    ::dup2(output[1], STDOUT_FILENO);
    ::dup2(errors[1], STDERR_FILENO);
    ::execve(argument_pointers.front(), argument_pointers.data(), environment_pointers.data());
    ::_exit(127);
  }
  ::close(output[1]);
  ::close(errors[1]);
  output_pipe_ = output[0];
  error_pipe_ = errors[0];
}

ChildProcess::~ChildProcess() {
  if (process_ > 0) {
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
  }
  ::close(output_pipe_);
  ::close(error_pipe_);
}

std::string ChildProcess::ReadLine() {
  std::string line;
  char byte = 0;
  while (::read(output_pipe_, &byte, 1) == 1 && byte != '\n') line += byte;
  return line;
}

void ChildProcess::Signal(int signal) const { ::kill(process_, signal); }

int ChildProcess::Wait() {
  // Little is printed on either, so that neither pipe fills up while the other is read.
  ReadToEnd(output_pipe_, output_);
  ReadToEnd(error_pipe_, errors_);
  int status = 0;
  ::waitpid(std::exchange(process_, -1), &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

}  // namespace tablerock

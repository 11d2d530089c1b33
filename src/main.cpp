// The program: arguments → options → server; signals.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <optional>
#include <string>
#include <vector>

#include <malloc.h>
#include <nss.h>
#include <pthread.h>
#include <unistd.h>

#include "core/large_blocks.h"
#include "net/health_probe.h"
#include "server/command_line.h"
#include "server/directory_check.h"
#include "tablerock/server.h"

namespace tablerock {
namespace {

constexpr int kFailed = 1;
constexpr std::chrono::milliseconds kHealthTimeOut{2'000};

sigset_t EndingSignals() {
  sigset_t signals;
  ::sigemptyset(&signals);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) ::sigaddset(&signals, signal);
  return signals;
}

// A second signal ends the program at once. By a handler, since the first process of a container has no default action.
void EndAtOnceOnNextSignal(const sigset_t& signals) {
  struct sigaction action {};
  action.sa_handler = [](int signal) { ::_exit(128 + signal); };
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) ::sigaction(signal, &action, nullptr);
  ::pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
}

std::string UrlHost(const std::string& host) { return host.find(':') == std::string::npos ? host : "[" + host + "]"; }

// The C library learns from the first large block that is freed to keep such blocks, and the blocks of memtables and
// tables in memory then stay with the process among smaller ones. With limits that are set it learns nothing. Buffers
// of long replies, of 1 to 2 MB, are below them: to fetch their memory anew for each page of a Scan takes half of its
// time.
void GiveFreedMemoryBack() {
  ::mallopt(M_MMAP_THRESHOLD, static_cast<int>(kLargeBlockBytes));
  ::mallopt(M_TRIM_THRESHOLD, static_cast<int>(2 * kLargeBlockBytes));
}

// Names of hosts come from /etc/hosts and DNS, which glibc has within itself from 2.34 on. The system's plug-ins for
// other sources are made for its own C library, not for one that is linked into the program.
void ResolveNamesWithoutPlugins() {
#ifdef TABLEROCK_STATIC
  ::__nss_configure_lookup("hosts", "files dns");
#endif
}

int Serve(const Options& options) {
  GiveFreedMemoryBack();
  // Blocked in all threads that the server makes, so that they come to sigwait.
  const sigset_t signals = EndingSignals();
  ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);  // a write above a limit on files is an error as on a full disk

  Server server(options);
  if (const StartResult started = server.Start(); !started) {
    std::fprintf(stderr, "tablerock: %s\n", started.message.c_str());
    return kFailed;
  }
  std::printf("listening on http://%s:%u\n", UrlHost(options.host).c_str(), static_cast<unsigned>(server.port()));
  std::fflush(stdout);

  int signal = 0;
  while (::sigwait(&signals, &signal) != 0) {
  }
  EndAtOnceOnNextSignal(signals);
  server.Stop();
  return EXIT_SUCCESS;
}

int CheckHealth(const Options& options) {
  std::string host = options.host;
  if (host == "0.0.0.0") host = "127.0.0.1";
  if (host == "::") host = "::1";
  const std::string problem = ProbeHealth(host, options.port, kHealthTimeOut);
  if (problem.empty()) return EXIT_SUCCESS;
  std::fprintf(stderr, "tablerock: no healthy server at http://%s:%u: %s\n", UrlHost(host).c_str(),
               static_cast<unsigned>(options.port), problem.c_str());
  return kFailed;
}

int CheckData(const std::string& directory) {
  const DirectoryCheck check = CheckDirectory(directory);
  if (!check.problem.empty()) {
    std::fprintf(stderr, "tablerock: %s\n", check.problem.c_str());
    return kFailed;
  }
  std::fputs(check.lines.c_str(), stdout);
  return check.agrees ? EXIT_SUCCESS : kFailed;
}

int Run(const std::vector<std::string>& arguments) {
  ResolveNamesWithoutPlugins();
  const CommandLine line = ParseCommandLine(arguments, [](const std::string& name) -> std::optional<std::string> {
    const char* value = std::getenv(name.c_str());
    if (value == nullptr) return std::nullopt;
    return value;
  });
  for (const std::string& notice : line.notices) std::fprintf(stderr, "tablerock: %s\n", notice.c_str());
  switch (line.command) {
    case CommandLine::Command::kServe:
      return Serve(line.options);
    case CommandLine::Command::kHealthcheck:
      return CheckHealth(line.options);
    case CommandLine::Command::kCheck:
      return CheckData(line.options.data_directory);
    case CommandLine::Command::kPrint:
      break;
  }
  std::fputs(line.text.c_str(), line.exit_status == 0 ? stdout : stderr);
  return line.exit_status;
}

}  // namespace
}  // namespace tablerock

int main(int argc, char** argv) {
  try {
    return tablerock::Run(std::vector<std::string>(argv + 1, argv + argc));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "tablerock: %s\n", error.what());
    return tablerock::kFailed;
  }
}

#include "net/open_files.h"

#include <algorithm>

#include <sys/resource.h>

namespace tablerock {

std::size_t RaiseOpenFileLimit(std::size_t wanted) {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 1024;
  const rlim_t raised = std::min<rlim_t>(limit.rlim_max, wanted);
  if (raised > limit.rlim_cur) {
    const rlimit higher{raised, limit.rlim_max};
    if (::setrlimit(RLIMIT_NOFILE, &higher) == 0) return raised;
  }
  return limit.rlim_cur;
}

}  // namespace tablerock

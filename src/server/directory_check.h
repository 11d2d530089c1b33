// What `tablerock check DIR` does: opens a data directory that no server uses and compares what is in it
// (jobs/consistency_check.h).
#pragma once

#include <string>

namespace tablerock {

struct DirectoryCheck {
  std::string problem;  // why there was nothing to check: no data there, in use (with the process id), damaged
  std::string lines;    // else what was read, and what does not agree
  bool agrees = false;
};

DirectoryCheck CheckDirectory(const std::string& directory);

}  // namespace tablerock

#include "server/directory_check.h"

#include <filesystem>
#include <system_error>

#include "core/clock.h"
#include "core/log.h"
#include "jobs/consistency_check.h"
#include "storage/database.h"

namespace tablerock {

DirectoryCheck CheckDirectory(const std::string& directory) {
  DirectoryCheck check;
  // Opening would make it.
  std::error_code error;
  if (!std::filesystem::exists(directory + "/format", error)) {
    check.problem = "there is no data in " + directory;
    return check;
  }
  const Log log;
  Clock clock;
  DatabaseOptions options;
  options.data_directory = directory;
  const auto database = Database::Open(options, clock, log);
  if (!database) {
    check.problem = database.error().cause().empty() ? database.error().classic() : database.error().cause();
    return check;
  }
  const CheckReport report = CheckConsistency(**database);
  check.lines = report.Lines();
  check.agrees = report.agrees();
  return check;
}

}  // namespace tablerock

// CommandLine: what the arguments and the environment ask of this program. Parsing prints nothing and ends nothing.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "tablerock/options.h"

namespace tablerock {

struct CommandLine {
  enum class Command {
    kServe,
    kHealthcheck,  // of the server at options.host and options.port
    kCheck,        // options.data_directory
    kPrint,        // print `text` and end with `exit_status`
  };

  Command command = Command::kPrint;
  Options options;
  int exit_status = 0;               // 2 for arguments that are wrong
  std::string text;                  // to standard output if exit_status is 0, else to standard error
  std::vector<std::string> notices;  // lines for standard error, whatever the command is
};

// Nothing for a variable that is not set.
using Environment = std::function<std::optional<std::string>(const std::string& name)>;

// `arguments` without the program's name. A flag is stronger than its variable: TABLEROCK_PORT for --port,
// TABLEROCK_IN_MEMORY=1 for --in-memory, and so on. Understands DynamoDB Local's flags too (local_flags.h).
CommandLine ParseCommandLine(const std::vector<std::string>& arguments, const Environment& environment);

}  // namespace tablerock

// FunctionSettings: what an event source mapping runs, the member `Target` of its settings.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/result.h"
#include "functions/member_reader.h"
#include "json/document.h"

namespace tablerock {

// What runs. One of three kinds.
struct FunctionSettings {
  enum class Kind : std::uint8_t {
    kCommand,  // a process that reads events as lines and answers a line each
    kPython,   // a Lambda function in a Python file, run by the project's runner
    kUrl,      // POST of the event
  };
  Kind kind = Kind::kCommand;
  std::vector<std::string> command;
  std::string python_file;  // absolute
  std::string handler = "lambda_handler";
  std::string interpreter = "python3";
  std::string url;
  std::string directory;                           // where processes start; absolute
  std::map<std::string, std::string> environment;  // of processes, beside the server's own
  std::int64_t timeout_seconds = 60;
};

// `base`/`path`, or `path` itself where it is absolute.
std::string AbsolutePath(const std::string& path, const std::string& base);

// Reads the member `Target` of a mapping. Relative paths are relative to the directory `base`.
Result<void> ReadFunctionSettings(MemberReader& members, const std::string& base, FunctionSettings& function);
// What ReadFunctionSettings reads back the same.
Document FunctionSettingsToDocument(const FunctionSettings& function);

}  // namespace tablerock

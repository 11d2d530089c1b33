#include "functions/function_settings.h"

#include <filesystem>

#include "net/http_client.h"

namespace tablerock {
namespace {

constexpr std::int64_t kTimeoutSecondsMax = 900;  // Lambda's

}  // namespace

std::string AbsolutePath(const std::string& path, const std::string& base) {
  return (std::filesystem::path(base) / path).lexically_normal().string();
}

Result<void> ReadFunctionSettings(MemberReader& members, const std::string& base, FunctionSettings& function) {
  TABLEROCK_ASSIGN(const Document* const target, members.Object("Target"));
  if (target == nullptr) {
    return members.Wrong("Target", "is missing: {\"python\": FILE}, {\"command\": [...]} or {\"url\": URL}");
  }
  MemberReader target_members(*target, members.PathOf("Target"));
  std::string python;
  std::string directory;
  TABLEROCK_TRY(target_members.Strings("command", function.command));
  TABLEROCK_TRY(target_members.String("python", python));
  TABLEROCK_TRY(target_members.String("handler", function.handler));
  TABLEROCK_TRY(target_members.String("interpreter", function.interpreter));
  TABLEROCK_TRY(target_members.String("url", function.url));
  TABLEROCK_TRY(target_members.String("directory", directory));
  TABLEROCK_TRY(target_members.StringMap("environment", function.environment));
  TABLEROCK_TRY(target_members.Integer("timeout", 1, kTimeoutSecondsMax, function.timeout_seconds));
  TABLEROCK_TRY(target_members.Finish());

  const int kinds = (function.command.empty() ? 0 : 1) + (python.empty() ? 0 : 1) + (function.url.empty() ? 0 : 1);
  if (kinds != 1) return target_members.Wrong("", "names one of command, python and url");
  function.directory = AbsolutePath(directory, base);
  if (!python.empty()) {
    function.kind = FunctionSettings::Kind::kPython;
    function.python_file = AbsolutePath(python, base);
    if (!std::filesystem::is_regular_file(function.python_file)) {
      return target_members.Wrong("python", "there is no file " + function.python_file);
    }
    if (directory.empty()) function.directory = std::filesystem::path(function.python_file).parent_path().string();
  } else if (!function.url.empty()) {
    function.kind = FunctionSettings::Kind::kUrl;
    if (!ParseHttpUrl(function.url)) return target_members.Wrong("url", "has to begin with http:// and name a host");
  }
  if (!std::filesystem::is_directory(function.directory)) {
    return target_members.Wrong("directory", "there is no directory " + function.directory);
  }
  return {};
}

Document FunctionSettingsToDocument(const FunctionSettings& function) {
  Document target = {{"timeout", function.timeout_seconds}, {"directory", function.directory}};
  if (!function.environment.empty()) target["environment"] = function.environment;
  switch (function.kind) {
    case FunctionSettings::Kind::kCommand:
      target["command"] = function.command;
      break;
    case FunctionSettings::Kind::kPython:
      target["python"] = function.python_file;
      target["handler"] = function.handler;
      target["interpreter"] = function.interpreter;
      break;
    case FunctionSettings::Kind::kUrl:
      target["url"] = function.url;
      break;
  }
  return target;
}

}  // namespace tablerock

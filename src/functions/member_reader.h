// MemberReader: reads the members of one JSON object of settings, and refuses what is not known, so that a misspelt
// setting is an error and not a default.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "json/document.h"

namespace tablerock {

// Errors are ValidationExceptions that begin with the member's path: "EventSourceMappings[0].BatchSize: …".
class MemberReader {
 public:
  // `object` outlives the reader. `path` stands before the names of members in errors; empty for none.
  MemberReader(const Document& object, std::string path) : object_(object), path_(std::move(path)) {}

  // Each leaves `value` as it is where the member is absent or null.
  Result<void> Integer(const std::string& name, std::int64_t least, std::int64_t most, std::int64_t& value);
  Result<void> Number(const std::string& name, std::optional<double>& value);
  Result<void> Bool(const std::string& name, bool& value);
  Result<void> String(const std::string& name, std::string& value);
  Result<void> Strings(const std::string& name, std::vector<std::string>& value);
  Result<void> StringMap(const std::string& name, std::map<std::string, std::string>& value);
  // The member itself, or nullptr.
  const Document* Member(const std::string& name);
  // A member that has to be an object, or nullptr.
  Result<const Document*> Object(const std::string& name);
  Result<const Document*> Array(const std::string& name);

  // The path of a member, as errors show it.
  std::string PathOf(std::string_view name) const;
  ApiError Wrong(std::string_view name, std::string_view problem) const;
  // Error: the object has a member that was never asked for.
  Result<void> Finish() const;

 private:
  const Document& object_;
  std::string path_;
  std::set<std::string> known_;
};

}  // namespace tablerock

#include "functions/functions_file.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <utility>

#include "functions/member_reader.h"

namespace tablerock {
namespace {

ApiError Wrong(const std::string& file, std::string_view problem) {
  return ApiError::Validation(std::string(file).append(": ").append(problem));
}

Result<Document> ReadDocument(const std::string& file) {
  std::ifstream stream(file);
  std::ostringstream text;
  if (!stream || !(text << stream.rdbuf())) return Wrong(file, std::string("cannot be read: ") + std::strerror(errno));
  try {
    return Document::parse(text.str());
  } catch (const Document::parse_error& error) {  // it says where
    return Wrong(file, error.what());
  }
}

}  // namespace

Result<std::vector<EventSourceMapping>> ReadFunctionsFile(const std::string& file, bool namespaces_by_region) {
  TABLEROCK_ASSIGN(const Document document, ReadDocument(file));
  MemberReader members(document, {});
  if (!document.is_object()) return Wrong(file, "has to be {\"EventSourceMappings\": [...]}");
  const Result<const Document*> list = members.Array("EventSourceMappings");
  if (!list) return list.error().WithPrefix(file + ": ");
  if (*list == nullptr) return Wrong(file, "has to be {\"EventSourceMappings\": [...]}");
  if (const auto finished = members.Finish(); !finished) return finished.error().WithPrefix(file + ": ");

  MappingSource source;
  source.directory = std::filesystem::absolute(file).parent_path().string();
  source.namespaces_by_region = namespaces_by_region;
  std::vector<EventSourceMapping> mappings;
  std::set<std::string> uuids;
  for (const Document& entry : **list) {
    source.path = "EventSourceMappings[" + std::to_string(mappings.size()) + "]";
    auto mapping = ReadMapping(entry, source);
    if (!mapping) return mapping.error().WithPrefix(file + ": ");
    if (!uuids.insert(mapping->uuid).second) {
      return Wrong(file, source.path + " has the source and the FunctionName of another one");
    }
    mappings.push_back(*std::move(mapping));
  }
  return mappings;
}

}  // namespace tablerock

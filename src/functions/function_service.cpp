#include "functions/function_service.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "core/error_reason.h"
#include "functions/functions_file.h"

namespace tablerock {
namespace {

ApiError NoSuchMapping() { return ApiError::ResourceNotFound("The resource you requested does not exist."); }

}  // namespace

MappingSource FunctionService::Source() const {
  std::error_code error;
  MappingSource source;
  source.directory = std::filesystem::current_path(error).string();
  source.namespaces_by_region = options_.namespaces_by_region;
  return source;
}

Result<void> FunctionService::Load() {
  if (!options_.functions_file.empty()) {
    TABLEROCK_ASSIGN(auto mappings, ReadFunctionsFile(options_.functions_file, options_.namespaces_by_region));
    for (EventSourceMapping& mapping : mappings) TABLEROCK_TRY(Follow(std::move(mapping), false));
  }
  return LoadKept();
}

Result<void> FunctionService::LoadKept() {
  TABLEROCK_ASSIGN(const auto all_kept, store_.LoadMappings());
  for (const MappingStore::Kept& kept : all_kept) {
    const std::optional<Document> document = ParseDocument(kept.json);
    auto mapping = document ? ReadMapping(*document, Source())
                            : Result<EventSourceMapping>(ApiError::Internal("its entry in the catalog is damaged"));
    if (!mapping) {
      // Its function's file may be gone; the tables are there nevertheless.
      const ApiError& error = mapping.error();
      database_.log().Write(LogLevel::kError, "an event source mapping does not run",
                            {{"uuid", kept.uuid}, {"reason", ReasonOf(error)}});
      continue;
    }
    TABLEROCK_TRY(Follow(*std::move(mapping), true));
  }
  return {};
}

// One that is there already stays: a mapping of the file is the truth for its UUID.
Result<void> FunctionService::Follow(EventSourceMapping mapping, bool kept) {
  TABLEROCK_ASSIGN(auto follower, MappingFollower::Make(database_, store_, std::move(mapping), kept));
  runner_.Add(std::move(follower));
  return {};
}

std::vector<Document> FunctionService::List() {
  std::vector<Document> reports;
  runner_.ForEach([&](const MappingFollower& follower) { reports.push_back(follower.Report()); });
  return reports;
}

Result<Document> FunctionService::Get(const std::string& uuid) {
  return runner_.With(uuid, [](const MappingFollower* follower) -> Result<Document> {
    if (follower == nullptr) return NoSuchMapping();
    return follower->Report();
  });
}

Result<Document> FunctionService::Create(const Document& settings) {
  TABLEROCK_ASSIGN(EventSourceMapping mapping, ReadMapping(settings, Source()));
  const std::string uuid = mapping.uuid;
  const auto known = [](const MappingFollower* follower) { return follower != nullptr; };
  if (!runner_.With(uuid, known)) {
    TABLEROCK_ASSIGN(auto follower, MappingFollower::Make(database_, store_, mapping, true));
    TABLEROCK_TRY(store_.PutMapping(mapping));
    if (runner_.Add(std::move(follower))) return Get(uuid);
  }
  return ApiError::ResourceInUse(
      "The event source arn and function name provided mapping already exists. Please update or delete the existing "
      "mapping with UUID " +
      uuid);
}

Result<Document> FunctionService::Update(const std::string& uuid, const Document& changes) {
  const MappingSource source = Source();
  return runner_.With(uuid, [&](MappingFollower* follower) -> Result<Document> {
    if (follower == nullptr) return NoSuchMapping();
    TABLEROCK_ASSIGN(EventSourceMapping changed, ChangeMapping(follower->mapping(), changes, source));
    TABLEROCK_TRY(follower->Change(std::move(changed)));
    return follower->Report();
  });
}

Result<Document> FunctionService::Delete(const std::string& uuid) {
  return runner_.With(uuid, [](MappingFollower* follower) -> Result<Document> {
    if (follower == nullptr) return NoSuchMapping();
    TABLEROCK_TRY(follower->Delete());
    return follower->Report();
  });
}

Result<std::size_t> FunctionService::DeleteOfNamespace(std::string_view namespace_name) {
  std::vector<std::string> uuids;
  runner_.ForEach([&](const MappingFollower& follower) {
    const EventSourceMapping& mapping = follower.mapping();
    if (follower.kept() && mapping.namespace_name == namespace_name) uuids.push_back(mapping.uuid);
  });
  for (const std::string& uuid : uuids) TABLEROCK_TRY(runner_.Remove(uuid));
  return uuids.size();
}

}  // namespace tablerock

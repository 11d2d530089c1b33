// FunctionService: event source mappings as a whole: those of functions.json and those that the control API makes,
// which stand in the catalog. Thread-safe once started.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "functions/mapping_runner.h"

namespace tablerock {

struct FunctionOptions {
  std::string functions_file;  // empty: none
  bool namespaces_by_region = false;
};

class FunctionService {
 public:
  // The database outlives it.
  FunctionService(Database& database, FunctionOptions options)
      : database_(database), options_(std::move(options)), store_(database), runner_(database) {}

  // Reads the mappings. Errors: a ValidationException, the file is wrong, and says where; of the store.
  Result<void> Load();
  // Functions run from here on. `surroundings` names the server, which listens.
  void Start(const FunctionSurroundings& surroundings) { runner_.Start(surroundings); }
  // Ends the calls that are running, within 100 milliseconds or so.
  void Stop() { runner_.Stop(); }

  // What the control API does. A mapping is shown as Lambda's EventSourceMappingConfiguration (mapping_report.h).
  // Changes to a mapping of functions.json last until the server ends. Errors: ValidationException;
  // ResourceNotFoundException; ResourceInUseException for a second mapping of one source and function.
  std::vector<Document> List();
  Result<Document> Get(const std::string& uuid);
  Result<Document> Create(const Document& settings);
  Result<Document> Update(const std::string& uuid, const Document& changes);
  Result<Document> Delete(const std::string& uuid);
  // Deletes the mappings of a namespace; their calls are ended, and none is running on return. Those of functions.json
  // stay, for tables that will be made. Returns how many it were.
  Result<std::size_t> DeleteOfNamespace(std::string_view namespace_name);

 private:
  // Of what comes through the control API: paths are relative to where the server was started.
  MappingSource Source() const;
  Result<void> LoadKept();
  Result<void> Follow(EventSourceMapping mapping, bool kept);

  Database& database_;
  const FunctionOptions options_;
  MappingStore store_;
  MappingRunner runner_;
};

}  // namespace tablerock

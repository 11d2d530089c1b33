#include "control/namespaces.h"

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tablerock {
namespace {

constexpr const char* kPath = "/_tablerock/namespaces";
constexpr const char* kOnePath = "/_tablerock/namespaces/{NAME}";
constexpr std::string_view kShared = "@shared";

ControlReply List(Database& database) {
  std::map<std::string_view, std::size_t> counts;
  const std::vector<TableHandle> tables = database.catalog().AllTables();
  for (const TableHandle& table : tables) ++counts[table->description().namespace_name];
  Document namespaces = Document::array();
  for (const auto& [name, count] : counts) {
    namespaces.push_back({{"Name", name.empty() ? kShared : name}, {"TableCount", count}});
  }
  return JsonReply({{"Namespaces", std::move(namespaces)}});
}

// The mappings first: a function that is running must not meet the namespace half empty, or write to the next of its
// name. If the server dies in between, the tables are all there, and the drop may be asked for again.
ControlReply Drop(Database& database, FunctionService& functions, const std::string& name) {
  const std::string_view namespace_name = name == kShared ? std::string_view() : std::string_view(name);
  const auto mappings = functions.DeleteOfNamespace(namespace_name);
  if (!mappings) return ErrorReply(mappings.error());
  const auto tables = database.catalog().DropNamespace(namespace_name);
  if (!tables) return ErrorReply(tables.error());
  return JsonReply({{"Name", name}, {"TableCount", *tables}, {"EventSourceMappingCount", *mappings}});
}

}  // namespace

void RegisterNamespaces(ControlApi& api, Database& database, FunctionService& functions) {
  using Values = ControlApi::PathValues;
  api.Register("GET", kPath, [&database](const ControlRequest&, const Values&) { return List(database); });
  api.Register("DELETE", kOnePath, [&database, &functions](const ControlRequest&, const Values& values) {
    return Drop(database, functions, values.front());
  });
}

}  // namespace tablerock

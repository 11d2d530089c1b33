// OperationTest: a Database in memory for tests of operations, without a socket, and short ways to write what they
// take.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>

#include "core/clock.h"
#include "core/log.h"
#include "core/request_context.h"
#include "model/item.h"
#include "operations/create_table.h"
#include "operations/request_inputs.h"
#include "storage/database.h"

namespace tablerock {

// An item from the service's JSON: R"({"pk":{"S":"a"},"n":{"N":"1"}})". Throws for text that is none.
Item ItemOf(std::string_view json);
// The same as a request's member.
inline ItemInput InputOf(std::string_view json) { return {ItemOf(json), std::nullopt}; }
// The service's JSON of an item, attributes in the order of their names.
std::string JsonOf(ItemView item);

// Placeholders: names as {"#n":"name"}, values as {":v":{"S":"x"}}; an empty text is no such member.
ExpressionAttributesInput AttributesOf(std::string_view names, std::string_view values);

// A CreateTable of keys given as "pk:S" or "pk:S,sk:N".
CreateTableInput TableOf(std::string_view table_name, std::string_view keys);
// Adds an index with keys given as for TableOf; the attribute definitions too.
void AddGlobalIndex(CreateTableInput& input, std::string_view index_name, std::string_view keys,
                    std::string_view projection = "ALL");
void AddLocalIndex(CreateTableInput& input, std::string_view index_name, std::string_view keys,
                   std::string_view projection = "ALL");

class OperationTest : public ::testing::Test {
 protected:
  OperationTest();

  // Fails the test if the table cannot be made.
  void Create(const CreateTableInput& input);
  void CreateTableWithKeys(std::string_view table_name, std::string_view keys) { Create(TableOf(table_name, keys)); }
  void Put(std::string_view table_name, std::string_view item_json);
  // The stored item as JSON, or "" if there is none.
  std::string Get(std::string_view table_name, std::string_view key_json);

  Log log_{LogLevel::kError};
  Clock clock_;
  std::unique_ptr<Database> database_;
  RequestContext context_;
};

}  // namespace tablerock

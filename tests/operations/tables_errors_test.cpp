// What CreateTable and UpdateTable refuse, and in which words: rows of tests/data/operations/*_table_errors.json.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "operations/operation_fixture.h"
#include "operations/table_requests.h"
#include "operations/update_table.h"

namespace tablerock {
namespace {

using Json = nlohmann::json;

class TableErrorsTest : public OperationTest {
 protected:
  // Reports a row that gave something else than its error.
  template <typename Output>
  void Check(const Json& row, const Result<Output>& result) {
    SCOPED_TRACE(row.at("description").get<std::string>());
    ASSERT_FALSE(result) << "was accepted";
    EXPECT_EQ(TraitsOf(result.error().type()).name, row.at("error").get<std::string>());
    EXPECT_EQ(result.error().classic(), row.at("message").get<std::string>());
  }
};

TEST_F(TableErrorsTest, CreateTableRefusesWithTheServicesWords) {
  CreateTableWithKeys("taken", "pk:S");
  for (const Json& row : CasesOf("operations/create_table_errors.json")) {
    Check(row, CreateTable(*database_, context_, CreateTableInputOf(row.at("request"))));
  }
  EXPECT_EQ(database_->catalog().TableCount(""), 1U) << "a refused table was made";
}

TEST_F(TableErrorsTest, UpdateTableRefusesWithTheServicesWordsAndChangesNothing) {
  CreateTableInput demand = TableOf("demand", "pk:S,sk:S");
  AddLocalIndex(demand, "lsi1", "pk:S,l:S");
  AddGlobalIndex(demand, "gsi1", "g:S");
  Create(demand);
  CreateTableInput units = TableOf("units", "pk:S");
  AddGlobalIndex(units, "gsi1", "g:S");
  units.billing_mode.reset();
  units.provisioned_throughput = {5, 5};
  units.global_secondary_indexes->front().provisioned_throughput = {5, 5};
  units.stream_specification = {true, "KEYS_ONLY"};
  Create(units);
  const TableHandle demand_before = database_->catalog().Find("", "demand");
  const TableHandle units_before = database_->catalog().Find("", "units");

  for (const Json& row : CasesOf("operations/update_table_errors.json")) {
    Check(row, UpdateTable(*database_, context_, UpdateTableInputOf(row.at("request"))));
  }
  EXPECT_EQ(database_->catalog().Find("", "demand"), demand_before);
  EXPECT_EQ(database_->catalog().Find("", "units"), units_before);
}

}  // namespace
}  // namespace tablerock

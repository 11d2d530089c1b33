// Listing and dropping namespaces through the control API. What they leave in the store is tested beside the catalog.
#include "control/namespaces.h"

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "changes/stream.h"
#include "jobs/consistency_check.h"
#include "jobs/job_runner.h"
#include "operations/delete_table.h"
#include "operations/list_streams.h"
#include "operations/list_tables.h"
#include "operations/list_tags_of_resource.h"
#include "operations/operation_fixture.h"
#include "operations/put_item.h"
#include "operations/table_requests.h"
#include "operations/transact_write_items.h"
#include "operations/update_table.h"
#include "storage/temporary_directory.h"

namespace tablerock {
namespace {

using Json = nlohmann::json;

constexpr const char* kTableArn = "arn:aws:dynamodb:us-east-1:000000000000:table/ttt";
constexpr const char* kAddIndex = R"({"TableName": "ttt",
  "AttributeDefinitions": [{"AttributeName": "g", "AttributeType": "S"}],
  "GlobalSecondaryIndexUpdates": [{"Create": {"IndexName": "extra", "Projection": {"ProjectionType": "ALL"},
    "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}]}}]})";

class NamespacesTest : public OperationTest {
 protected:
  NamespacesTest() : functions_(*database_, {}) {
    functions_.Start({"http://127.0.0.1:1"});
    RegisterNamespaces(api_, *database_, functions_);
    context_.namespace_name = "w1";
  }

  Json Ask(const std::string& method, const std::string& path) {
    const ControlReply reply = api_.Handle({method, "/_tablerock/namespaces" + path, "", ""});
    EXPECT_EQ(reply.status, 200) << reply.body;
    return Json::parse(reply.body);
  }
  // What the drop says is gone.
  Json Drop(const std::string& name) { return Ask("DELETE", "/" + name); }

  // A table that has some of everything, and may not be deleted.
  void CreateProtected(const std::string& name) {
    CreateTableInput input = TableOf(name, "pk:S");
    input.stream_specification = StreamSpecificationInput{true, "NEW_AND_OLD_IMAGES"};
    input.deletion_protection_enabled = true;
    input.tags = {{"stage", "test"}};
    Create(input);
  }
  void CreateIn(const std::string& namespace_name, const std::string& table_name) {
    const std::string before = std::exchange(context_.namespace_name, namespace_name);
    CreateTableWithKeys(table_name, "pk:S");
    context_.namespace_name = before;
  }
  bool Transact(const std::string& item, const std::string& token) {
    TransactWriteItemsInput input;
    input.writes.resize(1);
    input.writes.front().table_name = "ttt";
    input.writes.front().item_or_key = InputOf(item);
    input.client_request_token = token;
    return TransactWriteItems(*database_, context_, input).has_value();
  }
  Result<PutItemOutput> TryPut(const std::string& table_name, const std::string& item) {
    PutItemInput input;
    input.table_name = table_name;
    input.item = InputOf(item);
    return PutItem(*database_, context_, input);
  }
  std::size_t CountStreams() { return ListStreams(*database_, context_, {})->streams.size(); }
  std::size_t CountEntries(CatalogKind kind) { return database_->catalog().ListEntries(kind)->size(); }
  void ExpectConsistent() {
    const CheckReport report = CheckConsistency(*database_);
    EXPECT_TRUE(report.agrees()) << report.Lines();
  }
  // A function that says in a file that it has begun, and then takes a minute.
  Document SlowFunction(const std::string& name, const std::string& namespace_name) {
    return {
        {"TableName", "ttt"},
        {"Namespace", namespace_name},
        {"FunctionName", name},
        {"StartingPosition", "TRIM_HORIZON"},
        {"Target", {{"command", {"sh", "-c", "while read -r e; do echo x > " + BegunFile() + "; sleep 60; done"}}}}};
  }
  std::string BegunFile() const { return (std::filesystem::path(directory_.path()) / "begun").string(); }

  TemporaryDirectory directory_;
  FunctionService functions_;
  ControlApi api_;
};

TEST_F(NamespacesTest, ListsThoseThatHaveTables) {
  EXPECT_EQ(Ask("GET", ""), Json::parse(R"({"Namespaces": []})"));
  CreateIn("w2", "aaa");
  CreateIn("w1", "aaa");
  CreateIn("w1", "bbb");
  CreateIn("", "aaa");
  CreateIn("000000000000/eu-central-1", "aaa");
  EXPECT_EQ(Ask("GET", ""), Json::parse(R"({"Namespaces": [
      {"Name": "@shared", "TableCount": 1}, {"Name": "000000000000/eu-central-1", "TableCount": 1},
      {"Name": "w1", "TableCount": 2}, {"Name": "w2", "TableCount": 1}]})"));
}

TEST_F(NamespacesTest, DropsTheOneThatIsNamed) {
  const std::vector<std::string> names = {"w1", "w10", "", "000000000000/eu-central-1"};
  for (const std::string& name : names) CreateIn(name, "ttt");
  const std::vector<std::pair<std::string, std::string>> drops = {
      {"w1", "w1"}, {"@shared", ""}, {"000000000000%2Feu-central-1", "000000000000/eu-central-1"}, {"w%310", "w10"}};
  std::size_t left = names.size();
  for (const auto& [name, dropped] : drops) {
    EXPECT_EQ(Drop(name).at("TableCount"), 1) << name;
    EXPECT_FALSE(database_->catalog().Find(dropped, "ttt")) << name;
    EXPECT_EQ(database_->catalog().AllTables().size(), --left);
  }
}

TEST_F(NamespacesTest, OneThatHasNothingIsDroppedAsWell) {
  const Json nothing = Json::parse(R"({"Name": "w1", "TableCount": 0, "EventSourceMappingCount": 0})");
  EXPECT_EQ(Drop("w1"), nothing);
  CreateIn("w1", "ttt");
  EXPECT_EQ(Drop("w1").at("TableCount"), 1);
  EXPECT_EQ(Drop("w1"), nothing);
  EXPECT_EQ(api_.Handle({"DELETE", "/_tablerock/namespaces", "", ""}).status, 405) << "nothing is dropped unnamed";
  EXPECT_EQ(api_.Handle({"DELETE", "/_tablerock/namespaces/", "", ""}).status, 404);
}

TEST_F(NamespacesTest, TheNextOfItsNameIsNew) {
  CreateProtected("ttt");
  CreateProtected("deleted");
  ASSERT_TRUE(Transact(R"({"pk":{"S":"a"}})", "token"));
  EXPECT_FALSE(Transact(R"({"pk":{"S":"b"}})", "token")) << "it stands for another request";
  const auto unprotected = UpdateTable(
      *database_, context_, UpdateTableInputOf({{"TableName", "deleted"}, {"DeletionProtectionEnabled", false}}));
  ASSERT_TRUE(unprotected) << unprotected.error().classic();
  ASSERT_TRUE(DeleteTable(*database_, context_, {"deleted"}));
  EXPECT_EQ(CountStreams(), 2U) << "that of a deleted table can be read for a day";

  EXPECT_EQ(Drop("w1"), Json::parse(R"({"Name": "w1", "TableCount": 1, "EventSourceMappingCount": 0})"));
  EXPECT_TRUE(ListTables(*database_, context_, {})->table_names.empty());
  EXPECT_EQ(CountStreams(), 0U);
  EXPECT_EQ(CountEntries(CatalogKind::kShard), 0U);
  const auto put = TryPut("ttt", R"({"pk":{"S":"a"}})");
  ASSERT_FALSE(put);
  EXPECT_EQ(put.error().type(), ErrorType::kResourceNotFound);

  CreateTableWithKeys("ttt", "pk:S");
  EXPECT_EQ(Get("ttt", R"({"pk":{"S":"a"}})"), "");
  EXPECT_EQ(database_->catalog().Find("w1", "ttt")->counters().items.load(), 0);
  EXPECT_TRUE(ListTagsOfResource(*database_, context_, {kTableArn, {}})->tags.empty());
  EXPECT_TRUE(Transact(R"({"pk":{"S":"b"}})", "token")) << "the token of before is forgotten";
  EXPECT_NE(Get("ttt", R"({"pk":{"S":"b"}})"), "") << "and done, not answered for a request of before";
  ExpectConsistent();
}

TEST_F(NamespacesTest, AnIndexThatIsBeingFilledIsGivenUp) {
  JobRunner jobs(*database_);
  CreateTableWithKeys("ttt", "pk:S");
  for (int i = 0; i < 600; ++i) {
    Put("ttt", R"({"pk":{"S":")" + std::to_string(i) + R"("},"g":{"S":"x"}})");
  }
  ASSERT_TRUE(UpdateTable(*database_, context_, UpdateTableInputOf(Json::parse(kAddIndex))));
  for (int step = 0; step < 2; ++step) ASSERT_TRUE(jobs.StepEach());
  EXPECT_EQ(CountEntries(CatalogKind::kJob), 1U);

  EXPECT_EQ(Drop("w1").at("TableCount"), 1);
  CreateTableWithKeys("ttt", "pk:S");
  Put("ttt", R"({"pk":{"S":"new"},"g":{"S":"x"}})");
  ASSERT_TRUE(jobs.RunUntilIdle());
  EXPECT_EQ(CountEntries(CatalogKind::kJob), 0U);
  EXPECT_TRUE(database_->catalog().Find("w1", "ttt")->description().global_indexes.empty());
  ExpectConsistent();
}

TEST_F(NamespacesTest, EndsTheFunctionsOnItsStreams) {
  CreateProtected("ttt");
  for (const char* name : {"f", "g"}) ASSERT_TRUE(functions_.Create(SlowFunction(name, "w1")));
  ASSERT_TRUE(functions_.Create(SlowFunction("f", "w2")));
  Put("ttt", R"({"pk":{"S":"a"}})");
  while (!std::filesystem::exists(BegunFile())) std::this_thread::yield();

  const auto began = SteadyClock::now();
  EXPECT_EQ(Drop("w1"), Json::parse(R"({"Name": "w1", "TableCount": 1, "EventSourceMappingCount": 2})"));
  EXPECT_LT(SteadyClock::now() - began, std::chrono::seconds(30)) << "the function takes a minute";
  ASSERT_EQ(functions_.List().size(), 1U) << "that of another namespace";
  EXPECT_EQ(CountEntries(CatalogKind::kMapping), 1U);
  EXPECT_EQ(CountEntries(CatalogKind::kMappingPosition), 1U) << "where it began";
  EXPECT_TRUE(functions_.Create(SlowFunction("f", "w1"))) << "at once, as if there had been none";
}

TEST_F(NamespacesTest, FunctionsOfTheFileStayForTablesToCome) {
  const std::string file = (std::filesystem::path(directory_.path()) / "functions.json").string();
  std::ofstream(file) << ToText({{"EventSourceMappings", {SlowFunction("f", "w1")}}});
  FunctionService functions(*database_, {file, false});
  ASSERT_TRUE(functions.Load());
  ControlApi api;
  RegisterNamespaces(api, *database_, functions);
  CreateProtected("ttt");
  const ControlReply reply = api.Handle({"DELETE", "/_tablerock/namespaces/w1", "", ""});
  EXPECT_EQ(Json::parse(reply.body), Json::parse(R"({"Name": "w1", "TableCount": 1, "EventSourceMappingCount": 0})"));
  EXPECT_EQ(functions.List().size(), 1U);
}

// Each write either was done before, and is gone with its table, or is told that there is no such table.
TEST_F(NamespacesTest, WritesMeanwhileAreDoneOrRefused) {
  constexpr int kRounds = 30;
  for (const char* name : {"ttt", "uuu"}) CreateProtected(name);
  std::atomic<bool> done{false};
  std::atomic<int> successes{0};
  std::atomic<int> others{0};
  std::vector<std::thread> writers;
  writers.reserve(2);
  for (const std::string table : {"ttt", "uuu"}) {
    writers.emplace_back([&, table] {
      while (!done) {
        const auto put = TryPut(table, R"({"pk":{"S":"a"}})");
        if (put) {
          ++successes;
        } else if (put.error().type() != ErrorType::kResourceNotFound) {
          ++others;
        }
      }
    });
  }
  for (int round = 0; round < kRounds; ++round) {
    for (const int before = successes; successes < before + 20;) std::this_thread::yield();
    EXPECT_EQ(Drop("w1").at("TableCount"), 2);
    EXPECT_EQ(CountStreams(), 0U);
    for (const char* name : {"ttt", "uuu"}) CreateProtected(name);
  }
  done = true;
  for (std::thread& writer : writers) writer.join();
  EXPECT_EQ(others, 0);
  ExpectConsistent();
}

}  // namespace
}  // namespace tablerock

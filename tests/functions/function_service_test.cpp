// The whole of it in one process: threads, a command, the catalog.
#include "functions/function_service.h"

#include <gtest/gtest.h>

#include <condition_variable>
#include <filesystem>
#include <fstream>

#include "operations/operation_fixture.h"
#include "storage/temporary_directory.h"

namespace tablerock {
namespace {

class FunctionServiceTest : public OperationTest {
 protected:
  FunctionServiceTest() {
    CreateTableInput input = TableOf("ttt", "pk:S");
    input.stream_specification = StreamSpecificationInput{true, "NEW_IMAGE"};
    Create(input);
    Restart();
  }

  void Restart() {
    service_.reset();
    service_ = std::make_unique<FunctionService>(*database_, FunctionOptions{});
    const auto loaded = service_->Load();
    ASSERT_TRUE(loaded) << loaded.error().classic();
    service_->Start({"http://127.0.0.1:1"});
  }

  // A function that adds the event to a file, which stands for what it does.
  Document Settings(const std::string& file) {
    return {{"TableName", "ttt"},
            {"FunctionName", "f"},
            {"StartingPosition", "TRIM_HORIZON"},
            {"BatchSize", 1},
            {"Target", {{"command", {"sh", "-c", "while read -r e; do echo x >> " + file + "; echo null; done"}}}}};
  }

  // Waits on the signal that an outcome rings; no longer than a test may take.
  bool Await(const std::function<bool()>& condition) {
    const auto end = SteadyClock::now() + std::chrono::seconds(30);
    for (;;) {
      const std::uint64_t rings = database_->change_signal().rings();
      if (condition()) return true;
      if (SteadyClock::now() >= end) return false;
      // What the stepping thread takes away, nobody rings for.
      database_->change_signal().WaitUntil(rings, SteadyClock::now() + std::chrono::milliseconds(5));
    }
  }
  std::size_t LinesOf(const std::string& file) {
    std::ifstream stream(file);
    std::size_t lines = 0;
    for (std::string line; std::getline(stream, line);) ++lines;
    return lines;
  }

  TemporaryDirectory directory_;
  std::unique_ptr<FunctionService> service_;
};

TEST_F(FunctionServiceTest, RunsAFunctionAndKeepsItsMappingAndItsPosition) {
  const std::string file = (std::filesystem::path(directory_.path()) / "calls").string();
  const auto made = service_->Create(Settings(file));
  ASSERT_TRUE(made) << made.error().classic();
  const auto uuid = made->at("UUID").get<std::string>();
  for (int i = 0; i < 5; ++i) Put("ttt", ToText({{"pk", {{"S", std::to_string(i)}}}}));
  EXPECT_TRUE(Await([&] { return LinesOf(file) == 5; }));
  EXPECT_TRUE(Await([&] { return service_->Get(uuid)->at("LastProcessingResult") == "OK"; }));
  EXPECT_FALSE(service_->Create(Settings(file))) << "there is one already";

  service_->Stop();
  const auto calls_before = LinesOf(file);
  Restart();
  ASSERT_EQ(service_->List().size(), 1U);
  Put("ttt", R"({"pk":{"S":"after"}})");
  EXPECT_TRUE(Await([&] { return LinesOf(file) > calls_before; }));

  ASSERT_TRUE(service_->Delete(uuid));
  EXPECT_TRUE(Await([&] { return service_->List().empty(); }));
  Restart();
  EXPECT_TRUE(service_->List().empty());
  EXPECT_TRUE(database_->catalog().ListEntries(CatalogKind::kMappingPosition)->empty());
}

TEST_F(FunctionServiceTest, AnUnknownMappingIsNotFound) {
  for (const auto& result : {service_->Get("x"), service_->Update("x", Document::object()), service_->Delete("x")}) {
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().type(), ErrorType::kResourceNotFound);
  }
}

TEST_F(FunctionServiceTest, AFileThatIsWrongIsNamedWithThePlace) {
  const std::string file = (std::filesystem::path(directory_.path()) / "functions.json").string();
  const auto error_of = [&](const std::string& text) {
    std::ofstream(file) << text;
    const auto loaded = FunctionService(*database_, {file, false}).Load();
    return loaded ? "" : loaded.error().classic();
  };
  EXPECT_NE(error_of("{").find(file + ": "), std::string::npos);
  EXPECT_EQ(error_of("{}"), file + ": has to be {\"EventSourceMappings\": [...]}");
  EXPECT_EQ(error_of(R"({"EventSourceMappings": [{"TableName": "t"}]})"),
            file + ": EventSourceMappings[0].FunctionName: is missing");
  const auto missing = FunctionService(*database_, {file + "x", false}).Load();
  ASSERT_FALSE(missing);
  EXPECT_NE(missing.error().classic().find("cannot be read: No such file"), std::string::npos);
}

}  // namespace
}  // namespace tablerock

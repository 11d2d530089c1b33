// The program as a process: what it prints, how it ends, and what it says when it cannot begin.
#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <string>
#include <vector>

#include <unistd.h>

#include "child_process.h"

namespace tablerock {
namespace {

constexpr const char* kListening = "listening on http://127.0.0.1:";

// Of the line that says where it listens.
std::string PortOf(const std::string& line) { return line.substr(line.rfind(':') + 1); }

class ProgramTest : public ::testing::Test {
 protected:
  ProgramTest() {
    std::string name = (std::filesystem::temp_directory_path() / "tablerock-test-XXXXXX").string();
    directory_ = ::mkdtemp(name.data());
  }
  ~ProgramTest() override { std::filesystem::remove_all(directory_); }

  std::filesystem::path directory_;
};

TEST_F(ProgramTest, SaysWhereItListensAndIsHealthy) {
  ChildProcess server({"serve", "--in-memory", "--port", "0"});
  const std::string line = server.ReadLine();
  ASSERT_TRUE(line.starts_with(kListening)) << line;
  ChildProcess check({"healthcheck", "--port", PortOf(line)});
  EXPECT_EQ(check.Wait(), 0) << check.errors();
  ChildProcess check_by_variable({"healthcheck"}, {"TABLEROCK_PORT=" + PortOf(line), "TABLEROCK_HOST=0.0.0.0"});
  EXPECT_EQ(check_by_variable.Wait(), 0) << check_by_variable.errors();
}

TEST_F(ProgramTest, EndsWellOnEachSignal) {
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) {
    ChildProcess server({"serve", "--data", directory_ / "data", "--port", "0"});
    ASSERT_TRUE(server.ReadLine().starts_with(kListening));
    server.Signal(signal);
    EXPECT_EQ(server.Wait(), 0) << signal << server.errors();
    EXPECT_EQ(server.output(), "");
  }
}

TEST_F(ProgramTest, TakesTheFlagsOfDynamoDbLocal) {
  ChildProcess server(
      {"-Djava.library.path=./lib", "-jar", "DynamoDBLocal.jar", "-sharedDb", "-inMemory", "-port", "0"});
  EXPECT_TRUE(server.ReadLine().starts_with(kListening));
  server.Signal(SIGTERM);
  EXPECT_EQ(server.Wait(), 0);
  EXPECT_NE(server.errors().find("ignored -jar DynamoDBLocal.jar"), std::string::npos) << server.errors();
}

TEST_F(ProgramTest, NamesAPortThatIsInUse) {
  ChildProcess first({"serve", "--in-memory", "--port", "0"});
  const std::string port = PortOf(first.ReadLine());
  ChildProcess second({"serve", "--in-memory", "--port", port});
  EXPECT_EQ(second.Wait(), 1);
  EXPECT_EQ(second.output(), "");
  EXPECT_NE(second.errors().find("port " + port), std::string::npos) << second.errors();
  EXPECT_NE(second.errors().find("user id " + std::to_string(::geteuid())), std::string::npos) << second.errors();
}

// It listens before it opens the data, so that a client that is early waits instead of being refused.
TEST_F(ProgramTest, ListensBeforeItOpensTheData) {
  ChildProcess first({"serve", "--in-memory", "--port", "0"});
  const std::string port = PortOf(first.ReadLine());
  const std::string data = directory_ / "data";
  ChildProcess second({"serve", "--data", data, "--port", port});
  EXPECT_EQ(second.Wait(), 1);
  EXPECT_NE(second.errors().find("port " + port), std::string::npos) << second.errors();
  EXPECT_FALSE(std::filesystem::exists(data));
}

TEST_F(ProgramTest, NamesADataDirectoryThatAnotherHolds) {
  const std::string data = directory_ / "data";
  ChildProcess first({"serve", "--data", data, "--port", "0"});
  ASSERT_TRUE(first.ReadLine().starts_with(kListening));
  ChildProcess second({"serve", "--data", data, "--port", "0"});
  EXPECT_EQ(second.Wait(), 1);
  EXPECT_NE(second.errors().find(data), std::string::npos) << second.errors();
}

TEST_F(ProgramTest, NamesADataDirectoryThatItCannotMake) {
  ChildProcess server({"serve", "--data", "/dev/null/data", "--port", "0"});
  EXPECT_EQ(server.Wait(), 1);
  EXPECT_NE(server.errors().find("/dev/null/data"), std::string::npos) << server.errors();
}

TEST_F(ProgramTest, ChecksADirectoryThatNoServerUses) {
  const std::string data = directory_ / "data";
  ChildProcess none({"check", data});
  EXPECT_EQ(none.Wait(), 1);
  EXPECT_NE(none.errors().find("there is no data in " + data), std::string::npos) << none.errors();
  EXPECT_FALSE(std::filesystem::exists(data));

  ChildProcess server({"serve", "--data", data, "--port", "0"});
  ASSERT_TRUE(server.ReadLine().starts_with(kListening));
  ChildProcess used({"check", data});
  EXPECT_EQ(used.Wait(), 1);
  EXPECT_NE(used.errors().find(data + " is in use by another process (pid "), std::string::npos) << used.errors();
  server.Signal(SIGTERM);
  EXPECT_EQ(server.Wait(), 0);

  ChildProcess check({"check", data});
  EXPECT_EQ(check.Wait(), 0) << check.errors();
  EXPECT_EQ(check.output(), "0 tables: all agrees\n");
}

TEST_F(ProgramTest, RefusesWrongArguments) {
  ChildProcess unknown({"serve", "--prot", "1"});
  EXPECT_EQ(unknown.Wait(), 2);
  EXPECT_NE(unknown.errors().find("--prot"), std::string::npos) << unknown.errors();
  ChildProcess version({"--version"});
  EXPECT_EQ(version.Wait(), 0);
  EXPECT_TRUE(version.output().starts_with("tablerock ")) << version.output();
  EXPECT_EQ(ChildProcess({}).Wait(), 2);
}

TEST_F(ProgramTest, ReportsThatNoServerIsThere) {
  ChildProcess check({"healthcheck", "--port", "1"});
  EXPECT_EQ(check.Wait(), 1);
  EXPECT_NE(check.errors().find("127.0.0.1:1"), std::string::npos) << check.errors();
}

}  // namespace
}  // namespace tablerock

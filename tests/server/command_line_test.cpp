#include "server/command_line.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "tablerock/version.h"

namespace tablerock {
namespace {

using Json = nlohmann::json;

// The options as the table writes them.
Json Written(const Options& options) {
  Json json;
  json["port"] = options.port;
  json["host"] = options.host;
  json["data"] = options.data_directory;
  json["in_memory"] = options.in_memory;
  json["memory_mb"] = options.memory_mb;
  json["namespaces"] = options.namespaces == Options::Namespaces::kRegion ? "region" : "shared";
  json["threads"] = options.threads;
  json["durability"] = options.durability == Options::Durability::kPower ? "power" : "process";
  json["log_format"] = options.log_format == Options::LogFormat::kJson ? "json" : "text";
  json["error_wording"] = options.error_wording == Options::ErrorWording::kClassic   ? "classic"
                          : options.error_wording == Options::ErrorWording::kCurrent ? "current"
                                                                                     : "2026-10";
  json["delay_transient_statuses"] = options.transient_status_millis;
  json["cors"] = options.cors_origins;
  json["stream_shards"] = options.stream_shards;
  json["ttl_sweep_seconds"] = options.ttl_sweep_seconds;
  json["control_api"] = options.control_api;
  json["shard_minutes"] = options.shard_minutes;
  json["functions"] = options.functions_file;
  json["kinesis_endpoint"] = options.kinesis_endpoint;
  json["verbose"] = options.verbose;
  return json;
}

TEST(CommandLineTest, Cases) {
  std::ifstream file(TABLEROCK_TEST_DATA "/server/command_lines.json");
  const Json cases = Json::parse(file);
  ASSERT_FALSE(cases.empty());
  for (const Json& row : cases) {
    SCOPED_TRACE(row.at("description").get<std::string>());
    const Json environment = row.value("environment", Json::object());
    const CommandLine line = ParseCommandLine(row.at("arguments").get<std::vector<std::string>>(),
                                              [&](const std::string& name) -> std::optional<std::string> {
                                                if (!environment.contains(name)) return std::nullopt;
                                                return environment.at(name).get<std::string>();
                                              });

    if (row.contains("command")) {
      const auto command = row.at("command") == "serve"   ? CommandLine::Command::kServe
                           : row.at("command") == "check" ? CommandLine::Command::kCheck
                                                          : CommandLine::Command::kHealthcheck;
      EXPECT_EQ(line.command, command) << line.text;
      const Json written = Written(line.options);
      for (const auto& [name, value] : row.at("options").items()) EXPECT_EQ(written.at(name), value) << name;
    } else {
      EXPECT_EQ(line.command, CommandLine::Command::kPrint);
      EXPECT_EQ(line.exit_status, row.at("status").get<int>());
      EXPECT_NE(line.text.find(row.at("text").get<std::string>()), std::string::npos) << line.text;
    }

    const auto notices = row.value("notices", std::vector<std::string>());
    ASSERT_EQ(line.notices.size(), notices.size());
    for (std::size_t i = 0; i < notices.size(); ++i) {
      EXPECT_NE(line.notices[i].find("ignored " + notices[i] + ":"), std::string::npos) << line.notices[i];
    }
  }
}

TEST(VersionTest, IsThatOfTheProject) { EXPECT_STREQ(TABLEROCK_VERSION, TABLEROCK_PROJECT_VERSION); }

}  // namespace
}  // namespace tablerock

#include "crash/disk_fixture.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

#include "jobs/consistency_check.h"
#include "operations/get_item.h"
#include "operations/put_item.h"
#include "operations/transact_write_items.h"

namespace tablerock {
namespace {

using Json = nlohmann::json;

Json ItemJson(const std::string& key, std::int64_t number, std::size_t padding_bytes) {
  return {{"pk", {{"S", key}}},
          {"n", {{"N", std::to_string(number)}}},
          {"g", {{"S", "g" + std::to_string(number % 5)}}},
          {"padding", {{"S", std::string(padding_bytes, 'x')}}}};
}

std::string TextOf(const ApiError& error) {
  return std::string(TraitsOf(error.type()).name).append(": ").append(error.cause());
}

}  // namespace

DiskTest::DiskTest()
    : log_(LogLevel::kInfo, LogFormat::kText, [this](std::string_view line) {
        const std::lock_guard lock(lines_mutex_);
        lines_.emplace_back(line);
      }) {
  std::string pattern = (std::filesystem::temp_directory_path() / "tablerock-disk-XXXXXX").string();
  directory_ = ::mkdtemp(pattern.data());
  if (!Open(nullptr)) throw std::runtime_error(problem_);
  CreateTableInput input = TableOf("ttt", "pk:S");
  AddGlobalIndex(input, "by-group", "g:S,n:N");
  input.stream_specification = StreamSpecificationInput{true, "NEW_AND_OLD_IMAGES"};
  if (!CreateTable(*database_, context_, input)) throw std::runtime_error("no table");
  Close();
}

DiskTest::~DiskTest() {
  Close();
  std::filesystem::remove_all(directory_);
}

bool DiskTest::Open(const FaultyDisk* disk, Durability durability) {
  database_.reset();
  DatabaseOptions options;
  options.data_directory = directory_;
  options.durability = durability;
  options.memtable_bytes = std::size_t{128} << 10U;  // written out often
  if (disk != nullptr) options.env = disk->env();
  auto database = Database::Open(options, clock_, log_);
  if (!database) {
    problem_ = TextOf(database.error());
    return false;
  }
  database_ = std::move(*database);
  return true;
}

std::string DiskTest::Put(const std::string& key, std::int64_t number, std::size_t padding_bytes) {
  PutItemInput input;
  input.table_name = "ttt";
  input.item = InputOf(ItemJson(key, number, padding_bytes).dump());
  const auto put = PutItem(*database_, context_, input);
  return put ? std::string() : TextOf(put.error());
}

std::string DiskTest::PutBoth(const std::string& key, std::int64_t number) {
  TransactWriteItemsInput input;
  for (const char* end : {"-a", "-b"}) {
    TransactWriteInput& write = input.writes.emplace_back();
    write.kind = TransactWriteKind::kPut;
    write.table_name = "ttt";
    write.item_or_key = InputOf(ItemJson(key + end, number, 0).dump());
  }
  const auto written = TransactWriteItems(*database_, context_, input);
  return written ? std::string() : TextOf(written.error());
}

std::int64_t DiskTest::NumberOf(const std::string& key) {
  GetItemInput input;
  input.table_name = "ttt";
  input.key = InputOf(Json{{"pk", {{"S", key}}}}.dump());
  const auto got = GetItem(*database_, context_, input);
  if (!got) {
    problem_ = TextOf(got.error());
    return -2;
  }
  if (!got->item) return -1;
  return std::stoll(Json::parse(JsonOf(*got->item)).at("n").at("N").get<std::string>());
}

void DiskTest::ExpectAgrees() {
  const CheckReport report = CheckConsistency(*database_);
  EXPECT_TRUE(report.agrees()) << report.Lines();
}

std::string DiskTest::LogText() const {
  const std::lock_guard lock(lines_mutex_);
  std::string text;
  for (const std::string& line : lines_) text.append(line).append("\n");
  return text;
}

std::size_t DiskTest::LinesWith(const std::string& text) const {
  const std::lock_guard lock(lines_mutex_);
  return static_cast<std::size_t>(std::count_if(
      lines_.begin(), lines_.end(), [&](const std::string& line) { return line.find(text) != std::string::npos; }));
}

}  // namespace tablerock

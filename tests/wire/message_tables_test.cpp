// The tables of requests and answers in tests/data/wire: what the real service was recorded to say
// (recorded_messages/, one row an id), and which of two faults it tells (check_order.json). Each row goes through the
// dispatcher of the whole server, without a socket, under all three wordings.
//
// A row: `setup` names the steps before it that all rows of a file share, `steps` are its own; each step must succeed.
// `error` is null or an exception, `classic` its text, `current` the text and `error_current` the exception of the
// current wording where they differ. A text is a string, or a beginning and an end where what stands between is not
// stable; without one only the exception counts. `answer` is what the reply has (other members aside), `then` steps
// after it: an operation, its input, what its reply has.
// Inputs: {"$repeat": ["x", 3]} is "xxx"; {"$nested": 3} is an attribute value of so many maps within each other.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "dispatcher_fixture.h"
#include "wire_cases.h"

namespace tablerock {
namespace {

using Json = nlohmann::ordered_json;

// Those that answer in the current wording in most regions at the newest capture (2026-10).
constexpr std::array<std::string_view, 3> kCurrentIn2026October = {"PutItem", "UpdateItem", "BatchGetItem"};

bool IsCurrent(ErrorWording wording, std::string_view operation) {
  if (wording != ErrorWording::k2026October) return wording == ErrorWording::kCurrent;
  return std::find(kCurrentIn2026October.begin(), kCurrentIn2026October.end(), operation) !=
         kCurrentIn2026October.end();
}

// By what the requests are about.
constexpr std::array<std::string_view, 7> kRecordedTables = {
    "recorded_messages/constraints.json", "recorded_messages/expressions.json",  "recorded_messages/keys.json",
    "recorded_messages/projections.json", "recorded_messages/transactions.json", "recorded_messages/update_sizes.json",
    "recorded_messages/values.json",
};

std::vector<std::string> AllTables() {
  std::vector<std::string> names(kRecordedTables.begin(), kRecordedTables.end());
  names.emplace_back("check_order.json");
  return names;
}

Json Nested(int levels) {
  Json value = {{"S", "x"}};
  for (int i = 0; i < levels; ++i) value = Json{{"M", {{"m", std::move(value)}}}};
  return value;
}

Json Expanded(const Json& json) {
  if (json.is_array()) {
    Json expanded = Json::array();
    for (const Json& element : json) expanded.push_back(Expanded(element));
    return expanded;
  }
  if (!json.is_object()) return json;
  if (json.contains("$nested")) return Nested(json["$nested"].get<int>());
  if (json.contains("$repeat")) {
    const auto text = json["$repeat"][0].get<std::string>();
    std::string repeated;
    for (int i = json["$repeat"][1].get<int>(); i > 0; --i) repeated += text;
    return repeated;
  }
  Json expanded = Json::object();
  for (const auto& [name, value] : json.items()) expanded[name] = Expanded(value);
  return expanded;
}

struct Reply {
  unsigned status = 0;
  Json body;

  // "ValidationException"; empty: the request was accepted.
  std::string error() const { return status == 200 ? std::string() : ErrorNameOf(body); }
  std::string message() const { return body.value("message", body.value("Message", std::string())); }
};

bool Matches(const std::string& message, const Json& text) {
  if (text.is_string()) return message == text.get<std::string>();
  const auto begin = text.at(0).get<std::string>();
  const auto end = text.at(1).get<std::string>();
  return message.size() >= begin.size() + end.size() && message.starts_with(begin) && message.ends_with(end);
}

class MessageTablesTest : public testing::TestWithParam<std::tuple<ErrorWording, std::string>> {
 protected:
  void SetUp() override {
    database_ = OpenInMemory(clock_, log_);
    DispatcherOptions options;
    options.error_wording = std::get<0>(GetParam());
    dispatcher_ = MakeDispatcher(*database_, options);
  }

  Reply Ask(const std::string& operation, const Json& input) const {
    const std::string target = "DynamoDB_20120810." + operation;
    const std::string body = Expanded(input).dump();
    WireRequest request = SignedRequest(target, body);
    request.path = namespace_path_;
    const WireResponse response = AnswerOf(*dispatcher_, request);
    return {response.status, Json::parse(response.body)};
  }

  void Prepare(const Json& steps) const {
    for (const Json& step : steps) {
      const Reply reply = Ask(step.at(0), step.at(1));
      ASSERT_EQ(reply.status, 200U) << step.at(0) << " " << reply.message();
    }
  }

  static void ExpectMembers(const Json& expected, const Reply& reply) {
    const auto unordered = [](const Json& json) { return nlohmann::json::parse(json.dump()); };
    for (const auto& [name, value] : expected.items()) {
      EXPECT_EQ(unordered(reply.body.value(name, Json())), unordered(value)) << name;
    }
  }

  static void ExpectError(const Json& row, const std::string& error, const Json& text, const Reply& reply) {
    ASSERT_EQ(reply.error(), error) << reply.message();
    if (!text.is_null()) {
      EXPECT_TRUE(Matches(reply.message(), text)) << reply.message() << "\n  instead of\n" << text;
    }
    if (error == "TransactionCanceledException") {
      EXPECT_EQ(reply.body.at("CancellationReasons"), row.at("reasons"));
    } else {
      EXPECT_FALSE(reply.body.contains("CancellationReasons"));
    }
  }

  void ExpectAccepted(const Json& row, const Reply& reply) const {
    ASSERT_EQ(reply.error(), "") << reply.message();
    ExpectMembers(row.value("answer", Json::object()), reply);
  }

  void RunRow(const Json& row) const {
    const std::string operation = row.at("operation");
    const bool current = IsCurrent(std::get<0>(GetParam()), operation);
    Json error = row.at("error");
    Json text = row.value("classic", Json());
    if (current) {
      error = row.value("error_current", error);
      text = row.value("current", text);
    }
    const Reply reply = Ask(operation, row.at("input"));
    if (error.is_null()) {
      ExpectAccepted(row, reply);
    } else {
      ExpectError(row, error, text, reply);
    }
    for (const Json& step : row.value("then", Json::array())) {
      const Reply after = Ask(step.at(0), step.at(1));
      EXPECT_EQ(after.error(), "") << step.at(0) << " " << after.message();
      ExpectMembers(step.at(2), after);
    }
  }

  std::string namespace_path_;  // each row has tables of its own
  Log log_{LogLevel::kError, LogFormat::kText, [](std::string_view line) { ADD_FAILURE() << line; }};
  Clock clock_;
  std::unique_ptr<Database> database_;
  std::unique_ptr<Dispatcher> dispatcher_;
};

TEST_P(MessageTablesTest, AnswersAsTheRowsSay) {
  const Json table = WireCases(std::get<1>(GetParam()));
  ASSERT_FALSE(table.at("rows").empty());
  std::size_t number = 0;
  for (const Json& row : table.at("rows")) {
    SCOPED_TRACE(row.at("id").get<std::string>());
    namespace_path_ = "/ns/row-" + std::to_string(++number);
    if (row.contains("setup")) Prepare(table.at("setups").at(row["setup"].get<std::string>()));
    Prepare(row.value("steps", Json::array()));
    if (HasFatalFailure()) return;
    RunRow(row);
  }
}

std::string NameOf(const testing::TestParamInfo<MessageTablesTest::ParamType>& info) {
  const ErrorWording wording = std::get<0>(info.param);
  std::string name = wording == ErrorWording::kClassic   ? "Classic_"
                     : wording == ErrorWording::kCurrent ? "Current_"
                                                         : "October2026_";
  const std::filesystem::path file = std::get<1>(info.param);
  return name + file.stem().string();
}

INSTANTIATE_TEST_SUITE_P(AllWordings, MessageTablesTest,
                         testing::Combine(testing::Values(ErrorWording::k2026October, ErrorWording::kClassic,
                                                          ErrorWording::kCurrent),
                                          testing::ValuesIn(AllTables())),
                         NameOf);

TEST(RecordedMessagesTest, EachIdHasOneRow) {
  std::set<std::string> ids;
  for (const std::string_view name : kRecordedTables) {
    const Json table = WireCases(std::string(name));
    for (const Json& row : table.at("rows")) {
      EXPECT_TRUE(ids.insert(row.at("id").get<std::string>()).second) << row.at("id");
    }
  }
  EXPECT_EQ(ids.size(), 168U);  // all that were recorded, those of SearchVectors aside
}

}  // namespace
}  // namespace tablerock

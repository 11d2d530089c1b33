// 100,000 hostile requests over every operation, from headers and body to the reply. What is answered is 200 or 4xx,
// well-formed and in bounded time; what was refused changed not one byte of the store; what was accepted did to items
// what the request says, and the tables, their indexes, counters and change log agree with them.
//
// In parts that ctest runs side by side. The seed is printed; TABLEROCK_MUTATION_SEED makes other requests,
// TABLEROCK_MUTATION_REQUESTS makes each part longer or shorter.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <random>

#include "mutation/agreement.h"
#include "mutation/effect_check.h"
#include "mutation/request_mutation.h"
#include "mutation/sample_tables.h"
#include "wire/shapes/input_shapes.h"

namespace tablerock {
namespace {

constexpr int kParts = 4;
constexpr int kRequestsOfAPart = TABLEROCK_MUTATION_PART;
// The same for all, so that what fails on one machine fails on every other; other seeds find other requests.
constexpr std::uint64_t kSeed = 12;
constexpr int kRequestsThatMeetAllOperations = 20'000;
constexpr int kRequestsBetweenAgreements = 500;
constexpr int kReadsBetweenDigests = 20;
constexpr std::size_t kTablesMany = 10;
constexpr double kReplySecondsMax = 2;  // of the processor, in the slowest build
constexpr std::size_t kMutatedPercent = 80;
constexpr double kAcceptedShareMin = 0.2;

constexpr std::array kTableOperations{"CreateTable",      "UpdateTable", "DeleteTable",
                                      "UpdateTimeToLive", "TagResource", "UntagResource"};
constexpr std::array kItemOperations{"PutItem",
                                     "UpdateItem",
                                     "DeleteItem",
                                     "BatchWriteItem",
                                     "TransactWriteItems",
                                     "ExecuteStatement",
                                     "BatchExecuteStatement",
                                     "ExecuteTransaction"};

std::uint64_t NumberFromEnvironment(const char* name, std::uint64_t otherwise) {
  const char* given = std::getenv(name);
  return given != nullptr ? std::stoull(given) : otherwise;
}

template <typename Names>
bool Contains(const Names& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string Shown(const WireCall& call, const WireReply& reply) {
  constexpr std::size_t kShownMax = 4'000;
  return call.method + " " + call.path + "?" + call.query + " " + call.target + "\n" + call.content_type + "\n" +
         call.authorization + "\n" + call.body.substr(0, kShownMax) + "\nis answered " + std::to_string(reply.status) +
         " " + reply.body.substr(0, kShownMax);
}

// What is wrong with a reply as such; empty: nothing.
std::string CheckForm(const WireReply& reply) {
  if (reply.status != 200 && (reply.status < 400 || reply.status > 499)) return "neither 200 nor 4xx";
  if (reply.cpu_seconds > kReplySecondsMax) return "took " + std::to_string(reply.cpu_seconds) + " s";
  if (reply.content_type == "text/xml") return reply.body.starts_with('<') ? "" : "no XML";
  if (reply.status == 200 && reply.body.empty()) return {};
  const Json body = Json::parse(reply.body, nullptr, false);
  if (!body.is_object()) return "the body is no JSON object";
  if (reply.status == 200) return {};
  return body.contains("__type") && body.at("__type").is_string() ? "" : "an error without __type";
}

class HostileClient {
 public:
  explicit HostileClient(std::uint64_t seed) : random_(seed) {
    for (const std::string_view table : kSampleTables) session_.MustAsk("CreateTable", table);
    tables_.ReadTables();
    digest_ = tables_.Digest();
  }

  // What is wrong; empty: nothing.
  std::string Step() {
    session_.clock().Advance(1);
    GeneratedRequest request = generator_.Next();
    const bool is_mutated = random_.Chance(kMutatedPercent);
    const WireCall call = is_mutated ? Mutate(random_, request) : CallOf(request);
    const WireReply reply = session_.Ask(call);
    Count(request.operation, is_mutated, reply);
    std::string problem = CheckForm(reply);
    if (problem.empty() && !is_mutated) problem = CheckKnown(request, reply);
    if (problem.empty()) problem = CheckEffects(request, call, reply);
    if (problem.empty() && !is_mutated && reply.status == 200) problem = CheckAfter(request);
    if (problem.empty()) return {};
    return problem + "\n" + Shown(call, reply) + "\n" + session_.TakeLog();
  }

  std::string CheckAgreement() {
    tables_.ReadTables();
    return agreement_.Check();
  }

  int mutated() const { return mutated_; }
  int accepted() const { return accepted_; }
  const std::map<std::string, int>& operations() const { return operations_; }

 private:
  void Count(const std::string& operation, bool is_mutated, const WireReply& reply) {
    ++operations_[operation];
    if (!is_mutated) return;
    ++mutated_;
    if (reply.status == 200) ++accepted_;
  }

  // What the generator knows of the reply to a request that was not changed.
  std::string CheckKnown(const GeneratedRequest& request, const WireReply& reply) {
    if (request.condition_fails) {
      return reply.body.find("ConditionalCheckFailed") != std::string::npos ? "" : "its condition does not hold";
    }
    if (!request.succeeds) return {};
    if (reply.status != 200) return "a request that is right is refused";
    if (request.operation != "GetItem" || request.body.contains("ProjectionExpression") ||
        request.body.contains("AttributesToGet")) {
      return {};
    }
    const Json item = WithSortedSets(Json::parse(reply.body)).value("Item", Json());
    const Json* stored = FindItem(request.body);
    return (stored != nullptr ? *stored : Json()) == item ? "" : "another item than is stored";
  }

  // The same of the item that an update leaves.
  std::string CheckAfter(const GeneratedRequest& request) {
    if (!request.item_after) return {};
    const Json* stored = FindItem(request.body);
    return stored != nullptr && *stored == *request.item_after
               ? ""
               : "the update should leave " + request.item_after->dump();
  }

  const Json* FindItem(const Json& body) const {
    std::string name = body.at("TableName");
    name = name.substr(name.find('/') == std::string::npos ? 0 : name.find('/') + 1);
    const WatchedTable* table = tables_.Find({"", name});
    return table == nullptr ? nullptr : table->Find(body.at("Key"));
  }

  std::string CheckEffects(const GeneratedRequest& request, const WireCall& call, const WireReply& reply) {
    const std::string operation = call.target.substr(call.target.find('.') + 1);
    const bool changes_tables = Contains(kTableOperations, operation);
    const bool changes_items = Contains(kItemOperations, operation);
    if (reply.status == 200 && changes_tables) return CheckTableChange(call);
    if (reply.status == 200 && changes_items) {
      std::string problem = effects_.Check(call, reply, tables_.ReadItems());
      digest_ = tables_.Digest();
      return problem;
    }
    const bool may_change = changes_tables || changes_items || Contains(kItemOperations, request.operation);
    if (!may_change && ++reads_ % kReadsBetweenDigests != 0) return {};
    return tables_.Digest() == digest_ ? "" : "a request that is refused, or reads, changed the store";
  }

  // An operation on a table leaves the others, and items alone that it does not delete.
  std::string CheckTableChange(const WireCall& call) {
    const std::map<TableName, WatchedTable> before = tables_.tables();
    const std::vector<ItemDifference> differences = tables_.ReadItems();
    session_.FinishJobs();
    tables_.ReadTables();
    std::size_t changed = 0;
    for (const auto& [name, table] : before) {
      const WatchedTable* after = tables_.Find(name);
      const bool same = after != nullptr && WithoutSizes(after->description) == WithoutSizes(table.description);
      if (!same) ++changed;
      if (!same && name.namespace_name != NamespaceOf(call)) return "a table of another set of tables changed";
    }
    for (const ItemDifference& difference : differences) {
      if (tables_.Find(difference.table) != nullptr)
        return "an operation on tables changed an item of " + difference.table.name;
    }
    if (changed > 1) return "more than one table changed";
    Repair();
    return {};
  }

  static Json WithoutSizes(Json description) {
    for (const char* size : {"ItemCount", "TableSizeBytes"}) description.erase(size);
    for (const char* kind : {"GlobalSecondaryIndexes", "LocalSecondaryIndexes"}) {
      if (!description.contains(kind)) continue;
      for (Json& index : description.at(kind)) {
        for (const char* size : {"ItemCount", "IndexSizeBytes"}) index.erase(size);
      }
    }
    return description;
  }

  // The sample tables stay, protected, and the others do not become many.
  void Repair() {
    for (const std::string_view create : kSampleTables) {
      const std::string name = Json::parse(create).at("TableName");
      const WatchedTable* table = tables_.Find({"", name});
      if (table == nullptr) {
        session_.MustAsk("CreateTable", create);
      } else if (!table->description.value("DeletionProtectionEnabled", false)) {
        session_.MustAsk("UpdateTable", Json{{"TableName", name}, {"DeletionProtectionEnabled", true}}.dump());
      }
    }
    if (tables_.tables().size() > kTablesMany) {
      for (const auto& [name, table] : tables_.tables()) {
        if (table.description.value("DeletionProtectionEnabled", false)) continue;
        WireCall call;
        call.path = name.namespace_name.empty() ? "/" : "/ns/" + name.namespace_name;
        call.target = TargetOf("DeleteTable");
        call.body = Json{{"TableName", name.name}}.dump();
        EXPECT_EQ(session_.Ask(call).status, 200U) << name.name;
      }
    }
    session_.FinishJobs();
    tables_.ReadTables();
    digest_ = tables_.Digest();
  }

  Random random_;
  WireSession session_;
  WatchedTables tables_{session_};
  RequestGenerator generator_{random_, tables_, session_};
  EffectCheck effects_{tables_};
  Agreement agreement_{session_, tables_};
  std::uint64_t digest_ = 0;
  int reads_ = 0;
  int mutated_ = 0;
  int accepted_ = 0;
  std::map<std::string, int> operations_;
};

class MutationTest : public ::testing::TestWithParam<int> {};

TEST_P(MutationTest, NothingButRefusalsAndRightAnswersComesOfHostileRequests) {
  const std::uint64_t given = NumberFromEnvironment("TABLEROCK_MUTATION_SEED", kSeed);
  const auto requests = static_cast<int>(NumberFromEnvironment("TABLEROCK_MUTATION_REQUESTS", kRequestsOfAPart));
  SCOPED_TRACE("TABLEROCK_MUTATION_SEED=" + std::to_string(given));
  HostileClient client(given * kParts + static_cast<std::uint64_t>(GetParam()));
  for (int i = 1; client.mutated() < requests; ++i) {
    std::string problem = client.Step();
    if (problem.empty() && i % kRequestsBetweenAgreements == 0) problem = client.CheckAgreement();
    ASSERT_TRUE(problem.empty()) << "request " << i << ": " << problem;
  }
  const std::string problem = client.CheckAgreement();
  ASSERT_TRUE(problem.empty()) << problem;
  for (const InputShape* shape : InputShapes()) {
    EXPECT_TRUE(client.operations().contains(std::string(shape->operation)) ||
                requests < kRequestsThatMeetAllOperations)
        << shape->operation << " was never asked";
  }
  std::printf("%d mutated requests, %d accepted\n", client.mutated(), client.accepted());
  EXPECT_GE(client.accepted(), static_cast<int>(client.mutated() * kAcceptedShareMin));
}

INSTANTIATE_TEST_SUITE_P(Part, MutationTest, ::testing::Range(0, kParts));

}  // namespace
}  // namespace tablerock

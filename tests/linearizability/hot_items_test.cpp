// Several clients work on the same few items at the same time; what they were answered has to be what one after the
// other could have been answered, in an order that keeps to the times.
#include <gtest/gtest.h>

#include <algorithm>
#include <latch>
#include <memory>
#include <ostream>
#include <random>
#include <thread>
#include <vector>

#include "linearizability/linearization.h"
#include "linearizability/recording_client.h"
#include "operations/create_table.h"
#include "operations/delete_table.h"
#include "operations/operation_fixture.h"
#include "storage/temporary_directory.h"

namespace tablerock {
namespace {

struct Setting {
  const char* name;
  bool in_memory;
  Durability durability;
  std::size_t operations;  // of each client, in one history
};

void PrintTo(const Setting& setting, std::ostream* out) { *out << setting.name; }

// A history without it would show nothing: conditions that held, conditions that did not, operations at the same time.
bool HasContention(const History& history) {
  std::size_t held = 0;
  std::size_t refused = 0;
  std::size_t overlapping = 0;
  std::int64_t latest_end = 0;
  History by_time = history;
  std::sort(by_time.begin(), by_time.end(),
            [](const auto& left, const auto& right) { return left.invoked_nanos < right.invoked_nanos; });
  for (const RecordedOperation& operation : by_time) {
    if (operation.invoked_nanos < latest_end) ++overlapping;
    latest_end = std::max(latest_end, operation.completed_nanos);
    for (const ItemAction& action : operation.actions) {
      if (action.required) ++(action.held ? held : refused);
    }
  }
  return held > 0 && refused > 0 && overlapping > 0;
}

class HotItemsTest : public ::testing::TestWithParam<Setting> {
 protected:
  HotItemsTest() {
    DatabaseOptions options;
    options.in_memory = GetParam().in_memory;
    options.durability = GetParam().durability;
    options.data_directory = directory_.path() + "/data";
    auto database = Database::Open(options, clock_, log_);
    if (!database) throw std::runtime_error(database.error().cause());
    database_ = std::move(*database);
  }

  static constexpr std::size_t kClients = 4;
  static constexpr std::size_t kItems = 3;

  // All clients at once, and one more behind them that sees what they have left.
  History RecordHistory(std::uint64_t seed) {
    std::vector<std::unique_ptr<RecordingClient>> clients;
    clients.reserve(kClients + 1);
    for (std::size_t i = 0; i <= kClients; ++i) {
      clients.push_back(std::make_unique<RecordingClient>(*database_, i, kItems, seed + i));
    }
    std::latch start(kClients);
    std::vector<std::thread> threads;
    threads.reserve(kClients);
    for (std::size_t i = 0; i < kClients; ++i) {
      threads.emplace_back([&, i] {
        start.arrive_and_wait();
        for (std::size_t done = 0; done < GetParam().operations; ++done) clients[i]->DoOne();
      });
    }
    for (std::thread& thread : threads) thread.join();
    clients[kClients]->ReadAll();
    History history;
    for (const auto& client : clients) {
      history.insert(history.end(), client->history().begin(), client->history().end());
    }
    return history;
  }

  TemporaryDirectory directory_;
  Log log_{LogLevel::kError};
  Clock clock_;
  RequestContext context_;
  std::unique_ptr<Database> database_;
};

TEST_P(HotItemsTest, AnswersHaveAnOrder) {
  const std::uint64_t seed = std::random_device()();
  constexpr std::uint64_t kRounds = 5;
  for (std::uint64_t round = 0; round < kRounds; ++round) {
    SCOPED_TRACE("seed " + std::to_string(seed) + ", round " + std::to_string(round));
    CreateTableInput table = TableOf(kHotTable, "pk:S");
    // An index and a stream, so that writes go all of their way.
    AddGlobalIndex(table, "by-value", "v:N");
    table.stream_specification = StreamSpecificationInput{true, "NEW_AND_OLD_IMAGES"};
    ASSERT_TRUE(CreateTable(*database_, context_, table));
    const History history = RecordHistory(seed + round * 100);
    EXPECT_TRUE(HasContention(history));
    const Linearization found = Linearize(history, kItems);
    ASSERT_EQ(found.verdict, Verdict::kLinearizable) << found.explanation << "after " << found.visited;
    DeleteTableInput deletion;
    deletion.table_name = kHotTable;
    ASSERT_TRUE(DeleteTable(*database_, context_, deletion));
  }
}

INSTANTIATE_TEST_SUITE_P(Settings, HotItemsTest,
                         ::testing::Values(Setting{"InMemory", true, Durability::kProcess, 400},
                                           Setting{"OnDisk", false, Durability::kProcess, 400},
                                           Setting{"OnDiskSynced", false, Durability::kPower, 60}),
                         [](const auto& setting) { return setting.param.name; });

}  // namespace
}  // namespace tablerock

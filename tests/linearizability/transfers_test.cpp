// Counters lose no increment, and transfers keep the sum, however many come at once.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <latch>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "model/number.h"
#include "operations/operation_fixture.h"
#include "operations/transact_get_items.h"
#include "operations/transact_write_items.h"
#include "operations/update_item.h"

namespace tablerock {
namespace {

std::int64_t IntegerOf(const std::optional<Item>& item, std::string_view name) {
  std::int64_t value = -1;
  const auto attribute = item ? item->Find(name) : std::nullopt;
  if (!attribute || !Number::FromCanonical(attribute->text()).ToInt64(value)) ADD_FAILURE() << "no " << name;
  return value;
}

// Runs `work(i)` on `count` threads that begin together.
void RunTogether(std::size_t count, const std::function<void(std::size_t)>& work) {
  std::latch start(static_cast<std::ptrdiff_t>(count));
  std::vector<std::thread> threads;
  threads.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    threads.emplace_back([&, i] {
      start.arrive_and_wait();
      work(i);
    });
  }
  for (std::thread& thread : threads) thread.join();
}

class TransfersTest : public OperationTest {
 protected:
  void SetUp() override { CreateTableWithKeys("ttt", "pk:S"); }

  static std::string AccountKey(std::size_t account) { return R"({"pk":{"S":")" + std::to_string(account) + R"("}})"; }
  static TransactWriteInput Booking(std::size_t account, std::int64_t amount) {
    TransactWriteInput update;
    update.kind = TransactWriteKind::kUpdate;
    update.table_name = "ttt";
    update.item_or_key = InputOf(AccountKey(account));
    update.update_expression = "ADD balance :amount";
    const std::string value = R"(":amount":{"N":")" + std::to_string(amount) + R"("})";
    if (amount < 0) {
      update.condition_expression = "balance >= :needed";
      update.attributes = AttributesOf({}, "{" + value + R"(,":needed":{"N":")" + std::to_string(-amount) + R"("}})");
    } else {
      update.attributes = AttributesOf({}, "{" + value + "}");
    }
    return update;
  }
  // All balances at one moment.
  std::vector<std::int64_t> Balances(std::size_t accounts) {
    TransactGetItemsInput input;
    input.gets.reserve(accounts);
    for (std::size_t account = 0; account < accounts; ++account) {
      input.gets.push_back({"ttt", InputOf(AccountKey(account)), std::nullopt, {}});
    }
    const auto output = TransactGetItems(*database_, context_, input);
    std::vector<std::int64_t> balances;
    if (!output) {
      ADD_FAILURE() << output.error().classic();
      return balances;
    }
    balances.reserve(accounts);
    for (const auto& item : output->responses) balances.push_back(IntegerOf(item, "balance"));
    return balances;
  }
};

TEST_F(TransfersTest, CountersLoseNoIncrement) {
  constexpr std::size_t kThreads = 8;
  constexpr std::size_t kIncrements = 250;
  std::vector<std::vector<std::int64_t>> told(kThreads);
  RunTogether(kThreads, [&](std::size_t thread) {
    UpdateItemInput input;
    input.table_name = "ttt";
    input.key = InputOf(R"({"pk":{"S":"counter"}})");
    input.attributes = AttributesOf({}, R"({":one":{"N":"1"}})");
    input.update_expression = thread % 2 == 0 ? "ADD n :one" : "SET n = if_not_exists(n, :zero) + :one";
    if (thread % 2 == 1) input.attributes = AttributesOf({}, R"({":one":{"N":"1"},":zero":{"N":"0"}})");
    input.return_values = ReturnValues::kUpdatedNew;
    for (std::size_t i = 0; i < kIncrements; ++i) {
      const auto output = UpdateItem(*database_, context_, input);
      ASSERT_TRUE(output) << output.error().classic();
      told[thread].push_back(IntegerOf(output->attributes, "n"));
    }
  });
  EXPECT_EQ(Get("ttt", R"({"pk":{"S":"counter"}})"), R"({"n":{"N":"2000"},"pk":{"S":"counter"}})");
  // Each increment was told another value, and each thread rising ones.
  std::vector<std::int64_t> all;
  for (const auto& values : told) {
    EXPECT_TRUE(std::is_sorted(values.begin(), values.end()));
    all.insert(all.end(), values.begin(), values.end());
  }
  std::sort(all.begin(), all.end());
  ASSERT_EQ(all.size(), kThreads * kIncrements);
  for (std::size_t i = 0; i < all.size(); ++i) ASSERT_EQ(all[i], static_cast<std::int64_t>(i + 1));
}

TEST_F(TransfersTest, AHundredTransfersAtOnceKeepTheSum) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  constexpr std::size_t kTransfers = 100;  // at once, each with some more behind it
  constexpr std::size_t kRounds = 5;
  constexpr std::size_t kAccounts = 5;
  constexpr std::int64_t kBalance = 20;
  for (std::size_t account = 0; account < kAccounts; ++account) {
    Put("ttt", R"({"balance":{"N":"20"},"pk":{"S":")" + std::to_string(account) + R"("}})");
  }
  std::atomic<std::size_t> left{kTransfers};
  std::atomic<std::size_t> done{0};
  std::atomic<std::size_t> refused{0};
  constexpr std::size_t kReaders = 2;
  RunTogether(kTransfers + kReaders, [&](std::size_t thread) {
    if (thread >= kTransfers) {
      do {
        std::int64_t sum = 0;
        for (const std::int64_t balance : Balances(kAccounts)) {
          EXPECT_GE(balance, 0);
          sum += balance;
        }
        EXPECT_EQ(sum, kBalance * static_cast<std::int64_t>(kAccounts));
      } while (left > 0);
      return;
    }
    std::mt19937 random(seed + static_cast<unsigned>(thread));
    for (std::size_t round = 0; round < kRounds; ++round) {
      const std::size_t from = random() % kAccounts;
      const std::size_t to = (from + 1 + random() % (kAccounts - 1)) % kAccounts;
      const auto amount = static_cast<std::int64_t>(1 + random() % 9);
      TransactWriteItemsInput input;
      input.writes = {Booking(to, amount), Booking(from, -amount)};
      const auto output = TransactWriteItems(*database_, context_, input);
      if (output) {
        ++done;
      } else {
        EXPECT_EQ(output.error().type(), ErrorType::kTransactionCanceled) << output.error().classic();
        ++refused;
      }
    }
    --left;
  });
  EXPECT_EQ(done + refused, kTransfers * kRounds);
  EXPECT_GT(done, 0U);
  std::int64_t sum = 0;
  for (const std::int64_t balance : Balances(kAccounts)) sum += balance;
  EXPECT_EQ(sum, kBalance * static_cast<std::int64_t>(kAccounts));
}

}  // namespace
}  // namespace tablerock

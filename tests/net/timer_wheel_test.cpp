#include "net/timer_wheel.h"

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <random>
#include <vector>

namespace tablerock {
namespace {

using std::chrono::milliseconds;

class Waiting final : public TimerWheel::Entry {
 public:
  explicit Waiting(std::function<void()> then = {}) : then_(std::move(then)) {}
  bool over() const { return over_; }
  SteadyClock::time_point when() const { return when_; }

 private:
  void OnTimeOut() override {
    over_ = true;
    when_ = SteadyClock::now();
    if (then_) then_();
  }
  std::function<void()> then_;
  bool over_ = false;
  SteadyClock::time_point when_;
};

class TimerWheelTest : public ::testing::Test {
 protected:
  // Runs until nothing waits any more, which is also when the wheel stops to tick.
  void Run() { context_.run(); }

  boost::asio::io_context context_;
  TimerWheel wheel_{context_, milliseconds(2)};
};

TEST_F(TimerWheelTest, NeverComesEarly) {
  const unsigned seed = std::random_device()();
  std::mt19937 random(seed);
  std::vector<std::unique_ptr<Waiting>> entries;
  std::vector<milliseconds> times;
  const auto began = SteadyClock::now();
  for (int i = 0; i < 500; ++i) {
    entries.push_back(std::make_unique<Waiting>());
    times.emplace_back(std::uniform_int_distribution<int>(0, 700)(random));  // more than one round of the wheel
    wheel_.Set(*entries.back(), times.back());
  }
  Run();
  for (std::size_t i = 0; i < entries.size(); ++i) {
    ASSERT_TRUE(entries[i]->over()) << "seed " << seed;
    EXPECT_GE(entries[i]->when() - began, times[i]) << "seed " << seed;
  }
}

TEST_F(TimerWheelTest, ComesInTheOrderOfTheTimes) {
  std::vector<int> order;
  Waiting third([&] { order.push_back(3); });
  Waiting first([&] { order.push_back(1); });
  Waiting second([&] { order.push_back(2); });
  wheel_.Set(third, milliseconds(90));
  wheel_.Set(first, milliseconds(10));
  wheel_.Set(second, milliseconds(50));
  Run();
  EXPECT_EQ(order, (std::vector<int>{1, 2, 3}));
}

TEST_F(TimerWheelTest, ASecondTimeReplacesTheFirst) {
  Waiting later;
  Waiting sooner;
  const auto began = SteadyClock::now();
  wheel_.Set(later, milliseconds(10));
  wheel_.Set(later, milliseconds(60));
  wheel_.Set(sooner, milliseconds(60'000));
  wheel_.Set(sooner, milliseconds(10));
  Run();
  EXPECT_GE(later.when() - began, milliseconds(60));
  EXPECT_LT(sooner.when() - began, milliseconds(30'000));
}

TEST_F(TimerWheelTest, WhatIsCancelledOrGoneDoesNotCome) {
  Waiting cancelled;
  auto gone = std::make_unique<Waiting>();
  Waiting stays;
  wheel_.Set(cancelled, milliseconds(10));
  wheel_.Set(*gone, milliseconds(10));
  wheel_.Set(stays, milliseconds(30));
  wheel_.Cancel(cancelled);
  gone.reset();
  Run();
  EXPECT_FALSE(cancelled.over());
  EXPECT_TRUE(stays.over());
}

TEST_F(TimerWheelTest, AnEntryMayEndAnotherOrWaitAgainInItsTime) {
  auto other = std::make_unique<Waiting>();
  int times = 0;
  Waiting* again = nullptr;
  Waiting entry([&] {
    other.reset();
    if (++times < 3) wheel_.Set(*again, milliseconds(0));
  });
  again = &entry;
  wheel_.Set(entry, milliseconds(10));
  wheel_.Set(*other, milliseconds(10));
  Run();
  EXPECT_EQ(times, 3);
}

}  // namespace
}  // namespace tablerock

// Random: seeded choices.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <span>

namespace tablerock {

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  // 0 … count - 1
  std::size_t Pick(std::size_t count) { return std::uniform_int_distribution<std::size_t>(0, count - 1)(engine_); }
  bool Chance(std::size_t percent) { return Pick(100) < percent; }
  template <typename Container>
  const auto& OneOf(const Container& container) {
    return container[Pick(std::size(container))];
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace tablerock

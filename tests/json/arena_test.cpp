#include "json/arena.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

namespace tablerock {
namespace {

TEST(ArenaTest, GivesAlignedZeroedArraysThatDoNotOverlap) {
  Arena arena;
  std::vector<std::span<std::uint64_t>> arrays;
  for (std::size_t i = 0; i < 200; ++i) {
    arena.Allocate(1, 1);  // puts the next one out of step
    const auto array = arena.NewArray<std::uint64_t>(i);
    ASSERT_EQ(array.size(), i);
    ASSERT_EQ(reinterpret_cast<std::uintptr_t>(array.data()) % alignof(std::uint64_t), 0U);
    for (std::uint64_t& value : array) {
      ASSERT_EQ(value, 0U);
      value = i;
    }
    arrays.push_back(array);
  }
  for (std::size_t i = 0; i < arrays.size(); ++i) {
    for (const std::uint64_t value : arrays[i]) ASSERT_EQ(value, i);
  }
}

TEST(ArenaTest, KeepsCopiesOfTextsOfAnySize) {
  Arena arena;
  std::vector<std::string> texts;
  std::vector<std::string_view> copies;
  for (std::size_t size = 0; size < 100'000; size = size * 3 / 2 + 1)
    texts.emplace_back(size, static_cast<char>('a' + size % 26));
  for (const std::string& text : texts) copies.push_back(arena.Copy(text));
  for (std::size_t i = 0; i < texts.size(); ++i) EXPECT_EQ(copies[i], texts[i]);
}

}  // namespace
}  // namespace tablerock

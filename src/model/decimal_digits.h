// The decimal digits of an unsigned 128-bit integer: powers of ten, counting, writing. What number*.cpp share.
#pragma once

#include <array>
#include <bit>
#include <charconv>
#include <cstddef>
#include <cstdint>

namespace tablerock::decimal {

__extension__ using Uint128 = unsigned __int128;

inline constexpr std::array<Uint128, 39> kPowersOfTen = [] {
  std::array<Uint128, 39> powers{};
  powers[0] = 1;
  for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}();

// 1 for 0 to 9, 2 for 10 to 99 …
inline int CountDigits(Uint128 value) {
  const auto high = static_cast<std::uint64_t>(value >> 64);
  const int bits =
      high != 0 ? 128 - std::countl_zero(high) : 64 - std::countl_zero(static_cast<std::uint64_t>(value) | 1U);
  const int guess = bits * 1233 >> 12;  // ⌊bits × log10 2⌋
  return guess + (guess < 39 && value >= kPowersOfTen[static_cast<std::size_t>(guess)] ? 1 : 0) + (value == 0 ? 1 : 0);
}

// Writes the digits to `out`, which has room for 39, and returns how many they are.
inline std::size_t WriteDigits(Uint128 value, char* out) {
  constexpr std::uint64_t kChunk = 10'000'000'000'000'000'000U;  // 10^19, the largest power of ten in 64 bits
  constexpr int kChunkDigits = 19;
  if (value >> 64 == 0) {
    return static_cast<std::size_t>(std::to_chars(out, out + 20, static_cast<std::uint64_t>(value)).ptr - out);
  }
  const std::size_t before = WriteDigits(value / kChunk, out);
  auto low = static_cast<std::uint64_t>(value % kChunk);
  for (int i = kChunkDigits; i-- > 0; low /= 10)
    out[before + static_cast<std::size_t>(i)] = static_cast<char>('0' + low % 10);
  return before + kChunkDigits;
}

}  // namespace tablerock::decimal

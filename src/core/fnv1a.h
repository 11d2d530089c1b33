// FNV-1a in 64 bits, for what has to be the same in every version of the program: positions and ids that are kept. Not
// for hash tables, nor against people who look for collisions.
#pragma once

#include <cstdint>
#include <string_view>

namespace tablerock {

inline constexpr std::uint64_t kFnv1aBegin = 0xCBF29CE484222325ULL;
inline constexpr std::uint64_t kFnv1aPrime = 0x100000001B3ULL;

// Goes on from `hash`, which may also be a beginning of one's own.
constexpr std::uint64_t Fnv1a(std::string_view bytes, std::uint64_t hash = kFnv1aBegin) {
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * kFnv1aPrime;
  return hash;
}

}  // namespace tablerock

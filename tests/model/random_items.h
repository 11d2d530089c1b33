// Random numbers and items for tests of properties. The seed is printed where a test makes its engine.
#pragma once

#include <cstdint>
#include <iostream>
#include <random>
#include <string>

#include "model/item_builder.h"
#include "model/number.h"

namespace tablerock {

using RandomEngine = std::mt19937_64;

// A new seed each run, or TABLEROCK_SEED.
RandomEngine MakeRandomEngine();

// Below `bound`.
inline std::size_t Below(RandomEngine& random, std::size_t bound) { return static_cast<std::size_t>(random() % bound); }

// All lengths, signs and exponents that are legal, with equal and near numbers often enough to matter.
Number RandomNumber(RandomEngine& random);
// Bytes of a small alphabet that contains 00 and FF, so that prefixes and escapes are met.
std::string RandomBytes(RandomEngine& random, std::size_t size_max);
// Writes a random value; at depth 0 no container.
void WriteRandomValue(RandomEngine& random, ItemBuilder& builder, int depth);
// Names in any order, some twice.
Item RandomItem(RandomEngine& random);

}  // namespace tablerock

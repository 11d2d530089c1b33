#include "random_items.h"

#include <cstdlib>
#include <set>
#include <vector>

namespace tablerock {

RandomEngine MakeRandomEngine() {
  const char* given = std::getenv("TABLEROCK_SEED");
  const std::uint64_t seed = given != nullptr ? std::strtoull(given, nullptr, 10) : std::random_device{}();
  std::cout << "TABLEROCK_SEED=" << seed << "\n";
  return RandomEngine(seed);
}

Number RandomNumber(RandomEngine& random) {
  std::string text = Below(random, 2) == 0 ? "-" : "";
  const std::size_t digits = Below(random, 3) == 0 ? 1 + Below(random, 38) : 1 + Below(random, 3);
  for (std::size_t i = 0; i < digits; ++i)
    text += static_cast<char>('0' + (Below(random, 4) == 0 ? 0 : Below(random, 10)));
  const int exponent = Below(random, 3) == 0 ? static_cast<int>(Below(random, 256 - digits)) - 130
                                             : static_cast<int>(Below(random, 6)) - 3;
  text += 'e';
  text += std::to_string(exponent);
  const auto number = Number::Parse(text);
  return number ? *number : Number();  // a leading zero may have made it too small
}

std::string RandomBytes(RandomEngine& random, std::size_t size_max) {
  constexpr char kAlphabet[] = {'\x00', '\x01', 'a', 'b', '\x7f', '\xfe', '\xff'};
  std::string bytes(Below(random, size_max + 1), '\0');
  for (char& byte : bytes) byte = kAlphabet[Below(random, sizeof kAlphabet)];
  return bytes;
}

namespace {

void WriteRandomSet(RandomEngine& random, ItemBuilder& builder) {
  const auto type = static_cast<AttributeType>(9 + Below(random, 3));
  std::set<std::string> members;
  const std::size_t count = 1 + Below(random, 5);
  while (members.size() < count) {
    members.insert(type == AttributeType::kNumberSet ? RandomNumber(random).text() : RandomBytes(random, 4));
  }
  if (!builder.Set(type, {members.begin(), members.end()})) std::abort();
}

}  // namespace

void WriteRandomValue(RandomEngine& random, ItemBuilder& builder, int depth) {
  const std::size_t count = Below(random, 5);
  switch (Below(random, depth > 0 ? 8 : 6)) {
    case 0:
      return builder.String(RandomBytes(random, Below(random, 20) == 0 ? 300 : 10));
    case 1:
      return builder.Number(RandomNumber(random).text());
    case 2:
      return builder.Binary(RandomBytes(random, 10));
    case 3:
      return builder.Bool(Below(random, 2) == 0);
    case 4:
      return builder.Null();
    case 5:
      return WriteRandomSet(random, builder);
    case 6:
      builder.BeginList();
      for (std::size_t i = 0; i < count; ++i) WriteRandomValue(random, builder, depth - 1);
      return builder.EndList();
    default:
      builder.BeginMap();
      for (std::size_t i = 0; i < count; ++i) {
        builder.Name(RandomBytes(random, 3));
        WriteRandomValue(random, builder, depth - 1);
      }
      return builder.EndMap();
  }
}

Item RandomItem(RandomEngine& random) {
  ItemBuilder builder;
  for (std::size_t i = Below(random, 8); i-- > 0;) {
    builder.Name(RandomBytes(random, 3));
    WriteRandomValue(random, builder, 4);
  }
  return builder.TakeItem();
}

}  // namespace tablerock

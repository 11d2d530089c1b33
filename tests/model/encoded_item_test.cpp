// CheckEncodedItem on bytes that no builder wrote.
#include <gtest/gtest.h>

#include "model/item.h"
#include "random_items.h"

namespace tablerock {
namespace {

// Writes `value` again, part by part.
void Rebuild(AttributeValueView value, ItemBuilder& builder) {
  switch (value.type()) {
    case AttributeType::kList:
      builder.BeginList();
      for (const AttributeValueView element : value.elements()) Rebuild(element, builder);
      return builder.EndList();
    case AttributeType::kMap:
      builder.BeginMap();
      for (const AttributeView entry : value.attributes()) {
        builder.Name(entry.name);
        Rebuild(entry.value, builder);
      }
      return builder.EndMap();
    case AttributeType::kStringSet:
    case AttributeType::kNumberSet:
    case AttributeType::kBinarySet: {
      const SetView members = value.members();
      ASSERT_TRUE(builder.Set(value.type(), {members.begin(), members.end()}));
      return;
    }
    default:
      builder.Value(value);
  }
}

Item Rebuilt(ItemView item) {
  ItemBuilder builder;
  for (const AttributeView attribute : item.attributes()) {
    builder.Name(attribute.name);
    Rebuild(attribute.value, builder);
  }
  return builder.TakeItem();
}

TEST(EncodedItemTest, AcceptsOnlyTheOneEncodingOfAnItem) {
  auto random = MakeRandomEngine();
  int accepted = 0;
  for (int i = 0; i < 30'000; ++i) {
    std::string bytes = RandomItem(random).bytes();
    for (std::size_t changes = Below(random, 3); changes-- > 0;) {
      switch (Below(random, 3)) {
        case 0:
          bytes[Below(random, bytes.size())] = static_cast<char>(Below(random, 12));
          break;
        case 1:
          bytes.insert(Below(random, bytes.size()), 1, static_cast<char>(random()));
          break;
        default:
          bytes.erase(Below(random, bytes.size()), 1 + Below(random, 3));
          break;
      }
    }
    // A buffer of exactly this size, so that a sanitizer sees a read past it.
    const std::vector<char> exact(bytes.begin(), bytes.end());
    if (!CheckEncodedItem({exact.data(), exact.size()})) continue;
    ++accepted;
    ASSERT_EQ(Rebuilt(ItemView(bytes)).bytes(), bytes);
  }
  EXPECT_GT(accepted, 3'000);
}

struct Refused {
  const char* description;
  std::string bytes;
};

// 'S' stands for the tag of S and so on; the item's version and size come first.
std::string Encoded(char size, std::string_view entries) {
  return std::string{kItemEncodingVersion, size, 0, 0, 0} + std::string(entries);
}

TEST(EncodedItemTest, RefusesWhatIsNotCanonical) {
  using namespace std::string_literals;
  EXPECT_TRUE(CheckEncodedItem(Item().bytes()));
  EXPECT_TRUE(CheckEncodedItem(Encoded(2,
                                       "\x01"s
                                       "a\x01\x01x"s)));
  const Refused kRefused[] = {
      {"no bytes", ""},
      {"half a header", std::string{kItemEncodingVersion, 0, 0}},
      {"another version", std::string{2, 0, 0, 0, 0}},
      {"another size", Encoded(3,
                               "\x01"s
                               "a\x01\x01x"s)},
      {"a name without a value", Encoded(1,
                                         "\x01"s
                                         "a"s)},
      {"a name past the end", Encoded(1,
                                      "\x05"s
                                      "a\x06"s)},
      {"a value past the end", Encoded(2,
                                       "\x01"s
                                       "a\x01\x02x"s)},
      {"tag 0", Encoded(2,
                        "\x01"s
                        "a\x00"s)},
      {"a tag that is none", Encoded(2,
                                     "\x01"s
                                     "a\x0c"s)},
      {"a length in more bytes than it needs", Encoded(2,
                                                       "\x01"s
                                                       "a\x01\x81\x00x"s)},
      {"a length without an end", Encoded(2,
                                          "\x01"s
                                          "a\x01\xff\xff\xff\xff\xff\xff\xff"s)},
      {"names out of order", Encoded(4,
                                     "\x01"s
                                     "b\x06\x01"s
                                     "a\x06"s)},
      {"a name twice", Encoded(4,
                               "\x01"s
                               "a\x06\x01"s
                               "a\x06"s)},
      {"a number that is none", Encoded(3,
                                        "\x01"s
                                        "a\x02\x01x"s)},
      {"a number not canonical", Encoded(3,
                                         "\x01"s
                                         "a\x02\x02"s
                                         "01"s)},
      {"a list past the end", Encoded(4,
                                      "\x01"s
                                      "a\x07\x01\x00\x00\x00"s)},
      {"a list that ends inside an element", Encoded(6,
                                                     "\x01"s
                                                     "a\x07\x02\x00\x00\x00\x01\x01x"s)},
      {"an empty set", Encoded(1,
                               "\x01"s
                               "a\x09\x00\x00\x00\x00"s)},
      {"a set out of order", Encoded(3,
                                     "\x01"s
                                     "a\x09\x04\x00\x00\x00\x01y\x01x"s)},
      {"a set with equal members", Encoded(3,
                                           "\x01"s
                                           "a\x09\x04\x00\x00\x00\x01x\x01x"s)},
      {"a number set in the order of text", Encoded(5,
                                                    "\x01"s
                                                    "a\x0a\x05\x00\x00\x00\x02"s
                                                    "10\x01"s
                                                    "9"s)},
  };
  for (const Refused& refused : kRefused) EXPECT_FALSE(CheckEncodedItem(refused.bytes)) << refused.description;
}

TEST(EncodedItemTest, RefusesBottomlessNesting) {
  std::string value(1, '\x06');
  for (int depth = 0; depth < 100'000; ++depth) {
    std::string list(5, '\x07');
    const auto length = static_cast<std::uint32_t>(value.size());
    std::memcpy(list.data() + 1, &length, sizeof length);
    value = list + value;
    if (value.size() > 20'000) break;
  }
  EXPECT_FALSE(CheckEncodedItem(Encoded(0,
                                        "\x01"
                                        "a" +
                                            value)));
}

}  // namespace
}  // namespace tablerock

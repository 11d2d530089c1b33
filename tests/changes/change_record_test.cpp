#include "changes/change_record.h"

#include <gtest/gtest.h>

#include <random>

#include "model/item_builder.h"

namespace tablerock {
namespace {

Item MakeItem(std::string_view name, std::string_view text) {
  ItemBuilder builder;
  builder.Name(name);
  builder.String(text);
  return builder.TakeItem();
}

TEST(ChangeRecordTest, ReadsBackWhatItWrote) {
  const Item keys = MakeItem("pk", "a");
  const Item next = MakeItem("pk", "b");
  ChangeRecord record;
  record.event = ChangeEvent::kRemove;
  record.origin = ChangeOrigin::kExpiry;
  record.creation_time = 1'790'000'000'123;
  record.keys = keys;
  record.new_image = next;
  std::string bytes;
  AppendRecordBytes(bytes, record);
  const auto read = ReadRecordBytes(bytes);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->event, ChangeEvent::kRemove);
  EXPECT_EQ(read->origin, ChangeOrigin::kExpiry);
  EXPECT_EQ(read->creation_time, 1'790'000'000'123);
  EXPECT_EQ(read->keys, keys.view());
  EXPECT_TRUE(read->old_image.empty());
  EXPECT_EQ(read->new_image, next.view());
}

// FORMAT.md draws the layout; this is its example.
TEST(ChangeRecordTest, HasTheLayoutThatTheFormatDescribes) {
  const Item keys = MakeItem("k", "v");
  ChangeRecord record;
  record.event = ChangeEvent::kInsert;
  record.creation_time = 1;
  record.keys = keys;
  std::string bytes;
  AppendRecordBytes(bytes, record);
  std::string expected("\x01\x01\x00\x01\x00\x00\x00\x00\x00\x00\x00", 11);
  expected += std::string("\x0a\x00\x00\x00", 4) + std::string("\x01\x02\x00\x00\x00\x01k\x01\x01v", 10);
  expected += std::string(8, '\0');
  EXPECT_EQ(bytes, expected);
}

TEST(ChangeRecordTest, RefusesBytesThatAreNoRecord) {
  const Item keys = MakeItem("pk", "a");
  ChangeRecord record;
  record.keys = keys;
  std::string bytes;
  AppendRecordBytes(bytes, record);
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    EXPECT_FALSE(ReadRecordBytes(std::string_view(bytes).substr(0, length))) << length;
  }
  EXPECT_FALSE(ReadRecordBytes(bytes + "x"));
  bytes[0] = 2;  // a version that is not known
  EXPECT_FALSE(ReadRecordBytes(bytes));
}

TEST(ChangeRecordTest, SurvivesRandomBytes) {
  const auto seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  for (int i = 0; i < 20'000; ++i) {
    std::string bytes(random() % 64, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    if (!bytes.empty()) bytes[0] = 1;
    (void)ReadRecordBytes(bytes);
  }
}

}  // namespace
}  // namespace tablerock

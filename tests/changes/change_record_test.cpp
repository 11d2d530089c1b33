#include "changes/change_record.h"

#include <gtest/gtest.h>

#include <optional>
#include <random>

#include "model/item_builder.h"
#include "storage_codec/format_examples.h"

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

TEST(ChangeRecordTest, HasTheLayoutThatTheFormatsExamplesShow) {
  const auto examples = ReadFormatExamples("change-record");
  ASSERT_FALSE(examples.empty());
  for (const FormatExample& example : examples) {
    SCOPED_TRACE(example.description);
    const auto& input = example.input;
    const auto item_at = [&](const char* name) {
      return input.contains(name) ? std::optional<Item>(ItemOfJson(input.at(name))) : std::nullopt;
    };
    const auto keys = item_at("keys");
    const auto old_image = item_at("old_image");
    const auto new_image = item_at("new_image");
    ChangeRecord record;
    record.event = input.at("event") == "INSERT"   ? ChangeEvent::kInsert
                   : input.at("event") == "MODIFY" ? ChangeEvent::kModify
                                                   : ChangeEvent::kRemove;
    record.origin = input.at("origin") == "expiry" ? ChangeOrigin::kExpiry : ChangeOrigin::kUser;
    record.creation_time = input.at("creation_time").get<UnixMillis>();
    record.keys = *keys;
    if (old_image) record.old_image = *old_image;
    if (new_image) record.new_image = *new_image;
    std::string bytes;
    AppendRecordBytes(bytes, record);
    EXPECT_EQ(ToHex(bytes), ToHex(example.bytes));
  }
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

#include "model/table_description.h"

#include <gtest/gtest.h>

namespace tablerock {
namespace {

TEST(TableDescriptionTest, NamesItsSettingsAsTheServiceDoes) {
  EXPECT_EQ(NameOf(TableStatus::kActive), "ACTIVE");
  EXPECT_EQ(NameOf(IndexStatus::kCreating), "CREATING");
  EXPECT_EQ(NameOf(BillingMode::kPayPerRequest), "PAY_PER_REQUEST");
  EXPECT_EQ(NameOf(ProjectionType::kKeysOnly), "KEYS_ONLY");
  EXPECT_EQ(NameOf(TableClass::kStandardInfrequentAccess), "STANDARD_INFREQUENT_ACCESS");
  EXPECT_EQ(NameOf(StreamViewType::kNewAndOldImages), "NEW_AND_OLD_IMAGES");
}

TEST(TableDescriptionTest, ReadsBackTheNamesThatItWrites) {
  for (const auto value :
       {TableStatus::kCreating, TableStatus::kUpdating, TableStatus::kDeleting, TableStatus::kActive}) {
    EXPECT_EQ(ParseTableStatus(NameOf(value)), value);
  }
  for (const auto value :
       {IndexStatus::kCreating, IndexStatus::kUpdating, IndexStatus::kDeleting, IndexStatus::kActive}) {
    EXPECT_EQ(ParseIndexStatus(NameOf(value)), value);
  }
  for (const auto value : {BillingMode::kProvisioned, BillingMode::kPayPerRequest}) {
    EXPECT_EQ(ParseBillingMode(NameOf(value)), value);
  }
  for (const auto value : {ProjectionType::kAll, ProjectionType::kKeysOnly, ProjectionType::kInclude}) {
    EXPECT_EQ(ParseProjectionType(NameOf(value)), value);
  }
  for (const auto value : {TableClass::kStandard, TableClass::kStandardInfrequentAccess}) {
    EXPECT_EQ(ParseTableClass(NameOf(value)), value);
  }
  for (const auto value : {StreamViewType::kKeysOnly, StreamViewType::kNewImage, StreamViewType::kOldImage,
                           StreamViewType::kNewAndOldImages}) {
    EXPECT_EQ(ParseStreamViewType(NameOf(value)), value);
  }
}

TEST(TableDescriptionTest, ReadsNoOtherNames) {
  EXPECT_EQ(ParseBillingMode(""), std::nullopt);
  EXPECT_EQ(ParseBillingMode("provisioned"), std::nullopt);
  EXPECT_EQ(ParseStreamViewType("ALL"), std::nullopt);
}

TEST(TableDescriptionTest, FindsAnIndexOfEitherKindByItsName) {
  TableDescription table;
  SecondaryIndex index;
  index.index_id = 1;
  index.name = "by-date";
  table.local_indexes.push_back(index);
  index.index_id = 2;
  index.name = "by-owner";
  table.global_indexes.push_back(index);
  ASSERT_NE(table.FindIndex("by-date"), nullptr);
  EXPECT_EQ(table.FindIndex("by-date")->index_id, 1U);
  ASSERT_NE(table.FindIndex("by-owner"), nullptr);
  EXPECT_EQ(table.FindIndex("by-owner")->index_id, 2U);
  EXPECT_EQ(table.FindIndex("by"), nullptr);
}

}  // namespace
}  // namespace tablerock

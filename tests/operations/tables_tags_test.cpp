// TagResource, UntagResource and ListTagsOfResource.
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "operations/list_tags_of_resource.h"
#include "operations/operation_fixture.h"
#include "operations/tag_resource.h"
#include "operations/untag_resource.h"

namespace tablerock {
namespace {

using Tags = std::vector<std::pair<std::string, std::string>>;

class TagsTest : public OperationTest {
 protected:
  TagsTest() {
    CreateTableInput input = TableOf("tagged", "pk:S");
    input.tags = {{"team", "platform"}};
    Create(input);
  }
  std::string ErrorOfTagging(const std::vector<TagInput>& tags, const std::string& arn = kArn) {
    const auto result = TagResource(*database_, context_, {arn, tags});
    return result ? "" : std::string(TraitsOf(result.error().type()).name) + ": " + result.error().classic();
  }
  Tags List() {
    Tags tags;
    const auto output = ListTagsOfResource(*database_, context_, {kArn, {}});
    EXPECT_TRUE(output) << output.error().classic();
    if (output) {
      for (const TagInput& tag : output->tags) tags.emplace_back(tag.key, tag.value);
    }
    return tags;
  }
  static constexpr const char* kArn = "arn:aws:dynamodb:us-east-1:000000000000:table/tagged";
};

TEST_F(TagsTest, AreAddedReplacedAndRemoved) {
  EXPECT_EQ(ErrorOfTagging({{"env", "test"}, {"team", "data"}}), "");
  EXPECT_EQ(List(), (Tags{{"env", "test"}, {"team", "data"}}));
  EXPECT_TRUE(UntagResource(*database_, context_, {kArn, {"team", "never-there"}}));
  EXPECT_EQ(List(), (Tags{{"env", "test"}}));
}

TEST_F(TagsTest, AllOrNoneAreTaken) {
  EXPECT_EQ(ErrorOfTagging({{"good", "1"}, {"aws:bad", "1"}}),
            "ValidationException: Tag Key cannot be prefixed with aws:, Key: aws:bad");
  std::vector<TagInput> many;
  for (int i = 0; i < 50; ++i) many.push_back({"key-" + std::to_string(i), ""});
  EXPECT_EQ(ErrorOfTagging(many),
            "ValidationException: Number of Tags exceed the current limit for the provided ResourceArn");
  EXPECT_EQ(List(), (Tags{{"team", "platform"}}));
}

TEST_F(TagsTest, SomethingHasToBeGiven) {
  EXPECT_EQ(ErrorOfTagging({}), "ValidationException: Atleast one Tag needs to be provided as Input.");
  const auto untagged = UntagResource(*database_, context_, {kArn, {}});
  ASSERT_FALSE(untagged);
  EXPECT_EQ(untagged.error().classic(), "Atleast one Tag Key needs to be provided as Input.");
}

TEST_F(TagsTest, TheResourceMustBeATableThatThereIs) {
  EXPECT_EQ(ErrorOfTagging({{"a", "b"}}, "not-a-valid-arn"),
            "ValidationException: One or more parameter values were invalid: ARNs must start with 'arn:': "
            "not-a-valid-arn");
  EXPECT_EQ(ErrorOfTagging({{"a", "b"}}, std::string(kArn) + "/index/gsi1"),
            "ValidationException: One or more parameter values were invalid: Invalid resource arn provided, only "
            "table or stream is accepted. Provided resource arn: " +
                std::string(kArn) + "/index/gsi1");
  const auto listed =
      ListTagsOfResource(*database_, context_, {"arn:aws:dynamodb:us-east-1:000000000000:table/missing", {}});
  ASSERT_FALSE(listed);
  EXPECT_EQ(listed.error().type(), ErrorType::kAccessDenied);
}

}  // namespace
}  // namespace tablerock

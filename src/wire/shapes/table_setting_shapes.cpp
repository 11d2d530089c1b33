// Inputs of the operations on what a table has beside its items: time to live, tags, resource policies, recovery,
// Contributor Insights, Kinesis.
#include "wire/shapes/input_shapes.h"
#include "wire/shapes/shared_shapes.h"

namespace tablerock {
namespace {

constexpr Shape kTimeToLiveAttributeName = TextOf(1, 255);

constexpr Member kTimeToLiveSpecificationMembers[] = {
    {"Enabled", kBoolean, kRequired},
    {"AttributeName", kTimeToLiveAttributeName, kRequired},
};
constexpr Shape kTimeToLiveSpecification = StructureOf("TimeToLiveSpecification", kTimeToLiveSpecificationMembers);

constexpr Member kUpdateTimeToLiveMembers[] = {
    {"TableName", kTableNameOrArn, kRequired, kNamedTableNotes},
    {"TimeToLiveSpecification", kTimeToLiveSpecification, kRequired},
};

constexpr Member kDescribeTimeToLiveMembers[] = {
    {"TableName", kTableNameOrArn, kRequired, kNamedTableNotes},
};

constexpr Shape kResourceArnString = TextOf(1, 1283);

constexpr Member kTagResourceMembers[] = {
    {"ResourceArn", kResourceArnString, kRequired, {.missing = "Invalid TableArn"}},
    {"Tags", kTagList, kRequired},
};

constexpr Shape kTagKeyList = ListOf(kTagKeyString);

constexpr Member kUntagResourceMembers[] = {
    {"ResourceArn", kResourceArnString, kRequired, {.missing = "Invalid TableArn"}},
    {"TagKeys", kTagKeyList, kRequired},
};

constexpr Member kListTagsOfResourceMembers[] = {
    {"ResourceArn", kResourceArnString, kRequired, {.missing = "Invalid TableArn"}},
    {"NextToken", kText},
};

constexpr Shape kPolicyRevisionId = TextOf(1, 255);

constexpr Member kPutResourcePolicyMembers[] = {
    {"ResourceArn", kResourceArnString, kRequired},
    {"Policy", kText, kRequired},
    {"ExpectedRevisionId", kPolicyRevisionId},
    {"ConfirmRemoveSelfResourceAccess", kBoolean},
};

constexpr Member kGetResourcePolicyMembers[] = {
    {"ResourceArn", kResourceArnString, kRequired},
};

constexpr Member kDeleteResourcePolicyMembers[] = {
    {"ResourceArn", kResourceArnString, kRequired},
    {"ExpectedRevisionId", kPolicyRevisionId},
};

constexpr Shape kRecoveryPeriodInDays = IntegerOf(1, 35);

constexpr Member kPointInTimeRecoverySpecificationMembers[] = {
    {"PointInTimeRecoveryEnabled", kBoolean, kRequired},
    {"RecoveryPeriodInDays", kRecoveryPeriodInDays},
};
constexpr Shape kPointInTimeRecoverySpecification =
    StructureOf("PointInTimeRecoverySpecification", kPointInTimeRecoverySpecificationMembers);

constexpr Member kUpdateContinuousBackupsMembers[] = {
    {"TableName", kTableNameOrArn, kRequired, kTableNameNotes},
    {"PointInTimeRecoverySpecification", kPointInTimeRecoverySpecification, kRequired},
};

constexpr Member kDescribeContinuousBackupsMembers[] = {
    {"TableName", kTableNameOrArn, kRequired, kTableNameNotes},
};

constexpr std::string_view kContributorInsightsActionValues[] = {"ENABLE", "DISABLE"};
constexpr Shape kContributorInsightsAction = EnumOf(kContributorInsightsActionValues);

constexpr std::string_view kContributorInsightsModeValues[] = {"ACCESSED_AND_THROTTLED_KEYS", "THROTTLED_KEYS"};
constexpr Shape kContributorInsightsMode = EnumOf(kContributorInsightsModeValues);

constexpr Member kUpdateContributorInsightsMembers[] = {
    {"TableName", kTableNameOrArn, kRequired, kTableNameNotes},
    {"IndexName", kIndexName},
    {"ContributorInsightsAction", kContributorInsightsAction, kRequired},
    {"ContributorInsightsMode", kContributorInsightsMode},
};

constexpr Member kDescribeContributorInsightsMembers[] = {
    {"TableName", kTableNameOrArn, kRequired, kTableNameNotes},
    {"IndexName", kIndexName},
};

constexpr Shape kListContributorInsightsLimit = IntegerOf(kNoLimit, 100);

constexpr Member kListContributorInsightsMembers[] = {
    {"TableName", kTableNameOrArn, kOptional, kTableNameNotes},
    {"NextToken", kText},
    {"MaxResults", kListContributorInsightsLimit},
};

constexpr std::string_view kApproximateCreationDateTimePrecisionValues[] = {"MILLISECOND", "MICROSECOND"};
constexpr Shape kApproximateCreationDateTimePrecision = EnumOf(kApproximateCreationDateTimePrecisionValues);

constexpr Member kEnableKinesisStreamingConfigurationMembers[] = {
    {"ApproximateCreationDateTimePrecision", kApproximateCreationDateTimePrecision},
};
constexpr Shape kEnableKinesisStreamingConfiguration =
    StructureOf("EnableKinesisStreamingConfiguration", kEnableKinesisStreamingConfigurationMembers);

constexpr Member kKinesisStreamingDestinationMembers[] = {
    {"TableName", kTableNameOrArn, kRequired, kTableNameNotes},
    {"StreamArn", kStreamArn, kRequired},
    {"EnableKinesisStreamingConfiguration", kEnableKinesisStreamingConfiguration},
};

constexpr Member kUpdateKinesisStreamingConfigurationMembers[] = {
    {"ApproximateCreationDateTimePrecision", kApproximateCreationDateTimePrecision},
};
constexpr Shape kUpdateKinesisStreamingConfiguration =
    StructureOf("UpdateKinesisStreamingConfiguration", kUpdateKinesisStreamingConfigurationMembers);

constexpr Member kUpdateKinesisStreamingDestinationMembers[] = {
    {"TableName", kTableNameOrArn, kRequired, kTableNameNotes},
    {"StreamArn", kStreamArn, kRequired},
    {"UpdateKinesisStreamingConfiguration", kUpdateKinesisStreamingConfiguration},
};

constexpr Member kDescribeKinesisStreamingDestinationMembers[] = {
    {"TableName", kTableNameOrArn, kRequired, kTableNameNotes},
};

}  // namespace

constinit const InputShape kUpdateTimeToLiveInput{"UpdateTimeToLive",
                                                  StructureOf("UpdateTimeToLiveInput", kUpdateTimeToLiveMembers)};
constinit const InputShape kDescribeTimeToLiveInput{"DescribeTimeToLive",
                                                    StructureOf("DescribeTimeToLiveInput", kDescribeTimeToLiveMembers)};
constinit const InputShape kTagResourceInput{"TagResource", StructureOf("TagResourceInput", kTagResourceMembers)};
constinit const InputShape kUntagResourceInput{"UntagResource",
                                               StructureOf("UntagResourceInput", kUntagResourceMembers)};
constinit const InputShape kListTagsOfResourceInput{"ListTagsOfResource",
                                                    StructureOf("ListTagsOfResourceInput", kListTagsOfResourceMembers)};
constinit const InputShape kPutResourcePolicyInput{"PutResourcePolicy",
                                                   StructureOf("PutResourcePolicyInput", kPutResourcePolicyMembers)};
constinit const InputShape kGetResourcePolicyInput{"GetResourcePolicy",
                                                   StructureOf("GetResourcePolicyInput", kGetResourcePolicyMembers)};
constinit const InputShape kDeleteResourcePolicyInput{
    "DeleteResourcePolicy", StructureOf("DeleteResourcePolicyInput", kDeleteResourcePolicyMembers)};
constinit const InputShape kUpdateContinuousBackupsInput{
    "UpdateContinuousBackups", StructureOf("UpdateContinuousBackupsInput", kUpdateContinuousBackupsMembers)};
constinit const InputShape kDescribeContinuousBackupsInput{
    "DescribeContinuousBackups", StructureOf("DescribeContinuousBackupsInput", kDescribeContinuousBackupsMembers)};
constinit const InputShape kUpdateContributorInsightsInput{
    "UpdateContributorInsights", StructureOf("UpdateContributorInsightsInput", kUpdateContributorInsightsMembers)};
constinit const InputShape kDescribeContributorInsightsInput{
    "DescribeContributorInsights",
    StructureOf("DescribeContributorInsightsInput", kDescribeContributorInsightsMembers)};
constinit const InputShape kListContributorInsightsInput{
    "ListContributorInsights", StructureOf("ListContributorInsightsInput", kListContributorInsightsMembers)};
constinit const InputShape kDisableKinesisStreamingDestinationInput{
    "DisableKinesisStreamingDestination",
    StructureOf("KinesisStreamingDestinationInput", kKinesisStreamingDestinationMembers)};
constinit const InputShape kEnableKinesisStreamingDestinationInput{
    "EnableKinesisStreamingDestination",
    StructureOf("KinesisStreamingDestinationInput", kKinesisStreamingDestinationMembers)};
constinit const InputShape kUpdateKinesisStreamingDestinationInput{
    "UpdateKinesisStreamingDestination",
    StructureOf("UpdateKinesisStreamingDestinationInput", kUpdateKinesisStreamingDestinationMembers)};
constinit const InputShape kDescribeKinesisStreamingDestinationInput{
    "DescribeKinesisStreamingDestination",
    StructureOf("DescribeKinesisStreamingDestinationInput", kDescribeKinesisStreamingDestinationMembers)};

}  // namespace tablerock

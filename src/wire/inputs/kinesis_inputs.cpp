#include "wire/inputs/kinesis_inputs.h"

#include "wire/inputs/member_binding.h"

namespace tablerock {
namespace {

// Of an EnableKinesisStreamingConfiguration or an UpdateKinesisStreamingConfiguration.
std::optional<TimestampPrecision> BindPrecision(const InputValue& configuration) {
  if (!configuration) return std::nullopt;
  const auto name = BindOptionalText(configuration.structure()["ApproximateCreationDateTimePrecision"]);
  return name ? ParseTimestampPrecision(*name) : std::nullopt;
}

}  // namespace

EnableKinesisStreamingDestinationInput BindEnableKinesisStreamingDestination(const InputStructure& request) {
  return {BindText(request["TableName"]), BindText(request["StreamArn"]),
          BindPrecision(request["EnableKinesisStreamingConfiguration"])};
}

DisableKinesisStreamingDestinationInput BindDisableKinesisStreamingDestination(const InputStructure& request) {
  const bool has_configuration = BindPrecision(request["EnableKinesisStreamingConfiguration"]).has_value();
  return {BindText(request["TableName"]), BindText(request["StreamArn"]), has_configuration};
}

UpdateKinesisStreamingDestinationInput BindUpdateKinesisStreamingDestination(const InputStructure& request) {
  return {BindText(request["TableName"]), BindText(request["StreamArn"]),
          BindPrecision(request["UpdateKinesisStreamingConfiguration"])};
}

DescribeKinesisStreamingDestinationInput BindDescribeKinesisStreamingDestination(const InputStructure& request) {
  return {BindText(request["TableName"])};
}

}  // namespace tablerock

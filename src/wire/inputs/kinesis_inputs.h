// From a decoded and checked request to the input of an operation on Kinesis destinations.
#pragma once

#include "operations/describe_kinesis_streaming_destination.h"
#include "operations/disable_kinesis_streaming_destination.h"
#include "operations/enable_kinesis_streaming_destination.h"
#include "operations/update_kinesis_streaming_destination.h"
#include "wire/input_document.h"

namespace tablerock {

EnableKinesisStreamingDestinationInput BindEnableKinesisStreamingDestination(const InputStructure& request);
DisableKinesisStreamingDestinationInput BindDisableKinesisStreamingDestination(const InputStructure& request);
UpdateKinesisStreamingDestinationInput BindUpdateKinesisStreamingDestination(const InputStructure& request);
DescribeKinesisStreamingDestinationInput BindDescribeKinesisStreamingDestination(const InputStructure& request);

}  // namespace tablerock

// Writes the answers of the operations on tables as the service's JSON.
#pragma once

#include "json/writer.h"
#include "operations/create_table.h"
#include "operations/delete_table.h"
#include "operations/describe_endpoints.h"
#include "operations/describe_limits.h"
#include "operations/describe_table.h"
#include "operations/describe_time_to_live.h"
#include "operations/list_tables.h"
#include "operations/list_tags_of_resource.h"
#include "operations/update_table.h"
#include "operations/update_time_to_live.h"

namespace tablerock {

void WriteOutput(JsonWriter& json, const CreateTableOutput& output);
void WriteOutput(JsonWriter& json, const DescribeTableOutput& output);
void WriteOutput(JsonWriter& json, const UpdateTableOutput& output);
void WriteOutput(JsonWriter& json, const DeleteTableOutput& output);
void WriteOutput(JsonWriter& json, const UpdateTimeToLiveOutput& output);
void WriteOutput(JsonWriter& json, const DescribeTimeToLiveOutput& output);
void WriteOutput(JsonWriter& json, const ListTablesOutput& output);
void WriteOutput(JsonWriter& json, const ListTagsOfResourceOutput& output);
void WriteOutput(JsonWriter& json, const DescribeLimitsOutput& output);
void WriteOutput(JsonWriter& json, const DescribeEndpointsOutput& output);

}  // namespace tablerock

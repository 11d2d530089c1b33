// From a decoded and checked request to the input of an operation on tables.
#pragma once

#include "operations/create_table.h"
#include "operations/delete_table.h"
#include "operations/describe_table.h"
#include "operations/describe_time_to_live.h"
#include "operations/list_tables.h"
#include "operations/list_tags_of_resource.h"
#include "operations/tag_resource.h"
#include "operations/untag_resource.h"
#include "operations/update_table.h"
#include "operations/update_time_to_live.h"
#include "wire/input_document.h"

namespace tablerock {

CreateTableInput BindCreateTable(const InputStructure& request);
UpdateTableInput BindUpdateTable(const InputStructure& request);
DeleteTableInput BindDeleteTable(const InputStructure& request);
DescribeTableInput BindDescribeTable(const InputStructure& request);
UpdateTimeToLiveInput BindUpdateTimeToLive(const InputStructure& request);
DescribeTimeToLiveInput BindDescribeTimeToLive(const InputStructure& request);
ListTablesInput BindListTables(const InputStructure& request);
TagResourceInput BindTagResource(const InputStructure& request);
UntagResourceInput BindUntagResource(const InputStructure& request);
ListTagsOfResourceInput BindListTagsOfResource(const InputStructure& request);

}  // namespace tablerock

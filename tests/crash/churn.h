// Churn: one table that is made, changed and deleted again and again, in steps whose order is fixed, while another
// thread writes to it and the background works on it: index creation and deletion, splits of its shard, time to live,
// stream on and off, deletion and re-creation. How many steps were acknowledged says what there must be after a crash.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <string>

#include "core/request_context.h"
#include "storage/database.h"

namespace tablerock {

inline constexpr const char* kChurnTable = "crash-churn";

// Does step `count` (from 0 on), trying again while the table is busy with an earlier one. The error's text; "" if it
// was done.
std::string DoChurnStep(Database& database, const RequestContext& context, std::uint64_t count);

// One random write to the table, whether it is there or not. The error's text; "" if it was done or there was no table.
std::string WriteToChurnTable(Database& database, const RequestContext& context, std::mt19937_64& random);

// Fails the running test unless the table is as `acknowledged` steps left it, or as one more did.
void CheckChurnTable(Database& database, std::uint64_t acknowledged);

}  // namespace tablerock

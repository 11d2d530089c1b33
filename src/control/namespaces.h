// /_tablerock/namespaces: the sets of tables, each what an endpoint path /ns/NAME shows.
//
//   GET             {"Namespaces": [{"Name": "w1", "TableCount": 3}, …]}: those that have tables
//   DELETE /{NAME}  drops the whole set at once: tables (protected ones and those in transition too), streams with
//   their
//                   records, Kinesis destinations, tags, client request tokens, and the event source mappings that the
//                   control API made for it; answers {"Name": …, "TableCount": …, "EventSourceMappingCount": …}, what
//                   is gone. One that has nothing is dropped with 200 as well.
//
// NAME is percent-encoded where it needs to be: that of an account and region (--namespaces region) is
// ACCOUNT%2FREGION. The shared set, which any other path shows, is "@shared" here; no name that a path can give has an
// '@'.
#pragma once

#include "control/control_api.h"
#include "functions/function_service.h"
#include "storage/database.h"

namespace tablerock {

// Both outlive `api`.
void RegisterNamespaces(ControlApi& api, Database& database, FunctionService& functions);

}  // namespace tablerock

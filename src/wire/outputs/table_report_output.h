// Writes a TableReport as the service's TableDescription.
#pragma once

#include "json/writer.h"
#include "operations/table_report.h"

namespace tablerock {

void WriteTableReport(JsonWriter& json, const TableReport& report);

}  // namespace tablerock

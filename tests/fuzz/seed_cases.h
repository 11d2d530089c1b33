// Seeds and regression cases of the fuzz targets: one text file a target, tests/data/fuzz/NAME.txt, with a line of five
// dashes between the cases. A case that begins with "hex " stands for the bytes that its digits give.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tablerock::fuzz {

// Throws where the file cannot be read or has no case.
std::vector<std::string> ReadSeedCases(const std::string& file);

}  // namespace tablerock::fuzz

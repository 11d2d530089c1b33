// Case tables: tests/data/AREA/NAME.json, an array of objects with a "description" each.
#pragma once

#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

namespace tablerock {

inline nlohmann::json ReadCaseTable(const std::string& name) {
  std::ifstream file(std::string(TABLEROCK_TEST_DATA) + "/" + name);
  if (!file) throw std::runtime_error("no case table " + name);
  return nlohmann::json::parse(file);
}

}  // namespace tablerock

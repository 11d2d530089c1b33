// The case tables of tests/data/wire, and what their tests have in common.
#pragma once

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "wire/shapes/input_shapes.h"

namespace tablerock {

inline nlohmann::ordered_json WireCases(const std::string& name) {
  std::ifstream file(std::string(TABLEROCK_TEST_DATA) + "/wire/" + name);
  return nlohmann::ordered_json::parse(file);
}

inline const InputShape& InputShapeOf(std::string_view operation) {
  for (const InputShape* shape : InputShapes()) {
    if (shape->operation == operation) return *shape;
  }
  throw std::invalid_argument("no such operation: " + std::string(operation));
}

}  // namespace tablerock

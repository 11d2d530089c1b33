// The program that runs a Lambda function of a Python file: runner.py, built in, for `python3 -c`.
#pragma once

#include <string_view>

namespace tablerock {

extern const std::string_view kPythonRunner;

}  // namespace tablerock

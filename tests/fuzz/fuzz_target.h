// What every fuzz target has: libFuzzer's entry point, checks that end the process, and short ways to take an input
// apart. Inputs are text wherever that is possible, so that people can read and write seeds (seed_cases.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

// Each target defines it. Called with any bytes; one that it does not survive is a find.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace tablerock::fuzz {

// A target that keeps something between inputs sets this: lets go of it, behind the last one. libFuzzer, which knows no
// last one, does not call it.
inline void (*let_go)() = nullptr;

// Ends the process with `what` on standard error unless `holds`, in every build.
void Require(bool holds, std::string_view what);

inline std::string_view TextOf(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

// Removes the first line, without its end, from the front of `text`.
std::string_view TakeLine(std::string_view& text);

}  // namespace tablerock::fuzz

// RequestIds: the ids of replies (x-amzn-RequestId): 52 characters of 0-9 and A-V. Unique, not secret. Belongs to one
// thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace tablerock {

using RequestId = std::array<char, 52>;

class RequestIds {
 public:
  RequestIds();
  RequestId Next();

 private:
  std::uint64_t NextWord();

  std::array<std::uint64_t, 4> state_;  // of xoshiro256**
};

}  // namespace tablerock

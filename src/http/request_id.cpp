#include "http/request_id.h"

#include <bit>
#include <chrono>
#include <string_view>

#include <sys/random.h>

namespace tablerock {

RequestIds::RequestIds() {
  if (::getrandom(state_.data(), sizeof state_, 0) != static_cast<ssize_t>(sizeof state_)) {
    const auto now = std::chrono::steady_clock::now().time_since_epoch().count();
    state_ = {static_cast<std::uint64_t>(now), reinterpret_cast<std::uintptr_t>(this), 1, 2};
  }
  state_[0] |= 1U;  // all zero would stay so
}

std::uint64_t RequestIds::NextWord() {
  const std::uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
  const std::uint64_t shifted = state_[1] << 17U;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= shifted;
  state_[3] = std::rotl(state_[3], 45);
  return result;
}

RequestId RequestIds::Next() {
  constexpr std::string_view kDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUV";
  constexpr std::size_t kDigitsOfAWord = 12;
  RequestId id;
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < id.size(); ++i) {
    if (i % kDigitsOfAWord == 0) word = NextWord();
    id[i] = kDigits[word & 31U];
    word >>= 5U;
  }
  return id;
}

}  // namespace tablerock

#include "json/arena.h"

#include <algorithm>
#include <cstring>

namespace tablerock {

void* Arena::AllocateBlock(std::size_t bytes) {
  const std::size_t block_bytes = std::max(bytes, kBlockBytesMin);
  char* begin = blocks_.emplace_back(new char[block_bytes]).get();  // new[] aligns for any object
  if (block_bytes - bytes > static_cast<std::size_t>(end_ - next_)) {
    next_ = begin + bytes;
    end_ = begin + block_bytes;
  }
  return begin;
}

std::string_view Arena::Copy(std::string_view text) {
  if (text.empty()) return {};
  char* begin = static_cast<char*>(Allocate(text.size(), 1));
  std::memcpy(begin, text.data(), text.size());
  return {begin, text.size()};
}

}  // namespace tablerock

// Arena: memory for what lives exactly as long as one request. The first kilobytes are inside the object, so that a
// small request takes none from the heap. Destructors are not run: for plain data only. One thread.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace tablerock {

class Arena {
 public:
  Arena() = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  // `alignment` is a power of two, at most that of std::max_align_t.
  void* Allocate(std::size_t bytes, std::size_t alignment) {
    const std::size_t padding = (alignment - reinterpret_cast<std::uintptr_t>(next_) % alignment) % alignment;
    if (padding + bytes > static_cast<std::size_t>(end_ - next_)) return AllocateBlock(bytes);
    char* begin = next_ + padding;
    next_ = begin + bytes;
    return begin;
  }

  // `count` value-initialized objects.
  template <typename T>
  std::span<T> NewArray(std::size_t count) {
    static_assert(std::is_trivially_destructible_v<T>);
    if (count == 0) return {};
    T* begin = static_cast<T*>(Allocate(count * sizeof(T), alignof(T)));
    std::uninitialized_value_construct_n(begin, count);
    return {begin, count};
  }

  std::string_view Copy(std::string_view text);

 private:
  static constexpr std::size_t kInlineBytes = 2048;
  static constexpr std::size_t kBlockBytesMin = 16'384;

  void* AllocateBlock(std::size_t bytes);

  alignas(std::max_align_t) std::array<char, kInlineBytes> inline_;
  char* next_ = inline_.data();
  char* end_ = inline_.data() + kInlineBytes;
  std::vector<std::unique_ptr<char[]>> blocks_;  // NOLINT(modernize-avoid-c-arrays): the way to own raw bytes
};

}  // namespace tablerock

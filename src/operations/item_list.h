// ItemList: the items of a page, one behind the other in one buffer.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "model/item.h"

namespace tablerock {

class ItemList {
 public:
  void Append(ItemView item) {
    if (ends_.empty()) Reserve();
    bytes_ += item.bytes();
    ends_.push_back(bytes_.size());
  }
  std::size_t size() const { return ends_.size(); }
  bool empty() const { return ends_.empty(); }
  // Good until the next Append.
  ItemView operator[](std::size_t position) const {
    const std::size_t begin = position == 0 ? 0 : ends_[position - 1];
    return ItemView(std::string_view(bytes_).substr(begin, ends_[position] - begin));
  }

 private:
  // Room that a page of small items fits; what is not used is never touched.
  void Reserve() {
    constexpr std::size_t kFirstBytes = 32'768;
    constexpr std::size_t kFirstItems = 32;
    bytes_.reserve(kFirstBytes);
    ends_.reserve(kFirstItems);
  }

  std::string bytes_;
  std::vector<std::size_t> ends_;
};

}  // namespace tablerock

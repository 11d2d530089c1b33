#include "model/item_builder.h"

#include <algorithm>
#include <cassert>
#include <cstring>

#include "model/number.h"

namespace tablerock {
namespace {

void WriteU32(char* p, std::size_t value) {
  const auto narrow = static_cast<std::uint32_t>(value);
  std::memcpy(p, &narrow, sizeof narrow);
}

}  // namespace

ItemBuilder::ItemBuilder() { Clear(); }

void ItemBuilder::Clear() {
  bytes_.assign(kItemHeaderBytes, '\0');
  bytes_[0] = kItemEncodingVersion;
  size_ = 0;
  entries_.clear();
  containers_.clear();
  containers_.push_back({kItemHeaderBytes, 0, true, true});
}

std::string_view ItemBuilder::NameOf(const Entry& entry) const {
  return std::string_view(bytes_).substr(entry.name_offset, entry.name_size);
}

void ItemBuilder::Name(std::string_view name) {
  Container& container = containers_.back();
  assert(container.is_map);
  EndEntry(container);
  if (entries_.size() > container.first_entry && name <= NameOf(entries_.back())) container.sorted = false;
  Entry entry{static_cast<std::uint32_t>(bytes_.size()), 0, static_cast<std::uint32_t>(name.size()), 0, size_};
  encoding::AppendVarint(bytes_, entry.name_size);
  entry.name_offset = static_cast<std::uint32_t>(bytes_.size());
  bytes_ += name;
  size_ += name.size();
  entries_.push_back(entry);
}

void ItemBuilder::BeginValue(AttributeType type) {
  if (containers_.size() > 1) size_ += 1;  // an element of an L or M
  bytes_ += static_cast<char>(type);
}

void ItemBuilder::Text(AttributeType type, std::string_view text) {
  BeginValue(type);
  encoding::AppendVarint(bytes_, static_cast<std::uint32_t>(text.size()));
  bytes_ += text;
}

void ItemBuilder::String(std::string_view text) {
  Text(AttributeType::kString, text);
  size_ += text.size();
}

void ItemBuilder::Number(std::string_view canonical) {
  Text(AttributeType::kNumber, canonical);
  size_ += tablerock::Number::SizeOf(canonical);
}

void ItemBuilder::Binary(std::string_view bytes) {
  Text(AttributeType::kBinary, bytes);
  size_ += bytes.size();
}

void ItemBuilder::Bool(bool value) {
  BeginValue(value ? AttributeType::kTrue : AttributeType::kFalse);
  size_ += 1;
}

void ItemBuilder::Null() {
  BeginValue(AttributeType::kNull);
  size_ += 1;
}

void ItemBuilder::BeginContainer(AttributeType type, bool is_map) {
  BeginValue(type);
  bytes_.append(4, '\0');
  size_ += 3;
  containers_.push_back({bytes_.size(), entries_.size(), is_map, true});
}

void ItemBuilder::EndContainer() {
  assert(containers_.size() > 1);
  const Container container = containers_.back();
  if (container.is_map) {
    EndEntry(container);
    if (!container.sorted) SortEntries(container);
    entries_.resize(container.first_entry);
  }
  WriteU32(bytes_.data() + container.offset - 4, bytes_.size() - container.offset);
  containers_.pop_back();
}

void ItemBuilder::BeginList() { BeginContainer(AttributeType::kList, false); }
void ItemBuilder::EndList() { EndContainer(); }
void ItemBuilder::BeginMap() { BeginContainer(AttributeType::kMap, true); }
void ItemBuilder::EndMap() { EndContainer(); }

bool ItemBuilder::Set(AttributeType set_type, std::vector<std::string_view> members) {
  const bool numbers = set_type == AttributeType::kNumberSet;
  if (numbers) {
    std::sort(members.begin(), members.end(),
              [](std::string_view a, std::string_view b) { return tablerock::Number::CompareCanonical(a, b) < 0; });
  } else {
    std::sort(members.begin(), members.end());
  }
  if (std::adjacent_find(members.begin(), members.end()) != members.end()) return false;

  BeginValue(set_type);
  bytes_.append(4, '\0');
  const std::size_t offset = bytes_.size();
  for (const std::string_view member : members) {
    encoding::AppendVarint(bytes_, static_cast<std::uint32_t>(member.size()));
    bytes_ += member;
    size_ += numbers ? tablerock::Number::SizeOf(member) : member.size();
  }
  WriteU32(bytes_.data() + offset - 4, bytes_.size() - offset);
  return true;
}

void ItemBuilder::Value(AttributeValueView value) {
  if (containers_.size() > 1) size_ += 1;
  bytes_ += value.encoded();
  size_ += value.size_bytes();
}

// The newest attribute of `container` ends where the bytes do. Called once for each.
void ItemBuilder::EndEntry(const Container& container) {
  if (entries_.size() == container.first_entry) return;
  Entry& entry = entries_.back();
  entry.end = static_cast<std::uint32_t>(bytes_.size());
  entry.size_before = size_ - entry.size_before;
}

void ItemBuilder::SortEntries(const Container& container) {
  const auto begin = entries_.begin() + static_cast<std::ptrdiff_t>(container.first_entry);
  std::sort(begin, entries_.end(), [this](const Entry& a, const Entry& b) {
    const auto order = NameOf(a) <=> NameOf(b);
    return order != 0 ? order < 0 : a.offset < b.offset;
  });
  scratch_.clear();
  for (auto entry = begin; entry != entries_.end(); ++entry) {
    const auto next = entry + 1;
    if (next != entries_.end() && NameOf(*next) == NameOf(*entry)) {
      size_ -= entry->size_before;  // the later one stays
    } else {
      scratch_.append(bytes_, entry->offset, entry->end - entry->offset);
    }
  }
  bytes_.replace(container.offset, std::string::npos, scratch_);
}

Item ItemBuilder::TakeItem() {
  assert(containers_.size() == 1);
  const Container& item = containers_.front();
  EndEntry(item);
  if (!item.sorted) SortEntries(item);
  WriteU32(bytes_.data() + 1, size_);
  Item taken(ItemView{bytes_});
  Clear();
  return taken;
}

AttributeValue ItemBuilder::TakeValue() {
  assert(containers_.size() == 1 && entries_.empty());
  AttributeValue taken(bytes_.substr(kItemHeaderBytes));
  Clear();
  return taken;
}

}  // namespace tablerock

// ItemBuilder: writes an item (or one value) in the item encoding in one forward pass, counting its size on the way.
//
//   ItemBuilder builder;
//   builder.Name("pk"); builder.String("a");
//   builder.Name("m"); builder.BeginMap(); builder.Name("x"); builder.Number("1.5"); builder.EndMap();
//   Item item = builder.TakeItem();
//
// Maps may be filled in any order: EndMap and TakeItem sort by name; of two attributes with one name the later stays.
// One thread at a time. TakeItem, TakeValue and Clear keep the buffers, so a builder that is used again allocates the
// result alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/attribute_value.h"
#include "model/item.h"

namespace tablerock {

class ItemBuilder {
 public:
  ItemBuilder();

  void Name(std::string_view name);  // before each value inside the item or a map
  void String(std::string_view text);
  void Number(std::string_view canonical);
  void Binary(std::string_view bytes);
  void Bool(bool value);
  void Null();
  void BeginList();
  void EndList();
  void BeginMap();
  void EndMap();
  // Members in any order; NS members canonical. False, and no value is written, if two are equal.
  [[nodiscard]] bool Set(AttributeType set_type, std::vector<std::string_view> members);
  // A whole encoded value.
  void Value(AttributeValueView value);
  void Attribute(std::string_view name, AttributeValueView value) {
    Name(name);
    Value(value);
  }

  // What the service charges for all that was written so far, names included; an attribute that a later one of its name
  // replaces counts until its map ends.
  std::size_t size_bytes() const { return size_; }

  // The item of all that was written. Leaves the builder as Clear does. REQUIRES: every Begin has its End.
  Item TakeItem();
  // The last written value alone, where values were written without names (one value was written since Clear).
  AttributeValue TakeValue();
  void Clear();

 private:
  // One attribute of an open map. Offsets are in bytes_; an encoded item is far below 4 GB.
  struct Entry {
    std::uint32_t offset;       // of its name's length
    std::uint32_t name_offset;  // of its name
    std::uint32_t name_size;
    std::uint32_t end;        // behind its value, known when the next begins
    std::size_t size_before;  // size_ when it began; when it ended, what it is charged
  };
  struct Container {
    std::size_t offset;       // of its contents in bytes_
    std::size_t first_entry;  // in entries_
    bool is_map;
    bool sorted;  // names came in order so far, none twice
  };
  void BeginValue(AttributeType type);
  void Text(AttributeType type, std::string_view text);
  void BeginContainer(AttributeType type, bool is_map);
  void EndContainer();
  void EndEntry(const Container& container);
  void SortEntries(const Container& container);
  std::string_view NameOf(const Entry& entry) const;

  std::string bytes_;
  std::size_t size_ = 0;  // charged bytes so far
  std::vector<Entry> entries_;
  std::vector<Container> containers_;  // the item itself first
  std::string scratch_;
};

}  // namespace tablerock

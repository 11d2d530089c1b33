// CheckReport: what a check of a whole database read, and what it found that does not agree.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "model/key_schema.h"

namespace tablerock {

struct CheckedIndex {
  std::string name;
  std::int64_t entries = 0;
  std::string_view note;  // why not all of it could be compared; empty: all was
};

struct CheckedTable {
  std::string name;  // NAMESPACE/NAME, or the name alone in the shared namespace
  std::int64_t items = 0;
  std::vector<CheckedIndex> indexes;
  std::int64_t expiry_entries = 0;
  std::int64_t change_records = 0;
};

class CheckReport {
 public:
  // What is told of; more are counted alone.
  static constexpr std::size_t kTextsMax = 100;

  void Disagree(std::string text);
  // Of one of the report's tables: "table NAME: TEXT".
  void Disagree(const CheckedTable& table, std::string_view text);
  // What could not be read is told of as what disagrees is.
  void DisagreeOnError(std::string_view what, const Result<void>& result);

  bool agrees() const { return disagreements_ == 0; }
  std::int64_t disagreements() const { return disagreements_; }
  const std::vector<std::string>& texts() const { return texts_; }

  // A line for each table, one for each disagreement that is told of, and one that sums up.
  std::string Lines() const;

  std::vector<CheckedTable> tables;

 private:
  std::int64_t disagreements_ = 0;
  std::vector<std::string> texts_;
};

// The key attributes of an item as JSON, or the bytes as hex where they are no key of that schema. `item_key` as it
// stands in the `items` family.
std::string KeyText(std::string_view item_key, const KeySchema& schema);

}  // namespace tablerock

#include "jobs/check_report.h"

#include <utility>

#include "core/error_reason.h"
#include "json/writer.h"
#include "model/item_builder.h"
#include "storage/key_codec.h"

namespace tablerock {
namespace {

void AppendCount(std::string& line, std::int64_t count, std::string_view one, std::string_view many) {
  line.append(std::to_string(count)).append(" ").append(count == 1 ? one : many);
}

std::string LineOf(const CheckedTable& table) {
  std::string line = "table " + table.name + ": ";
  AppendCount(line, table.items, "item", "items");
  for (const CheckedIndex& index : table.indexes) {
    line.append("; index ").append(index.name).append(": ");
    AppendCount(line, index.entries, "entry", "entries");
    if (!index.note.empty()) line.append(" (").append(index.note).append(")");
  }
  if (table.expiry_entries != 0) {
    line += "; ";
    AppendCount(line, table.expiry_entries, "expiry entry", "expiry entries");
  }
  if (table.change_records != 0) {
    line += "; ";
    AppendCount(line, table.change_records, "change record", "change records");
  }
  return line;
}

std::string HexOf(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex = "key ";
  hex.reserve(hex.size() + 2 * bytes.size());
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    hex += kDigits[byte >> 4U];
    hex += kDigits[byte & 0xfU];
  }
  return hex;
}

}  // namespace

void CheckReport::Disagree(std::string text) {
  ++disagreements_;
  if (texts_.size() < kTextsMax) texts_.push_back(std::move(text));
}

void CheckReport::Disagree(const CheckedTable& table, std::string_view text) {
  Disagree(std::string("table ").append(table.name).append(": ").append(text));
}

void CheckReport::DisagreeOnError(std::string_view what, const Result<void>& result) {
  if (result) return;
  Disagree(std::string(what).append(" cannot be read: ").append(ReasonOf(result.error())));
}

std::string CheckReport::Lines() const {
  std::string lines;
  for (const CheckedTable& table : tables) lines.append(LineOf(table)).append("\n");
  for (const std::string& text : texts_) lines.append("DISAGREES: ").append(text).append("\n");
  const auto told = static_cast<std::int64_t>(texts_.size());
  if (told < disagreements_) lines.append("and ").append(std::to_string(disagreements_ - told)).append(" more\n");
  AppendCount(lines, static_cast<std::int64_t>(tables.size()), "table", "tables");
  lines += ": ";
  if (agrees()) {
    lines += "all agrees";
  } else {
    AppendCount(lines, disagreements_, "disagreement", "disagreements");
  }
  lines += "\n";
  return lines;
}

std::string KeyText(std::string_view item_key, const KeySchema& schema) {
  ItemBuilder keys;
  if (!ReadItemKey(item_key, schema, keys)) return HexOf(item_key);
  const Item item = keys.TakeItem();
  std::string text;
  JsonWriter(text).Item(item);
  return text;
}

}  // namespace tablerock

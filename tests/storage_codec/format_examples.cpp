#include "format_examples.h"

#include <fstream>
#include <iterator>
#include <stdexcept>

#include "model/number.h"

namespace tablerock {
namespace {

constexpr std::string_view kMarkerBegin = "<!-- examples: ";
constexpr std::string_view kMarkerEnd = " -->";

std::vector<std::string> Lines() {
  std::ifstream file(std::string(TABLEROCK_SOURCE_DIR) + "/src/storage/FORMAT.md");
  if (!file) throw std::runtime_error("no FORMAT.md");
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

std::string NameIn(std::string_view line) {
  if (!line.starts_with(kMarkerBegin) || !line.ends_with(kMarkerEnd)) return {};
  line.remove_prefix(kMarkerBegin.size());
  line.remove_suffix(kMarkerEnd.size());
  return std::string(line);
}

std::string FromHex(std::string_view hex) {
  std::string bytes;
  std::string digits;
  for (const char c : hex) {
    if (c == ' ') continue;
    digits += c;
    if (digits.size() == 2) {
      bytes += static_cast<char>(std::stoi(digits, nullptr, 16));
      digits.clear();
    }
  }
  if (!digits.empty()) throw std::runtime_error("half a byte in " + std::string(hex));
  return bytes;
}

// "| description | `input` | `hex` |"
FormatExample ReadRow(std::string_view row) {
  std::vector<std::string_view> cells;
  for (std::size_t begin = 2, end = 0; (end = row.find(" |", begin)) != std::string_view::npos; begin = end + 3) {
    cells.push_back(row.substr(begin, end - begin));
    if (end + 3 > row.size()) break;
  }
  if (cells.size() != 3) throw std::runtime_error("not a row of three cells: " + std::string(row));
  const auto code = [](std::string_view cell) { return cell.substr(1, cell.size() - 2); };
  return {std::string(cells[0]), nlohmann::json::parse(code(cells[1])), FromHex(code(cells[2]))};
}

std::string FromBase64(std::string_view text) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bytes;
  unsigned bits = 0;
  unsigned count = 0;
  for (const char c : text) {
    if (c == '=') break;
    bits = bits << 6U | static_cast<unsigned>(kAlphabet.find(c));
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes += static_cast<char>(bits >> count);
    }
  }
  return bytes;
}

void WriteSet(AttributeType type, const nlohmann::json& json, ItemBuilder& out) {
  std::vector<std::string> members;
  for (const auto& member : json) {
    const auto text = member.get<std::string>();
    members.push_back(type == AttributeType::kBinarySet   ? FromBase64(text)
                      : type == AttributeType::kNumberSet ? Number::Parse(text)->text()
                                                          : text);
  }
  if (!out.Set(type, {members.begin(), members.end()})) throw std::runtime_error("equal members");
}

}  // namespace

std::vector<FormatExample> ReadFormatExamples(std::string_view name) {
  std::vector<FormatExample> examples;
  const auto lines = Lines();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (NameIn(lines[i]) != name) continue;
    for (i += 3; i < lines.size() && lines[i].starts_with("| "); ++i) examples.push_back(ReadRow(lines[i]));
  }
  if (examples.empty()) throw std::runtime_error("no examples of " + std::string(name));
  return examples;
}

std::vector<std::string> NamesOfFormatExamples() {
  std::vector<std::string> names;
  for (const std::string& line : Lines()) {
    if (auto name = NameIn(line); !name.empty()) names.push_back(std::move(name));
  }
  return names;
}

std::string ToHex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  for (const char byte : bytes) {
    hex += kDigits[static_cast<std::uint8_t>(byte) >> 4U];
    hex += kDigits[static_cast<std::uint8_t>(byte) & 15U];
  }
  return hex;
}

void WriteJsonValue(const nlohmann::json& json, ItemBuilder& out) {
  const std::string& type = json.begin().key();
  const nlohmann::json& value = json.begin().value();
  if (type == "S") return out.String(value.get<std::string>());
  if (type == "N") return out.Number(Number::Parse(value.get<std::string>())->text());
  if (type == "B") return out.Binary(FromBase64(value.get<std::string>()));
  if (type == "BOOL") return out.Bool(value.get<bool>());
  if (type == "NULL") return out.Null();
  if (type == "SS") return WriteSet(AttributeType::kStringSet, value, out);
  if (type == "NS") return WriteSet(AttributeType::kNumberSet, value, out);
  if (type == "BS") return WriteSet(AttributeType::kBinarySet, value, out);
  if (type == "L") {
    out.BeginList();
    for (const auto& element : value) WriteJsonValue(element, out);
    return out.EndList();
  }
  out.BeginMap();
  for (const auto& [name, entry] : value.items()) {
    out.Name(name);
    WriteJsonValue(entry, out);
  }
  out.EndMap();
}

AttributeValue ValueOfJson(const nlohmann::json& json) {
  ItemBuilder builder;
  WriteJsonValue(json, builder);
  return builder.TakeValue();
}

std::vector<AttributeValue> ValuesOfJson(const nlohmann::json& json) {
  std::vector<AttributeValue> values;
  for (const auto& value : json) values.push_back(ValueOfJson(value));
  return values;
}

Item ItemOfJson(const nlohmann::json& json) {
  ItemBuilder builder;
  for (const auto& [name, value] : json.items()) {
    builder.Name(name);
    WriteJsonValue(value, builder);
  }
  return builder.TakeItem();
}

}  // namespace tablerock

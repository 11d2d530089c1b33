#include "model_test/reference.h"

#include <algorithm>
#include <stdexcept>

namespace tablerock {
namespace {

std::int64_t NumberAt(const Json& item, const std::string& name) {
  return std::stoll(item.at(name).at("N").get<std::string>());
}

bool IsIn(const ReferenceIndex& index, const Json& item) {
  return item.contains(index.partition_key) && item.at(index.partition_key).contains("S") &&
         item.contains(index.sort_key) && item.at(index.sort_key).contains("N");
}

Json Project(const ReferenceIndex& index, const Json& item) {
  if (index.projection == "ALL") return item;
  Json shown = Json::object();
  std::vector<std::string> names = {"pk", "sk", index.partition_key, index.sort_key};
  if (index.projection == "INCLUDE") names.insert(names.end(), index.included.begin(), index.included.end());
  for (const std::string& name : names) {
    if (item.contains(name)) shown[name] = item.at(name);
  }
  return shown;
}

// 1 byte and one for each pair of digits, counted from the decimal point; pairs of zeros at the end not counted; a
// negative number one more.
std::int64_t NumberSize(std::string text) {
  const bool negative = text.front() == '-';
  if (negative) text.erase(0, 1);
  if (text == "0") return 1;
  if (text.size() % 2 != 0) text.insert(0, 1, '0');
  while (text.ends_with("00")) text.resize(text.size() - 2);
  return 1 + static_cast<std::int64_t>(text.size() / 2) + (negative ? 1 : 0);
}

}  // namespace

Reference::Key Reference::KeyOf(const Json& item) {
  return {item.at("pk").at("S").get<std::string>(), NumberAt(item, "sk")};
}

const Json* Reference::Find(const Key& key) const {
  const auto found = items_.find(key);
  return found == items_.end() ? nullptr : &found->second;
}

std::vector<Json> Reference::Show(const ReferenceIndex& index) const {
  std::vector<Json> shown;
  for (const auto& [key, item] : items_) {
    if (IsIn(index, item)) shown.push_back(Project(index, item));
  }
  return shown;
}

std::vector<Json> Reference::Partition(const ReferenceIndex& index, const std::string& partition) const {
  std::vector<Json> shown;
  for (const auto& [key, item] : items_) {
    if (IsIn(index, item) && item.at(index.partition_key).at("S") == partition) shown.push_back(Project(index, item));
  }
  std::stable_sort(shown.begin(), shown.end(), [&](const Json& a, const Json& b) {
    return NumberAt(a, index.sort_key) < NumberAt(b, index.sort_key);
  });
  return shown;
}

std::optional<std::int64_t> Reference::ExpirySecondOf(const Json& item) {
  if (!item.contains("e") || !item.at("e").contains("N")) return std::nullopt;
  return NumberAt(item, "e");
}

std::int64_t Reference::SizeOf(const Json& item) {
  std::int64_t size = 0;
  for (const auto& [name, value] : item.items()) {
    size += static_cast<std::int64_t>(name.size());
    const std::string text = value.begin().value().get<std::string>();
    if (value.contains("S")) {
      size += static_cast<std::int64_t>(text.size());
    } else if (value.contains("N")) {
      size += NumberSize(text);
    } else {
      throw std::invalid_argument("the model has S and N only");
    }
  }
  return size;
}

}  // namespace tablerock

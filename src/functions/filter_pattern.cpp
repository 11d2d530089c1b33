#include "functions/filter_pattern.h"

#include <algorithm>
#include <cctype>
#include <vector>

#include "functions/pattern_document.h"

namespace tablerock {
namespace {

constexpr std::size_t kPatternSizeMax = 4096;  // the service model's
constexpr const char* kOr = "$or";

ApiError Invalid(std::string_view problem) {
  return ApiError::Validation(std::string("Invalid filter pattern definition: ").append(problem));
}

std::string LowerCase(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

// ---- matching. REQUIRES: the pattern was checked.

using Values = std::vector<const Document*>;

bool MatchesText(const Document& operation, const std::string& name, const std::string& value) {
  const Document& operand = operation.at(name);
  if (operand.is_object()) {  // {"prefix": {"equals-ignore-case": "x"}}
    const Document lowered = {{name, LowerCase(operand.begin()->get<std::string>())}};
    return MatchesText(lowered, name, LowerCase(value));
  }
  const auto text = operand.get<std::string>();
  if (name == "prefix") return value.starts_with(text);
  if (name == "suffix") return value.ends_with(text);
  return LowerCase(value) == LowerCase(text);
}

bool MatchesNumeric(const Document& conditions, double value) {
  for (std::size_t i = 0; i + 1 < conditions.size(); i += 2) {
    const auto comparison = conditions[i].get<std::string>();
    const double operand = conditions[i + 1].get<double>();
    const bool holds = comparison == "="    ? value == operand
                       : comparison == "<"  ? value < operand
                       : comparison == "<=" ? value <= operand
                       : comparison == ">"  ? value > operand
                                            : value >= operand;
    if (!holds) return false;
  }
  return true;
}

bool MatchesAnythingBut(const Document& excluded, const Document& value) {
  if (excluded.is_array()) return std::find(excluded.begin(), excluded.end(), value) == excluded.end();
  if (!excluded.is_object()) return excluded != value;
  const auto operation = excluded.begin();
  if (!value.is_string()) return true;
  if (!operation.value().is_array()) return !MatchesText(excluded, operation.key(), value.get<std::string>());
  return std::none_of(operation.value().begin(), operation.value().end(), [&](const Document& text) {
    return MatchesText({{operation.key(), text}}, operation.key(), value.get<std::string>());
  });
}

// Whether one value of the record is what one element of a pattern's list says.
bool MatchesElement(const Document& element, const Document& value) {
  if (!element.is_object()) return element == value;
  const auto operation = element.begin();
  const std::string& name = operation.key();
  const Document& operand = operation.value();
  if (name == "exists") return operand.get<bool>();
  if (name == "anything-but") return MatchesAnythingBut(operand, value);
  if (name == "numeric") return value.is_number() && MatchesNumeric(operand, value.get<double>());
  return value.is_string() && MatchesText(element, name, value.get<std::string>());
}

bool IsAbsence(const Document& element) {
  return element.is_object() && element.contains("exists") && !element["exists"].get<bool>();
}

// The values that a leaf of the pattern is compared with: arrays count as their elements, objects as nothing.
void AddLeaves(const Document& value, Values& leaves) {
  if (value.is_array()) {
    for (const Document& element : value) AddLeaves(element, leaves);
  } else if (!value.is_object()) {
    leaves.push_back(&value);
  }
}

bool MatchesLeaf(const Document& list, const Document* value) {
  Values leaves;
  if (value != nullptr) AddLeaves(*value, leaves);
  return std::any_of(list.begin(), list.end(), [&](const Document& element) {
    if (IsAbsence(element)) return leaves.empty();
    return std::any_of(leaves.begin(), leaves.end(),
                       [&](const Document* leaf) { return MatchesElement(element, *leaf); });
  });
}

// `value` nullptr: not there.
bool MatchesObject(const Document& pattern, const Document* value) {
  if (value != nullptr && value->is_array() && !value->empty()) {
    return std::any_of(value->begin(), value->end(),
                       [&](const Document& element) { return MatchesObject(pattern, &element); });
  }
  for (const auto& [name, part] : pattern.items()) {
    if (name == kOr) {
      if (std::none_of(part.begin(), part.end(),
                       [&](const Document& choice) { return MatchesObject(choice, value); })) {
        return false;
      }
      continue;
    }
    const Document* member = nullptr;
    if (value != nullptr && value->is_object()) {
      const auto found = value->find(name);
      if (found != value->end()) member = &*found;
    }
    if (part.is_object() ? !MatchesObject(part, member) : !MatchesLeaf(part, member)) return false;
  }
  return true;
}

// ---- checking

Result<void> CheckText(const std::string& name, const Document& operand, bool may_nest) {
  if (operand.is_string()) return {};
  if (may_nest && operand.is_object() && operand.size() == 1 && operand.begin().key() == "equals-ignore-case" &&
      operand.begin().value().is_string()) {
    return {};
  }
  return Invalid(name + " takes a string");
}

Result<void> CheckNumeric(const Document& conditions) {
  if (!conditions.is_array() || (conditions.size() != 2 && conditions.size() != 4)) {
    return Invalid("numeric takes one or two comparisons with their numbers");
  }
  for (std::size_t i = 0; i < conditions.size(); i += 2) {
    static const std::vector<std::string> kComparisons = {"=", "<", "<=", ">", ">="};
    if (!conditions[i].is_string() ||
        std::find(kComparisons.begin(), kComparisons.end(), conditions[i].get<std::string>()) == kComparisons.end()) {
      return Invalid("numeric compares by =, <, <=, > or >=");
    }
    if (!conditions[i + 1].is_number()) return Invalid("numeric compares with numbers");
  }
  return {};
}

bool IsExcludable(const Document& value) { return value.is_string() || value.is_number(); }

Result<void> CheckAnythingBut(const Document& excluded) {
  if (IsExcludable(excluded)) return {};
  const bool is_list = excluded.is_array() && !excluded.empty();
  if (is_list && std::all_of(excluded.begin(), excluded.end(), IsExcludable)) return {};
  if (excluded.is_object() && excluded.size() == 1) {
    const auto operation = excluded.begin();
    const std::string& name = operation.key();
    if (name == "prefix" || name == "suffix" || name == "equals-ignore-case") {
      if (!operation.value().is_array()) return CheckText(name, operation.value(), false);
      for (const Document& text : operation.value()) TABLEROCK_TRY(CheckText(name, text, false));
      return {};
    }
  }
  return Invalid("anything-but takes a string, a number, a list of these, or prefix, suffix, equals-ignore-case");
}

Result<void> CheckElement(const Document& element) {
  if (element.is_array()) return Invalid("a list may not stand in a list");
  if (!element.is_object()) return {};
  if (element.size() != 1) return Invalid("a match has one operator: " + ToText(element));
  const auto operation = element.begin();
  const std::string& name = operation.key();
  const Document& operand = operation.value();
  if (name == "prefix" || name == "suffix") return CheckText(name, operand, true);
  if (name == "equals-ignore-case") return CheckText(name, operand, false);
  if (name == "anything-but") return CheckAnythingBut(operand);
  if (name == "numeric") return CheckNumeric(operand);
  if (name == "exists") return operand.is_boolean() ? Result<void>() : Invalid("exists takes true or false");
  return Invalid("there is no operator " + name);
}

Result<void> CheckObject(const Document& pattern) {
  for (const auto& [name, part] : pattern.items()) {
    if (name == kOr) {
      if (!part.is_array() || part.size() < 2) return Invalid("$or takes a list of two or more objects");
      for (const Document& choice : part) {
        if (!choice.is_object()) return Invalid("$or takes a list of two or more objects");
        TABLEROCK_TRY(CheckObject(choice));
      }
    } else if (part.is_object()) {
      TABLEROCK_TRY(CheckObject(part));
    } else if (part.is_array()) {
      if (part.empty()) return Invalid("the list of " + name + " is empty");
      for (const Document& element : part) TABLEROCK_TRY(CheckElement(element));
    } else {
      return Invalid(name + " has to be an object or a list of what it may be");
    }
  }
  return {};
}

}  // namespace

Result<FilterPattern> FilterPattern::Parse(std::string_view text) {
  if (text.size() > kPatternSizeMax) return Invalid("it is longer than 4096 characters");
  std::optional<Document> pattern = ReadPatternDocument(text);
  if (!pattern || !pattern->is_object()) return Invalid("it is no JSON object");
  TABLEROCK_TRY(CheckObject(*pattern));
  return FilterPattern(std::move(*pattern));
}

bool FilterPattern::Matches(const Document& record) const { return MatchesObject(pattern_, &record); }

}  // namespace tablerock

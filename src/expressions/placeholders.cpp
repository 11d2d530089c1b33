#include "expressions/placeholders.h"

#include <algorithm>

#include "core/limits.h"

namespace tablerock {
namespace {

bool IsPlaceholder(std::string_view text, char sigil) {
  if (text.size() < 2 || text.front() != sigil) return false;
  return std::all_of(text.begin() + 1, text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

constexpr std::size_t kPlaceholderSizeBytesMax = 255;

// What is wrong with a key of ExpressionAttributeNames ('#') or ExpressionAttributeValues (':'); empty: nothing.
std::string FaultOf(std::string_view key, char sigil) {
  if (key.empty()) return "The expression attribute map contains an empty key;";
  if (key.size() > kPlaceholderSizeBytesMax) {
    std::string text = "The expression attribute map contains a key that is too long;";
    if (sigil == '#') text += " size of key: " + std::to_string(key.size());
    return text;
  }
  if (!IsPlaceholder(key, sigil)) return "Syntax error; key: \"" + std::string(key) + '"';
  return {};
}

ApiError InvalidName(std::string_view fault, const NamePlaceholder& name) {
  return ApiError::PrefixedValidation("ExpressionAttributeNames contains invalid value: " + std::string(fault) +
                                      " for key " + name.placeholder);
}

template <typename Placeholder>
Result<void> CheckKeys(const std::vector<Placeholder>& placeholders, std::string_view member, char sigil) {
  if (placeholders.empty()) return ApiError::PrefixedValidation(std::string(member) + " must not be empty");
  for (const Placeholder& p : placeholders) {
    const std::string fault = FaultOf(p.placeholder, sigil);
    if (!fault.empty()) {
      return ApiError::PrefixedValidation(std::string(member) + " contains invalid key: " + fault);
    }
  }
  return {};
}

// The position in `placeholders`, or its size. Requests have few of them: a linear search is the fastest.
template <typename Placeholder>
std::size_t PositionOf(const std::vector<Placeholder>& placeholders, std::string_view text) {
  std::size_t i = 0;
  while (i < placeholders.size() && placeholders[i].placeholder != text) ++i;
  return i;
}

template <typename Placeholder>
Result<void> CheckUsed(const std::vector<Placeholder>* placeholders, const std::vector<bool>& used,
                       std::string_view member) {
  if (std::find(used.begin(), used.end(), false) == used.end()) return {};
  std::string text = "Value provided in " + std::string(member) + " unused in expressions: keys: {";
  bool first = true;
  for (std::size_t i = 0; i < used.size(); ++i) {
    if (used[i]) continue;
    if (!first) text += ", ";
    first = false;
    text += (*placeholders)[i].placeholder;
  }
  text += '}';
  return ApiError::PrefixedValidation(std::move(text));
}

ApiError ValuesWithoutExpression(std::initializer_list<ExpressionParameter> parameters) {
  const std::string text = "ExpressionAttributeValues can only be specified when using expressions";
  std::string missing;
  std::size_t count = 0;
  for (const ExpressionParameter& parameter : parameters) {
    if (parameter.kind == ExpressionKind::kProjection) continue;
    if (count++ > 0) missing += " and ";
    missing += NameOf(parameter.kind);
  }
  if (count == 0) return ApiError::PrefixedValidation(text);
  return {ErrorType::kValidation, text + ": " + missing + (count > 1 ? " are null" : " is null"),
          "1 validation error detected: " + text};
}

}  // namespace

Result<void> CheckPlaceholdersHaveExpression(bool names_given, bool values_given,
                                             std::initializer_list<ExpressionParameter> parameters) {
  bool any = false;
  bool any_with_values = false;
  for (const ExpressionParameter& parameter : parameters) {
    any |= parameter.given;
    any_with_values |= parameter.given && parameter.kind != ExpressionKind::kProjection;
  }
  if (names_given && !any) {
    return ApiError::PrefixedValidation("ExpressionAttributeNames can only be specified when using expressions");
  }
  if (values_given && !any_with_values) return ValuesWithoutExpression(parameters);
  return {};
}

Result<ExpressionPlaceholders> ExpressionPlaceholders::Create(const std::optional<NamePlaceholders>& names,
                                                              const std::optional<ValuePlaceholders>& values) {
  ExpressionPlaceholders placeholders;
  if (names) {
    TABLEROCK_TRY(CheckKeys(*names, "ExpressionAttributeNames", '#'));
    for (const NamePlaceholder& name : *names) {
      if (name.attribute.empty()) return InvalidName("Empty attribute name", name);
      if (name.attribute.size() > limits::kAttributeNameSizeBytesMax) {
        return InvalidName("Attribute name is too large, must be less than 65536 bytes", name);
      }
    }
    placeholders.names_ = &*names;
    placeholders.name_used_.resize(names->size());
  }
  if (values) {
    TABLEROCK_TRY(CheckKeys(*values, "ExpressionAttributeValues", ':'));
    placeholders.values_ = &*values;
    placeholders.value_used_.resize(values->size());
  }
  return placeholders;
}

const std::string* ExpressionPlaceholders::UseName(std::string_view placeholder) {
  if (names_ == nullptr) return nullptr;
  const std::size_t position = PositionOf(*names_, placeholder);
  if (position == names_->size()) return nullptr;
  name_used_[position] = true;
  return &(*names_)[position].attribute;
}

std::optional<AttributeValueView> ExpressionPlaceholders::UseValue(std::string_view placeholder) {
  if (values_ == nullptr) return std::nullopt;
  const std::size_t position = PositionOf(*values_, placeholder);
  if (position == values_->size()) return std::nullopt;
  value_used_[position] = true;
  return (*values_)[position].value.view();
}

Result<void> ExpressionPlaceholders::CheckAllUsed() const {
  TABLEROCK_TRY(CheckUsed(names_, name_used_, "ExpressionAttributeNames"));
  return CheckUsed(values_, value_used_, "ExpressionAttributeValues");
}

}  // namespace tablerock

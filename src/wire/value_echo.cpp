#include "wire/value_echo.h"

#include <array>
#include <string_view>

#include "json/base64.h"

namespace tablerock {
namespace {

// The fields of the service's AttributeValue, in its order, as recorded (aws-messages.json, c_bw_over25).
constexpr std::array<std::string_view, 16> kAttributeValueFields{
    "s",  "n",      "b",          "iNT",       "dECIMAL", "dOUBLE", "sS",   "nS",
    "bS", "iNTSET", "dECIMALSET", "dOUBLESET", "m",       "l",      "nULL", "bOOL"};

// An echo grows to many times the request's size; what goes beyond this is left out.
constexpr std::size_t kEchoSizeMax = 65'536;

bool IsFull(const std::string& echo) { return echo.size() > kEchoSizeMax; }

void AppendAttributeValue(std::string& out, AttributeValueView value);

void AppendAttributes(std::string& out, AttributesView attributes) {
  out += '{';
  bool first = true;
  for (const auto [name, value] : attributes) {
    if (IsFull(out)) break;
    if (!first) out += ", ";
    first = false;
    out.append(name).append("=");
    AppendAttributeValue(out, value);
  }
  out += '}';
}

void AppendContent(std::string& out, AttributeValueView value) {
  const auto append_list = [&out](auto members, auto append) {
    out += '[';
    bool first = true;
    for (const auto member : members) {
      if (IsFull(out)) break;
      if (!first) out += ", ";
      first = false;
      append(member);
    }
    out += ']';
  };
  switch (value.type()) {
    case AttributeType::kString:
    case AttributeType::kNumber:
      out += value.text();
      return;
    case AttributeType::kBinary:
      AppendBase64(out, value.text());
      return;
    case AttributeType::kFalse:
      out += "false";
      return;
    case AttributeType::kTrue:
    case AttributeType::kNull:
      out += "true";
      return;
    case AttributeType::kMap:
      AppendAttributes(out, value.attributes());
      return;
    case AttributeType::kList:
      append_list(value.elements(), [&out](AttributeValueView element) { AppendAttributeValue(out, element); });
      return;
    case AttributeType::kStringSet:
    case AttributeType::kNumberSet:
      append_list(value.members(), [&out](std::string_view member) { out += member; });
      return;
    case AttributeType::kBinarySet:
      append_list(value.members(), [&out](std::string_view member) { AppendBase64(out, member); });
      return;
  }
}

void AppendAttributeValue(std::string& out, AttributeValueView value) {
  const std::string set_field = JavaName(NameOf(value.type()));
  out += "AttributeValue(";
  for (const std::string_view field : kAttributeValueFields) {
    if (out.back() != '(') out += ", ";
    out.append(field).append("=");
    if (field == set_field) {
      AppendContent(out, value);
    } else {
      out += "null";
    }
  }
  out += ')';
}

void AppendStructure(std::string& out, const InputStructure& structure) {
  const Shape& shape = structure.shape();
  out.append(shape.name).append("(");
  for (std::size_t i = 0; i < shape.member_count; ++i) {
    if (i != 0) out += ", ";
    out.append(JavaName(shape.members[i].name)).append("=");
    AppendValueEcho(out, structure.values()[i], shape.members[i].shape);
  }
  out += ')';
}

std::string RealText(double real) {
  std::string text = std::to_string(real);
  text.erase(text.find_last_not_of('0') + 1);
  return text.back() == '.' ? text + "0" : text;
}

}  // namespace

std::string JavaName(std::string_view member) {
  std::string name(member);
  if (!name.empty() && name[0] >= 'A' && name[0] <= 'Z') name[0] = static_cast<char>(name[0] - 'A' + 'a');
  return name;
}

void AppendValueEcho(std::string& out, const InputValue& value, const Shape& shape) {
  if (!value) {
    out += "null";
    return;
  }
  switch (shape.kind) {
    case ShapeKind::kText:
      out += value.text();
      return;
    case ShapeKind::kInteger:
    case ShapeKind::kLong:
      out += std::to_string(value.integer());
      return;
    case ShapeKind::kDouble:
    case ShapeKind::kTimestamp:
      out += RealText(value.real());
      return;
    case ShapeKind::kBoolean:
      out += value.boolean() ? "true" : "false";
      return;
    case ShapeKind::kStructure:
      AppendStructure(out, value.structure());
      return;
    case ShapeKind::kAttributeValue:
      AppendAttributeValue(out, value.attribute_value().value);
      return;
    case ShapeKind::kAttributes:
      AppendAttributes(out, value.attributes().item.attributes());
      return;
    case ShapeKind::kList: {
      out += '[';
      bool first = true;
      for (const InputValue& element : value.elements()) {
        if (IsFull(out)) break;
        if (!first) out += ", ";
        first = false;
        AppendValueEcho(out, element, *shape.element);
      }
      out += ']';
      return;
    }
    case ShapeKind::kMap: {
      out += '{';
      bool first = true;
      for (const InputEntry& entry : value.entries()) {
        if (IsFull(out)) break;
        if (!first) out += ", ";
        first = false;
        out.append(entry.key).append("=");
        AppendValueEcho(out, entry.value, *shape.element);
      }
      out += '}';
      return;
    }
  }
}

}  // namespace tablerock

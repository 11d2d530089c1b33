// Prints the shape tables as JSON, for service_model_test.py.
#include <cstdio>
#include <string>

#include "json/writer.h"
#include "wire/shapes/input_shapes.h"

namespace tablerock {
namespace {

std::string_view NameOf(ShapeKind kind) {
  switch (kind) {
    case ShapeKind::kText:
      return "string";
    case ShapeKind::kInteger:
      return "integer";
    case ShapeKind::kLong:
      return "long";
    case ShapeKind::kDouble:
      return "double";
    case ShapeKind::kBoolean:
      return "boolean";
    case ShapeKind::kTimestamp:
      return "timestamp";
    case ShapeKind::kList:
      return "list";
    case ShapeKind::kMap:
      return "map";
    case ShapeKind::kStructure:
      return "structure";
    case ShapeKind::kAttributeValue:
      return "AttributeValue";
    case ShapeKind::kAttributes:
      return "attributes";
  }
  return "";
}

void Dump(JsonWriter& json, const Shape& shape, Presence presence) {
  json.BeginObject();
  json.Member("type");
  json.String(NameOf(shape.kind));
  json.Member("required");
  json.Bool(presence == kRequired);
  for (const auto& [name, limit] : {std::pair("min", shape.min), std::pair("max", shape.max)}) {
    if (limit == kNoLimit) continue;
    json.Member(name);
    json.Integer(limit);
  }
  if (shape.pattern != nullptr) {
    json.Member("pattern");
    json.String(shape.pattern->text);
  }
  if (!shape.values.empty()) {
    json.Member("enum");
    json.BeginArray();
    for (const std::string_view value : shape.values) json.String(value);
    json.EndArray();
  }
  if (shape.kind == ShapeKind::kStructure) {
    json.Member("members");
    json.BeginObject();
    for (const Member& member : MembersOf(shape)) {
      json.Key(member.name);
      Dump(json, member.shape, member.presence);
    }
    json.EndObject();
  }
  if (shape.key != nullptr) {
    json.Member("key");
    Dump(json, *shape.key, kOptional);
  }
  if (shape.element != nullptr) {
    json.Member("element");
    Dump(json, *shape.element, kOptional);
  }
  json.EndObject();
}

}  // namespace
}  // namespace tablerock

int main() {
  std::string out;
  {
    tablerock::JsonWriter json(out);
    json.BeginObject();
    for (const tablerock::InputShape* shape : tablerock::InputShapes()) {
      json.Key(shape->operation);
      tablerock::Dump(json, shape->structure, tablerock::kOptional);
    }
    json.EndObject();
  }
  std::puts(out.c_str());
  return 0;
}

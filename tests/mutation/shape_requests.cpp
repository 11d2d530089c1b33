#include <algorithm>
#include <array>

#include "mutation/request_generator.h"
#include "wire/shapes/input_shapes.h"

namespace tablerock {
namespace {

constexpr std::size_t kLengthMax = 60;

}  // namespace

// Nine of ten times within the bounds that the shape declares.
std::string RequestGenerator::TextByShape(const Shape& shape, const std::string& name) {
  if (!shape.values.empty()) return std::string(random_.OneOf(shape.values));
  if (name == "TableName" || name == "GlobalTableName")
    return std::string(std::array{"music", "plain", "binary", "other"}[random_.Pick(4)]);
  if (name.ends_with("Arn")) return ArnOf(PickTable());
  if (name == "IndexName") return "by-group";
  const std::int64_t least = shape.min == kNoLimit ? 0 : shape.min;
  const std::int64_t most = shape.max == kNoLimit ? least + 10 : shape.max;
  const auto length =
      std::min<std::size_t>(static_cast<std::size_t>(most), static_cast<std::size_t>(least) + random_.Pick(8));
  return std::string(std::min(length, kLengthMax + static_cast<std::size_t>(least)), 'x');
}

Json RequestGenerator::ValueByShape(const Shape& shape, const std::string& name) {
  const std::int64_t least = shape.min == kNoLimit ? 1 : shape.min;
  switch (shape.kind) {
    case ShapeKind::kText:
      return TextByShape(shape, name);
    case ShapeKind::kInteger:
    case ShapeKind::kLong:
      return least + static_cast<std::int64_t>(random_.Pick(3));
    case ShapeKind::kDouble:
    case ShapeKind::kTimestamp:
      return 1'795'000'000.5;
    case ShapeKind::kBoolean:
      return random_.Chance(50);
    case ShapeKind::kList: {
      Json elements = Json::array();
      for (std::int64_t i = std::max<std::int64_t>(1, least); i > 0; --i) {
        elements.push_back(ValueByShape(*shape.element, name));
      }
      return elements;
    }
    case ShapeKind::kMap:
      return {{TextByShape(*shape.key, name), ValueByShape(*shape.element, name)}};
    case ShapeKind::kStructure: {
      Json structure = Json::object();
      for (const Member& member : MembersOf(shape)) {
        if (member.presence != Presence::kRequired && random_.Chance(65)) continue;
        const std::string member_name(member.name);
        structure[member_name] = ValueByShape(member.shape, member_name);
      }
      return structure;
    }
    case ShapeKind::kAttributeValue:
      return RandomValue();
    case ShapeKind::kAttributes:
      return RandomItem(PickTable());
  }
  return {};
}

GeneratedRequest RequestGenerator::ByShape() {
  const InputShape& shape = *random_.OneOf(InputShapes());
  return {std::string(shape.operation), ValueByShape(shape.structure, ""), false, false, {}};
}

GeneratedRequest RequestGenerator::Next() {
  const std::size_t choice = random_.Pick(100);
  if (choice < 15) return PutItem();
  if (choice < 31) return UpdateItem();
  if (choice < 37) return DeleteItem();
  if (choice < 42) return BatchWriteItem();
  if (choice < 48) return TransactWriteItems();
  if (choice < 54) return GetItem();
  if (choice < 58) return BatchGetItem();
  if (choice < 61) return TransactGetItems();
  if (choice < 68) return Query();
  if (choice < 73) return Scan();
  if (choice < 75) return StreamRequest();
  if (choice < 82) return ExecuteStatement();
  if (choice < 86) return BatchExecuteStatement();
  if (choice < 88) return ExecuteTransaction();
  if (choice < 89) return CreateTable();
  if (choice < 91) return UpdateTable();
  if (choice < 94) return TableSetting();
  return ByShape();
}

}  // namespace tablerock

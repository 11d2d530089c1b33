// The expressions that a request can carry.
#pragma once

#include <cstdint>
#include <string_view>

namespace tablerock {

enum class ExpressionKind : std::uint8_t {
  kCondition,
  kFilter,
  kKeyCondition,
  kProjection,
  kUpdate,
  kStatement,  // of PartiQL: the texts of its errors name no parameter
};

// The request member's name, as error texts give it: "ConditionExpression".
constexpr std::string_view NameOf(ExpressionKind kind) {
  switch (kind) {
    case ExpressionKind::kCondition:
      return "ConditionExpression";
    case ExpressionKind::kFilter:
      return "FilterExpression";
    case ExpressionKind::kKeyCondition:
      return "KeyConditionExpression";
    case ExpressionKind::kProjection:
      return "ProjectionExpression";
    case ExpressionKind::kUpdate:
      return "UpdateExpression";
    case ExpressionKind::kStatement:
      return "Statement";
  }
  return "";
}

}  // namespace tablerock

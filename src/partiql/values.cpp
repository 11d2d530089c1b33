#include "partiql/values.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "core/limits.h"
#include "model/item_builder.h"
#include "model/number.h"
#include "partiql/errors.h"

namespace tablerock::partiql {
namespace {

constexpr std::string_view kRoot = "root";

ApiError NoSetMember() {
  return ApiError::Validation("Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags");
}

ApiError DuplicateMembers(const std::vector<std::string>& members, std::string_view tail) {
  std::string text = "Input collection [";
  for (const std::string& member : members) {
    if (&member != members.data()) text += ", ";
    text += member;
  }
  text += "] contains duplicates";
  return ApiError::InvalidParameterValues(text + std::string(tail));
}

// What the service calls a value of Amazon Ion. A rough reading: all of them are refused.
std::string_view IonTypeOf(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  if (text.starts_with("null")) return "NULL";
  if (text.starts_with("true") || text.starts_with("false")) return "BOOL";
  if (text.starts_with("{{")) return "BLOB";
  if (text.starts_with('{')) return "STRUCT";
  if (text.starts_with('[')) return "LIST";
  if (text.starts_with('(')) return "SEXP";
  if (text.starts_with('"') || text.starts_with("'''")) return "STRING";
  const bool is_number = text.find_first_of("0123456789") == 0 || text.starts_with('-');
  if (!is_number) return "SYMBOL";
  if (text.find_first_of("Tt:") != std::string_view::npos) return "TIMESTAMP";
  if (text.find_first_of("eE") != std::string_view::npos) return "FLOAT";
  return text.find_first_of(".dD") != std::string_view::npos ? "DECIMAL" : "INT";
}

// What the service calls the type of a struct's name that is no string.
std::string_view TypeOfName(const Expr& name) {
  switch (name.kind) {
    case ExprKind::kNumber:
      return name.text.find_first_of(".eE") == std::string::npos ? "INT" : "DECIMAL";
    case ExprKind::kBoolean:
      return "BOOL";
    case ExprKind::kNull:
      return "NULL";
    default:
      return ClassNameOf(name);
  }
}

// The canonical text. A statement may leave out digits on one side of the point.
Result<Number> NumberOf(const Expr& expr) {
  std::string text = expr.text;
  const std::size_t point = text.find('.');
  if (point != std::string::npos) {
    const bool no_fraction = point + 1 == text.size() || text[point + 1] < '0' || text[point + 1] > '9';
    if (no_fraction) text.insert(point + 1, "0");
    if (point == 0 || text[point - 1] == '-') text.insert(point, "0");
  }
  return Number::Parse(text);
}

// Adds the name of a struct's member to `names`. Errors: it is no string, empty, or among them already, for which the
// service points at `duplicate_at`.
Result<void> TakeMemberName(const Expr& name, std::string_view under, SourcePosition duplicate_at,
                            std::unordered_set<std::string_view>& names) {
  if (name.kind != ExprKind::kString) {
    std::string text = "Tuple keys must be of type String. Actual type: ";
    text.append(TypeOfName(name)).append(" under ").append(under);
    return ErrorAt(std::move(text), name.position);
  }
  if (name.text.empty()) return EmptyPathComponent();
  if (names.insert(name.text).second) return {};
  return ErrorAt("Duplicate keys in tuple. Key: " + name.text + " under " + std::string(under), duplicate_at);
}

// Writes one value into a builder, and knows the way that it has gone.
class LiteralWriter {
 public:
  explicit LiteralWriter(const StatementSyntax& syntax) : syntax_(syntax), under_(kRoot) {}

  Result<void> Write(const Expr& expr) {
    if (level_ == static_cast<std::size_t>(limits::kNestingLevelsMax)) {
      return ApiError::Validation("Nesting Levels have exceeded supported limits under " + under_);
    }
    switch (expr.kind) {
      case ExprKind::kNull:
        builder_.Null();
        return {};
      case ExprKind::kBoolean:
        builder_.Bool(expr.text == "true");
        return {};
      case ExprKind::kString:
        builder_.String(expr.text);
        return {};
      case ExprKind::kNumber:
        return WriteNumber(expr);
      case ExprKind::kList:
        return WriteList(expr);
      case ExprKind::kBag:
        return WriteSet(expr);
      case ExprKind::kStruct:
        return WriteMap(expr);
      case ExprKind::kIonLiteral:
        return IonLiteral(IonTypeOf(expr.text), under_, expr.position);
      default:
        return UnsupportedType(ClassNameOf(expr), under_, expr.position);
    }
  }

  AttributeValue TakeValue() { return builder_.TakeValue(); }

 private:
  Result<void> WriteNumber(const Expr& expr) {
    const auto number = NumberOf(expr);
    if (!number) return number.error().WithSuffix(" under " + under_);
    builder_.Number(number->text());
    return {};
  }

  Result<void> WriteInside(const Expr& expr, const std::string& step) {
    const std::size_t length = under_.size();
    under_ += step;
    ++level_;
    TABLEROCK_TRY(Write(expr));
    --level_;
    under_.resize(length);
    return {};
  }

  Result<void> WriteList(const Expr& expr) {
    builder_.BeginList();
    for (std::size_t i = 0; i < expr.children.size(); ++i) {
      TABLEROCK_TRY(WriteInside(syntax_.ChildOf(expr, i), '[' + std::to_string(i) + ']'));
    }
    builder_.EndList();
    return {};
  }

  Result<void> WriteMap(const Expr& expr) {
    std::unordered_set<std::string_view> names;
    builder_.BeginMap();
    for (std::size_t i = 0; i < expr.children.size(); i += 2) {
      const Expr& name = syntax_.ChildOf(expr, i);
      TABLEROCK_TRY(TakeMemberName(name, under_, expr.position, names));
      builder_.Name(name.text);
      TABLEROCK_TRY(WriteInside(syntax_.ChildOf(expr, i + 1), '.' + name.text));
    }
    builder_.EndMap();
    return {};
  }

  Result<void> WriteSet(const Expr& expr) {
    if (expr.children.empty()) return ApiError::Validation("Empty bags are not supported");
    const ExprKind kind = syntax_.ChildOf(expr, 0).kind;
    const bool of_numbers = kind == ExprKind::kNumber;
    if (!of_numbers && kind != ExprKind::kString) return NoSetMember();
    std::vector<std::string> written;  // as the statement has them
    std::vector<std::string> members;
    for (const ExprIndex child : expr.children) {
      const Expr& member = syntax_[child];
      if (member.kind != kind) return NoSetMember();
      written.push_back(member.text);
      members.push_back(member.text);
      if (!of_numbers) continue;
      const auto number = NumberOf(member);
      if (!number) return number.error().WithSuffix(" under " + under_);
      members.back() = number->text();
    }
    const AttributeType type = of_numbers ? AttributeType::kNumberSet : AttributeType::kStringSet;
    if (builder_.Set(type, {members.begin(), members.end()})) return {};
    return DuplicateMembers(written, of_numbers ? "! under " + under_ : ".");
  }

  const StatementSyntax& syntax_;
  ItemBuilder builder_;
  std::string under_;
  std::size_t level_ = 0;
};

// How the service names what stands as a member of an INSERT's item and is no value.
std::string_view NameInItem(const Expr& expr) {
  switch (expr.kind) {
    case ExprKind::kMissing:
      return "MISSING";
    case ExprKind::kPath:
      return "PATH";
    case ExprKind::kDate:
    case ExprKind::kTime:
      return "UNKNOWN";
    case ExprKind::kCase:
      return "CASE";
    case ExprKind::kIs:
      return "is";
    case ExprKind::kAnd:
      return "and";
    case ExprKind::kOr:
      return "or";
    case ExprKind::kSexp:
      return ClassNameOf(expr);
    default:
      return expr.text;
  }
}

}  // namespace

bool IsLiteral(const Expr& expr) {
  switch (expr.kind) {
    case ExprKind::kNull:
    case ExprKind::kBoolean:
    case ExprKind::kNumber:
    case ExprKind::kString:
    case ExprKind::kIonLiteral:
    case ExprKind::kList:
    case ExprKind::kBag:
    case ExprKind::kStruct:
      return true;
    default:
      return false;
  }
}

Result<AttributeValue> LiteralOf(const StatementSyntax& syntax, const Expr& expr) {
  LiteralWriter writer(syntax);
  TABLEROCK_TRY(writer.Write(expr));
  return writer.TakeValue();
}

Result<AttributeValueView> ParameterOf(const Expr& expr, Parameters parameters) {
  const std::size_t number = std::strtoul(expr.text.c_str(), nullptr, 10);
  if (number > parameters.size()) return ParameterCountMismatch();
  return parameters[number - 1].view();
}

Result<Item> ItemOf(const StatementSyntax& syntax, const Expr& expr, Parameters parameters) {
  if (expr.kind != ExprKind::kStruct) {
    return ErrorAt(
        "Unsupported format in item expression. Please use struct format {...} to express item values for insert "
        "statement.",
        expr.position);
  }
  std::unordered_set<std::string_view> names;
  ItemBuilder builder;
  for (std::size_t i = 0; i < expr.children.size(); i += 2) {
    const Expr& name = syntax.ChildOf(expr, i);
    const Expr& member = syntax.ChildOf(expr, i + 1);
    TABLEROCK_TRY(TakeMemberName(name, kRoot, name.position, names));
    if (member.kind == ExprKind::kParameter) {
      TABLEROCK_ASSIGN(const AttributeValueView value, ParameterOf(member, parameters));
      builder.Attribute(name.text, value);
    } else if (IsLiteral(member)) {
      TABLEROCK_ASSIGN(const AttributeValue value, LiteralOf(syntax, member));
      builder.Attribute(name.text, value);
    } else {
      return UnsupportedType(NameInItem(member), kRoot, member.position);
    }
  }
  return builder.TakeItem();
}

}  // namespace tablerock::partiql

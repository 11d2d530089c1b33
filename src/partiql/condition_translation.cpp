#include "partiql/condition_translation.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "expressions/condition_checks.h"
#include "expressions/errors.h"
#include "expressions/operand_resolution.h"
#include "partiql/errors.h"
#include "partiql/operand_translation.h"

namespace tablerock::partiql {
namespace {

std::optional<Comparator> ComparatorOf(std::string_view text) {
  for (const Comparator comparator : {Comparator::kEqual, Comparator::kNotEqual, Comparator::kLess,
                                      Comparator::kLessOrEqual, Comparator::kGreater, Comparator::kGreaterOrEqual}) {
    if (NameOf(comparator) == text) return comparator;
  }
  return std::nullopt;
}

// The data type that IS tests for. Nothing for types that DynamoDB does not have.
std::optional<std::string_view> DataTypeOf(std::string_view type_name) {
  constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
      {"null", "NULL"}, {"boolean", "BOOL"}, {"blob", "B"},  {"string", "S"},
      {"numeric", "N"}, {"struct", "M"},     {"tuple", "M"}, {"list", "L"}};
  for (const auto& [name, data_type] : kTypes) {
    if (name == type_name) return data_type;
  }
  return std::nullopt;
}

std::string UpperCase(std::string_view name) {
  std::string upper(name);
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return upper;
}

// True for what has a truth value, whether the service allows it in a condition or not.
bool IsCondition(const Expr& expr) {
  switch (expr.kind) {
    case ExprKind::kNot:
    case ExprKind::kAnd:
    case ExprKind::kOr:
    case ExprKind::kComparison:
    case ExprKind::kIn:
    case ExprKind::kBetween:
    case ExprKind::kIs:
    case ExprKind::kLike:
    case ExprKind::kArithmetic:
    case ExprKind::kSign:
      return true;
    case ExprKind::kCall:
      return expr.text != "size";
    default:
      return false;
  }
}

ApiError UnsupportedOperator(const Expr& expr) {
  return ApiError::Validation("Unsupported operator in Condition Expression. Operator: " + expr.text);
}

ApiError UnsupportedToken(const Expr& expr) {
  const bool is_time = expr.kind == ExprKind::kDate || expr.kind == ExprKind::kTime;
  return ErrorAt("Unsupported token in expression: " + (is_time ? "UNKNOWN" : expr.text), expr.position);
}

class Translator {
 public:
  Translator(const StatementSyntax& syntax, Parameters parameters) : syntax_(syntax), parameters_(parameters) {}

  Result<Condition> Run(ExprIndex where) {
    const Expr& expr = syntax_[where];
    if (!IsCondition(expr)) {
      return ApiError::Validation("WHERE clause must contain an expression that resolves to a boolean");
    }
    TABLEROCK_ASSIGN(condition_.tree.root, TranslateTruth(expr));
    TABLEROCK_TRY(CheckOperatorCount(ExpressionKind::kStatement, operator_count_));
    return std::move(condition_);
  }

 private:
  ExpressionNodes& nodes() { return condition_.tree.nodes; }

  // REQUIRES: IsCondition(expr).
  Result<NodeIndex> TranslateTruth(const Expr& expr) {
    ++operator_count_;
    switch (expr.kind) {
      case ExprKind::kAnd:
      case ExprKind::kOr:
        return TranslateJunction(expr);
      case ExprKind::kNot: {
        const Expr& operand = syntax_.ChildOf(expr, 0);
        if (!IsCondition(operand)) return ApiError::Validation("The argument to NOT must be a Type or Expression");
        TABLEROCK_ASSIGN(const NodeIndex node, TranslateTruth(operand));
        return nodes().Not(node);
      }
      case ExprKind::kComparison:
      case ExprKind::kIn:
      case ExprKind::kBetween:
      case ExprKind::kIs:
      case ExprKind::kCall: {
        const auto first = static_cast<NodeIndex>(nodes().size());
        TABLEROCK_ASSIGN(const NodeIndex node, TranslateTest(expr));
        TABLEROCK_TRY(
            ConditionChecks(ExpressionKind::kStatement, nodes(), condition_.operands).CheckComparison(first, node));
        return node;
      }
      default:
        return UnsupportedOperator(expr);
    }
  }

  Result<NodeIndex> TranslateJunction(const Expr& expr) {
    operator_count_ += expr.children.size() - 2;
    std::vector<NodeIndex> operands;
    for (const ExprIndex child : expr.children) {
      if (!IsCondition(syntax_[child])) return ApiError::Validation("The arguments to AND/OR must be Expressions");
      TABLEROCK_ASSIGN(const NodeIndex operand, TranslateTruth(syntax_[child]));
      operands.push_back(operand);
    }
    return expr.kind == ExprKind::kAnd ? nodes().And(operands) : nodes().Or(operands);
  }

  Result<NodeIndex> TranslateTest(const Expr& expr) {
    if (expr.kind == ExprKind::kIn) return TranslateIn(expr);
    if (expr.kind == ExprKind::kIs) return TranslateIs(expr);
    if (expr.kind == ExprKind::kCall) return TranslateCall(expr);
    TABLEROCK_ASSIGN(const std::vector<NodeIndex> operands, TranslateOperands(expr.children));
    if (expr.kind == ExprKind::kBetween) return nodes().Between(operands[0], operands[1], operands[2]);
    return nodes().Compare(*ComparatorOf(expr.text), operands[0], operands[1]);
  }

  Result<std::vector<NodeIndex>> TranslateOperands(const std::vector<ExprIndex>& children) {
    std::vector<NodeIndex> operands;
    for (const ExprIndex child : children) {
      TABLEROCK_ASSIGN(const NodeIndex operand, TranslateOperand(syntax_[child]));
      operands.push_back(operand);
    }
    return operands;
  }

  Result<NodeIndex> TranslateIn(const Expr& expr) {
    const Expr& list = syntax_.ChildOf(expr, 1);
    const bool is_list = list.kind == ExprKind::kList || list.kind == ExprKind::kBag || list.kind == ExprKind::kSexp;
    if (!is_list || list.children.empty()) {
      return ApiError::Validation(
          "IN operator must have a left hand argument of type Variable Reference and right hand argument of type Seq "
          "with at least one member");
    }
    std::vector<ExprIndex> children{expr.children[0]};
    children.insert(children.end(), list.children.begin(), list.children.end());
    TABLEROCK_ASSIGN(const std::vector<NodeIndex> operands, TranslateOperands(children));
    return nodes().In(operands);
  }

  Result<NodeIndex> TranslateIs(const Expr& expr) {
    TABLEROCK_ASSIGN(const NodeIndex operand, TranslateOperand(syntax_.ChildOf(expr, 0)));
    if (expr.text == "missing") return nodes().Call(Function::kAttributeNotExists, {operand});
    const auto data_type = DataTypeOf(expr.text);
    if (!data_type) {
      return ErrorAt(
          "Unsupported data type for IS operator: " + UpperCase(expr.text) +
              ". Supported data types are [MISSING, NULL, BOOLEAN, BLOB, STRING, NUMERIC, STRUCT, TUPLE, LIST]",
          expr.position);
    }
    const NodeIndex type = nodes().Value(condition_.operands.AddOwnedValue(AttributeValue::String(*data_type)));
    return nodes().Call(Function::kAttributeType, {operand, type});
  }

  Result<NodeIndex> TranslateCall(const Expr& expr) {
    const auto function = FunctionNamed(expr.text);
    if (!function) return UnrecognizedFunction(expr.text, expr.position);
    if (*function > Function::kSize) {
      return ApiError::Validation(expression_errors::UnknownFunction(expr.text, "a condition expression"));
    }
    TABLEROCK_ASSIGN(const std::vector<NodeIndex> arguments, TranslateOperands(expr.children));
    return nodes().Call(*function, arguments);
  }

  Result<NodeIndex> TranslateOperand(const Expr& expr) {
    TABLEROCK_ASSIGN(const std::optional<NodeIndex> simple,
                     TranslateSimpleOperand(syntax_, expr, parameters_, nodes(), condition_.operands));
    if (simple) return *simple;
    if (IsCondition(expr)) return TranslateTruth(expr);
    if (expr.kind != ExprKind::kCall) return UnsupportedToken(expr);
    ++operator_count_;
    return TranslateCall(expr);  // size
  }

  const StatementSyntax& syntax_;
  Parameters parameters_;
  Condition condition_;
  std::size_t operator_count_ = 0;
};

}  // namespace

Result<Condition> TranslateCondition(const StatementSyntax& syntax, ExprIndex where, Parameters parameters) {
  return Translator(syntax, parameters).Run(where);
}

}  // namespace tablerock::partiql

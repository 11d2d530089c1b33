#include "partiql/update_translation.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "expressions/errors.h"
#include "expressions/operand_resolution.h"
#include "partiql/errors.h"
#include "partiql/operand_translation.h"
#include "partiql/paths.h"

namespace tablerock::partiql {
namespace {

constexpr std::string_view kSetAdd = "set_add";
constexpr std::string_view kSetDelete = "set_delete";

ApiError UnsupportedOperator(const Expr& expr) {
  return ApiError::Validation("Unsupported operator in Update Expression. Operator: " + expr.text);
}

bool IsSetFunction(const Expr& expr) {
  return expr.kind == ExprKind::kCall && (expr.text == kSetAdd || expr.text == kSetDelete);
}

class Translator {
 public:
  Translator(const StatementSyntax& syntax, Parameters parameters) : syntax_(syntax), parameters_(parameters) {}

  Result<Update> Run(const std::vector<Manipulation>& actions) {
    for (const Manipulation& action : actions) TABLEROCK_TRY(TranslateAction(action));
    TABLEROCK_TRY(CheckPathsDisjointBackward(update_.paths));
    TABLEROCK_TRY(CheckOperatorCount(ExpressionKind::kStatement, operator_count_));
    return std::move(update_);
  }

 private:
  ExpressionNodes& nodes() { return update_.tree.nodes; }

  Result<void> TranslateAction(const Manipulation& action) {
    TABLEROCK_ASSIGN(DocumentPath path, PathOf(syntax_, syntax_[action.target]));
    UpdateAction translated{UpdateClause::kRemove, update_.operands.AddPath(path)};
    if (action.kind == ManipulationKind::kSet) {
      const Expr& value = syntax_[action.value];
      if (IsSetFunction(value)) {
        translated.clause = value.text == kSetAdd ? UpdateClause::kAdd : UpdateClause::kDelete;
        TABLEROCK_ASSIGN(translated.value, TranslateSetFunction(value, path));
      } else {
        translated.clause = UpdateClause::kSet;
        TABLEROCK_ASSIGN(translated.value, TranslateValue(value));
      }
    }
    update_.paths.push_back(std::move(path));
    update_.tree.actions.push_back(translated);
    return {};
  }

  // SET a = set_add(a, <<…>>) is ADD a.
  Result<NodeIndex> TranslateSetFunction(const Expr& call, const DocumentPath& target) {
    const std::string name = call.text == kSetAdd ? "SET_ADD" : "SET_DELETE";
    ++operator_count_;
    if (call.children.size() != 2) return ErrorAt(name + " must have exactly two arguments", call.position);
    const Expr& first = syntax_.ChildOf(call, 0);
    if (!IsReference(first)) return NotTheTarget(name, call);
    TABLEROCK_ASSIGN(const DocumentPath path, PathOf(syntax_, first));
    if (path != target) return NotTheTarget(name, call);
    const Expr& second = syntax_.ChildOf(call, 1);
    const bool is_value = IsLiteral(second) || second.kind == ExprKind::kParameter;
    if (!is_value) return NoSet(name, first);
    TABLEROCK_ASSIGN(const NodeIndex value, TranslateValue(second));
    if (!IsSet(update_.operands.values[nodes()[value].first].type())) return NoSet(name, first);
    return value;
  }

  static ApiError NotTheTarget(const std::string& name, const Expr& call) {
    return ErrorAt("The first argument to " + name + " must equal the assignment value", call.position);
  }
  // The service points at the first argument.
  static ApiError NoSet(const std::string& name, const Expr& first) {
    return ErrorAt("The second argument to " + name + " must be a value with type SET", first.position);
  }

  Result<NodeIndex> TranslateValue(const Expr& expr) {
    TABLEROCK_ASSIGN(const std::optional<NodeIndex> simple,
                     TranslateSimpleOperand(syntax_, expr, parameters_, nodes(), update_.operands));
    if (simple) return *simple;
    switch (expr.kind) {
      case ExprKind::kCall:
        return TranslateCall(expr);
      case ExprKind::kArithmetic:
        return TranslateSum(expr);
      case ExprKind::kSign:
        return expression_errors::Invalid(ExpressionKind::kStatement,
                                          expression_errors::IncorrectOperandCount(expr.text, 1));
      case ExprKind::kNot:
      case ExprKind::kAnd:
      case ExprKind::kOr:
      case ExprKind::kComparison:
      case ExprKind::kIn:
      case ExprKind::kBetween:
      case ExprKind::kLike:
      case ExprKind::kIs:
        return UnsupportedOperator(expr);
      default:
        return ErrorAt("Unsupported token in expression: " + expr.text, expr.position);
    }
  }

  Result<NodeIndex> TranslateSum(const Expr& expr) {
    if (expr.text != "+" && expr.text != "-") return UnsupportedOperator(expr);
    ++operator_count_;
    TABLEROCK_ASSIGN(const NodeIndex left, TranslateValue(syntax_.ChildOf(expr, 0)));
    TABLEROCK_ASSIGN(const NodeIndex right, TranslateValue(syntax_.ChildOf(expr, 1)));
    TABLEROCK_TRY(CheckValueType(left, AttributeType::kNumber, expr.text));
    TABLEROCK_TRY(CheckValueType(right, AttributeType::kNumber, expr.text));
    return expr.text == "+" ? nodes().Plus(left, right) : nodes().Minus(left, right);
  }

  Result<NodeIndex> TranslateCall(const Expr& expr) {
    const auto function = FunctionNamed(expr.text);
    if (!function) return UnrecognizedFunction(expr.text, expr.position);
    if (*function <= Function::kSize) {
      return ApiError::Validation(expression_errors::UnknownFunction(expr.text, "an update expression"));
    }
    ++operator_count_;
    if (expr.children.size() != 2) {
      return ApiError::Validation(expression_errors::IncorrectOperandCount(expr.text, expr.children.size()));
    }
    if (*function == Function::kIfNotExists && !IsReference(syntax_.ChildOf(expr, 0))) {
      return ApiError::Validation(expression_errors::RequiresDocumentPath(expr.text));
    }
    TABLEROCK_ASSIGN(const NodeIndex first, TranslateValue(syntax_.ChildOf(expr, 0)));
    TABLEROCK_ASSIGN(const NodeIndex second, TranslateValue(syntax_.ChildOf(expr, 1)));
    if (*function == Function::kListAppend) {
      TABLEROCK_TRY(CheckValueType(first, AttributeType::kList, expr.text));
      TABLEROCK_TRY(CheckValueType(second, AttributeType::kList, expr.text));
    }
    return nodes().Call(*function, {first, second});
  }

  Result<void> CheckValueType(NodeIndex operand, AttributeType wanted, std::string_view name) {
    const ExpressionNode& node = nodes()[operand];
    if (node.kind != NodeKind::kValue) return {};
    const AttributeType type = update_.operands.values[node.first].type();
    if (type == wanted) return {};
    return ApiError::Validation(expression_errors::IncorrectOperandType(name, NameOf(type)));
  }

  const StatementSyntax& syntax_;
  Parameters parameters_;
  Update update_;
  std::size_t operator_count_ = 0;
};

}  // namespace

Result<Update> TranslateUpdate(const StatementSyntax& syntax, const std::vector<Manipulation>& actions,
                               Parameters parameters) {
  return Translator(syntax, parameters).Run(actions);
}

}  // namespace tablerock::partiql

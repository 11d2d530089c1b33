#include "partiql/statement_syntax.h"

#include <algorithm>

namespace tablerock::partiql {
namespace {

using NamePair = std::pair<std::string_view, std::string_view>;

constexpr NamePair kOperatorClasses[] = {{"+", "Plus"},
                                         {"-", "Minus"},
                                         {"*", "Times"},
                                         {"/", "Divide"},
                                         {"%", "Modulo"},
                                         {"||", "Concat"},
                                         {"=", "Eq"},
                                         {"<>", "Ne"},
                                         {"<", "Lt"},
                                         {"<=", "Lte"},
                                         {">", "Gt"},
                                         {">=", "Gte"},
                                         {"union", "Union"},
                                         {"union_all", "Union"},
                                         {"intersect", "Intersect"},
                                         {"intersect_all", "Intersect"},
                                         {"except", "Except"},
                                         {"except_all", "Except"}};

constexpr NamePair kTypeFunctionClasses[] = {
    {"cast", "Cast"}, {"can_cast", "CanCast"}, {"can_lossless_cast", "CanLosslessCast"}};

template <std::size_t kCount>
std::string_view Find(const NamePair (&names)[kCount], std::string_view text) {
  const auto* found = std::find_if(names, names + kCount, [&](const NamePair& name) { return name.first == text; });
  return found == names + kCount ? text : found->second;
}

}  // namespace

std::string_view NameOf(Returning returning) {
  switch (returning) {
    case Returning::kAllOld:
      return "ALL OLD";
    case Returning::kModifiedOld:
      return "MODIFIED OLD";
    case Returning::kAllNew:
      return "ALL NEW";
    case Returning::kModifiedNew:
      return "MODIFIED NEW";
  }
  return "";
}

std::string_view ClassNameOf(const Expr& expr) {
  switch (expr.kind) {
    case ExprKind::kMissing:
      return "Missing";
    case ExprKind::kNull:
    case ExprKind::kBoolean:
    case ExprKind::kNumber:
    case ExprKind::kString:
    case ExprKind::kIonLiteral:
      return "Lit";
    case ExprKind::kDate:
      return "Date";
    case ExprKind::kTime:
      return "LitTime";
    case ExprKind::kParameter:
      return "Parameter";
    case ExprKind::kList:
      return "List";
    case ExprKind::kBag:
      return "Bag";
    case ExprKind::kSexp:
      return "Sexp";
    case ExprKind::kStruct:
      return "Struct";
    case ExprKind::kIdentifier:
      return "Id";
    case ExprKind::kPath:
    case ExprKind::kWildcard:
    case ExprKind::kUnpivot:
      return "Path";
    case ExprKind::kNot:
      return "Not";
    case ExprKind::kSign:
      return expr.text == "-" ? "Neg" : "Pos";
    case ExprKind::kArithmetic:
    case ExprKind::kComparison:
    case ExprKind::kSetOperation:
      return Find(kOperatorClasses, expr.text);
    case ExprKind::kAnd:
      return "And";
    case ExprKind::kOr:
      return "Or";
    case ExprKind::kIn:
      return "InCollection";
    case ExprKind::kBetween:
      return "Between";
    case ExprKind::kLike:
      return "Like";
    case ExprKind::kIs:
      return "IsType";
    case ExprKind::kCall:
      return "Call";
    case ExprKind::kAggregate:
      return "CallAgg";
    case ExprKind::kTypeFunction:
      return Find(kTypeFunctionClasses, expr.text);
    case ExprKind::kCase:
      return "SearchedCase";
    case ExprKind::kNullIf:
      return "NullIf";
    case ExprKind::kCoalesce:
      return "Coalesce";
    case ExprKind::kSelect:
      return "Select";
    case ExprKind::kManipulation:
      return "Dml";
    case ExprKind::kDefinition:
      return expr.text;
    case ExprKind::kProcedure:
      return "Exec";
  }
  return "";
}

}  // namespace tablerock::partiql

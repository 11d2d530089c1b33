// StatementSyntax: a statement as its text has it: more than the service runs, since what it does not run it still
// reads, and says so in its own words.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "partiql/source_position.h"

namespace tablerock::partiql {

using ExprIndex = std::uint32_t;  // into StatementSyntax::exprs
inline constexpr ExprIndex kNoExpr = UINT32_MAX;

enum class ExprKind : std::uint8_t {
  // Values. text: of a number as it is written, with its sign; of a parameter its number, from 1.
  kMissing,
  kNull,
  kBoolean,
  kNumber,
  kString,
  kIonLiteral,
  kDate,
  kTime,
  kParameter,
  // Values of values.
  kList,
  kBag,
  kSexp,
  kStruct,  // children: name, value, name, value …
  // References.
  kIdentifier,
  kPath,      // children: where it begins, then its components; a name behind a dot is a kString
  kWildcard,  // component [*]
  kUnpivot,   // component .*
  // Operators; text names them.
  kNot,
  kSign,        // + or - before what is no number
  kArithmetic,  // + - * / % ||
  kComparison,
  kAnd,  // 2 and more children
  kOr,   // 2 and more children
  kIn,
  kBetween,  // children: value, lower bound, upper bound
  kLike,
  kIs,            // text: the type's name
  kSetOperation,  // union, except, intersect
  // Calls; text is the function's name in lower case.
  kCall,
  kAggregate,
  kTypeFunction,  // CAST and its like
  kCase,
  kNullIf,
  kCoalesce,
  // Statements. clause: into `selects` or `manipulations`.
  kSelect,
  kManipulation,
  kDefinition,  // CREATE and DROP; text: what
  kProcedure,   // EXEC
};

struct Expr {
  ExprKind kind = ExprKind::kMissing;
  SourcePosition position;
  std::string text;
  std::vector<ExprIndex> children;
  std::size_t clause = 0;
  std::uint32_t depth = 1;  // levels of exprs from here to the deepest child
};

enum class FromKind : std::uint8_t { kSource, kJoin, kUnpivot };

struct FromClause {
  FromKind kind = FromKind::kSource;
  ExprIndex source = kNoExpr;
  bool is_aliased = false;
};

struct OrderTerm {
  ExprIndex key = kNoExpr;
  bool descending = false;
};

struct SelectItem {
  ExprIndex expr = kNoExpr;
  bool is_aliased = false;
  bool is_unpivot = false;  // a.b.*: `expr` is a.b
};

enum class ProjectionKind : std::uint8_t { kAll, kList, kValue, kPivot };

struct SelectClause {
  ProjectionKind projection = ProjectionKind::kList;
  bool distinct = false;
  std::vector<SelectItem> items;  // kList
  FromClause from;
  ExprIndex where = kNoExpr;
  bool has_group_by = false;
  ExprIndex having = kNoExpr;
  bool has_order_by = false;
  std::vector<OrderTerm> order_by;
  ExprIndex limit = kNoExpr;
  ExprIndex offset = kNoExpr;
};

enum class ManipulationKind : std::uint8_t { kInsert, kInsertValue, kSet, kRemove, kDelete };

// One action of UPDATE, DELETE, INSERT or FROM.
struct Manipulation {
  ManipulationKind kind = ManipulationKind::kSet;
  ExprIndex target = kNoExpr;  // what is set or removed; of an insert the table
  ExprIndex value = kNoExpr;
  bool has_position = false;     // INSERT … AT
  bool has_on_conflict = false;  // INSERT … ON CONFLICT
};

enum class Returning : std::uint8_t { kAllOld, kModifiedOld, kAllNew, kModifiedNew };
// "ALL OLD", …
std::string_view NameOf(Returning returning);

struct ReturningElement {
  Returning returning = Returning::kAllOld;
  bool is_all = true;  // *, not a column
};

struct ManipulationClause {
  std::optional<FromClause> from;  // of an INSERT: FROM … INSERT alone
  std::vector<Manipulation> actions;
  ExprIndex where = kNoExpr;
  std::vector<ReturningElement> returning;
};

struct StatementSyntax {
  std::vector<Expr> exprs;
  std::vector<SelectClause> selects;
  std::vector<ManipulationClause> manipulations;
  ExprIndex root = kNoExpr;

  const Expr& operator[](ExprIndex index) const { return exprs[index]; }
  const Expr& root_expr() const { return exprs[root]; }
  const Expr& ChildOf(const Expr& expr, std::size_t position) const { return exprs[expr.children[position]]; }
};

// The service's name for that kind of expression, in messages about what cannot stand in a value, or alone: "Id",
// "Parameter", "IsType".
std::string_view ClassNameOf(const Expr& expr);

}  // namespace tablerock::partiql

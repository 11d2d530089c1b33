#include "partiql/keywords.h"

#include <algorithm>
#include <array>
#include <utility>

namespace tablerock::partiql {
namespace {

// SQL-92's and PartiQL's own, sorted.
// clang-format off
constexpr std::array<std::string_view, 252> kKeywords{
    "absolute", "action", "add", "all", "allocate", "alter", "and", "any", "are", "as", "asc", "assertion", "at",
    "authorization", "avg", "bag", "begin", "between", "bigint", "bit", "bit_length", "blob", "bool", "boolean", "by",
    "can_cast", "can_lossless_cast", "cascade", "cascaded", "case", "cast", "catalog", "char", "char_length",
    "character", "character_length", "check", "clob", "close", "coalesce", "collate", "collation", "column", "commit",
    "conflict", "connect", "connection", "constraint", "constraints", "continue", "convert", "corresponding", "count",
    "create", "cross", "current", "current_date", "current_time", "current_timestamp", "current_user", "cursor",
    "date", "date_add", "date_diff", "deallocate", "dec", "decimal", "declare", "default", "deferrable", "deferred",
    "delete", "desc", "describe", "descriptor", "diagnostics", "disconnect", "distinct", "do", "domain", "double",
    "drop", "else", "end", "escape", "except", "exception", "exec", "execute", "exists", "external", "extract",
    "false", "fetch", "first", "float", "for", "foreign", "found", "from", "full", "get", "global", "go", "goto",
    "grant", "group", "having", "identity", "immediate", "in", "index", "indicator", "initially", "inner", "input",
    "insensitive", "insert", "int", "int2", "int4", "int8", "integer", "integer2", "integer4", "integer8", "intersect",
    "interval", "into", "is", "isolation", "join", "key", "language", "last", "left", "let", "level", "like", "limit",
    "list", "local", "lower", "match", "max", "min", "missing", "modified", "module", "names", "national", "natural",
    "nchar", "new", "next", "no", "not", "nothing", "null", "nullif", "numeric", "octet_length", "of", "offset", "old",
    "on", "only", "open", "option", "or", "order", "outer", "output", "overlaps", "pad", "partial", "pivot",
    "position", "precision", "prepare", "preserve", "primary", "prior", "privileges", "procedure", "public", "read",
    "real", "references", "relative", "remove", "restrict", "returning", "revoke", "right", "rollback", "rows",
    "schema", "scroll", "section", "select", "session", "session_user", "set", "sexp", "size", "smallint", "some",
    "space", "sql", "sqlcode", "sqlerror", "sqlstate", "string", "struct", "substring", "sum", "symbol", "system_user",
    "table", "temporary", "then", "time", "timestamp", "to", "transaction", "translate", "translation", "trim", "true",
    "tuple", "union", "unique", "unknown", "unpivot", "update", "upper", "usage", "user", "using", "value", "values",
    "varchar", "varying", "view", "when", "whenever", "where", "with", "work", "write", "zone"};
// clang-format on
static_assert(std::is_sorted(kKeywords.begin(), kKeywords.end()));

constexpr std::pair<std::string_view, std::string_view> kTypeAliases[] = {
    {"bigint", "integer8"},   {"bool", "boolean"},
    {"char", "character"},    {"dec", "decimal"},
    {"int", "integer"},       {"int2", "smallint"},
    {"int4", "integer4"},     {"int8", "integer8"},
    {"integer2", "smallint"}, {"varchar", "character_varying"}};

constexpr std::pair<std::string_view, std::size_t> kTypes[] = {{"any", 0},       {"bag", 0},
                                                               {"blob", 0},      {"boolean", 0},
                                                               {"character", 1}, {"character_varying", 1},
                                                               {"clob", 0},      {"date", 0},
                                                               {"decimal", 2},   {"double_precision", 0},
                                                               {"float", 1},     {"integer", 0},
                                                               {"integer4", 0},  {"integer8", 0},
                                                               {"list", 0},      {"missing", 0},
                                                               {"null", 0},      {"numeric", 2},
                                                               {"real", 0},      {"sexp", 0},
                                                               {"smallint", 0},  {"string", 0},
                                                               {"struct", 0},    {"symbol", 0},
                                                               {"time", 1},      {"timestamp", 0},
                                                               {"tuple", 0}};

constexpr std::string_view kFunctions[] = {"avg",   "bag",          "bit_length", "char_length", "character_length",
                                           "count", "exists",       "list",       "lower",       "max",
                                           "min",   "octet_length", "sexp",       "size",        "sum",
                                           "upper"};

constexpr std::string_view kAggregates[] = {"avg", "count", "max", "min", "sum"};

}  // namespace

bool IsKeyword(std::string_view word) { return std::binary_search(kKeywords.begin(), kKeywords.end(), word); }

std::string_view TypeNameOf(std::string_view word) {
  for (const auto& [alias, name] : kTypeAliases) {
    if (alias == word) return name;
  }
  return word;
}

std::optional<std::size_t> TypeParametersMax(std::string_view word) {
  for (const auto& [name, parameters_max] : kTypes) {
    if (name == word) return parameters_max;
  }
  return std::nullopt;
}

bool IsFunctionKeyword(std::string_view word) {
  return std::find(std::begin(kFunctions), std::end(kFunctions), word) != std::end(kFunctions);
}

bool IsAggregate(std::string_view word) {
  return std::find(std::begin(kAggregates), std::end(kAggregates), word) != std::end(kAggregates);
}

}  // namespace tablerock::partiql

#include "partiql/token_merging.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace tablerock::partiql {
namespace {

struct Merged {
  std::string_view words;  // joined by spaces
  std::string_view text;
  TokenKind kind;
};

constexpr Merged kMerged[] = {
    {"not in", "not_in", TokenKind::kOperator},
    {"is not", "is_not", TokenKind::kOperator},
    {"not between", "not_between", TokenKind::kOperator},
    {"not like", "not_like", TokenKind::kOperator},
    {"intersect all", "intersect_all", TokenKind::kOperator},
    {"except all", "except_all", TokenKind::kOperator},
    {"union all", "union_all", TokenKind::kOperator},
    {"character varying", "character_varying", TokenKind::kKeyword},
    {"double precision", "double_precision", TokenKind::kKeyword},
    {"insert into", "insert_into", TokenKind::kKeyword},
    {"on conflict", "on_conflict", TokenKind::kKeyword},
    {"do nothing", "do_nothing", TokenKind::kKeyword},
    {"modified old", "modified_old", TokenKind::kKeyword},
    {"modified new", "modified_new", TokenKind::kKeyword},
    {"all old", "all_old", TokenKind::kKeyword},
    {"all new", "all_new", TokenKind::kKeyword},
    {"cross join", "cross_join", TokenKind::kKeyword},
    {"inner join", "inner_join", TokenKind::kKeyword},
    {"inner cross join", "cross_join", TokenKind::kKeyword},
    {"left join", "left_join", TokenKind::kKeyword},
    {"left outer join", "left_join", TokenKind::kKeyword},
    {"left cross join", "left_cross_join", TokenKind::kKeyword},
    {"left outer cross join", "left_cross_join", TokenKind::kKeyword},
    {"right join", "right_join", TokenKind::kKeyword},
    {"right outer join", "right_join", TokenKind::kKeyword},
    {"right cross join", "right_cross_join", TokenKind::kKeyword},
    {"right outer cross join", "right_cross_join", TokenKind::kKeyword},
    {"full join", "outer_join", TokenKind::kKeyword},
    {"outer join", "outer_join", TokenKind::kKeyword},
    {"full outer join", "outer_join", TokenKind::kKeyword},
    {"full cross join", "outer_cross_join", TokenKind::kKeyword},
    {"outer cross join", "outer_cross_join", TokenKind::kKeyword},
    {"full outer cross join", "outer_cross_join", TokenKind::kKeyword},
};
constexpr std::size_t kWordsMax = 4;

bool IsWord(const Token& token) { return token.kind == TokenKind::kKeyword || token.kind == TokenKind::kOperator; }

const Merged* FindMerged(std::string_view words) {
  const auto* found =
      std::find_if(std::begin(kMerged), std::end(kMerged), [&](const Merged& merged) { return merged.words == words; });
  return found == std::end(kMerged) ? nullptr : found;
}

}  // namespace

void AddOrMerge(std::vector<Token>& tokens, Token token) {
  if (!IsWord(token)) {
    tokens.push_back(std::move(token));
    return;
  }
  for (std::size_t before = kWordsMax - 1; before > 0; --before) {
    if (before > tokens.size()) continue;
    const auto first = tokens.end() - static_cast<std::ptrdiff_t>(before);
    if (!std::all_of(first, tokens.end(), IsWord)) continue;
    std::string words;
    for (auto it = first; it != tokens.end(); ++it) words += it->text + ' ';
    words += token.text;
    const Merged* merged = FindMerged(words);
    if (merged == nullptr) continue;
    token = {merged->kind, std::string(merged->text), first->position};
    tokens.erase(first, tokens.end());
  }
  tokens.push_back(std::move(token));
}

}  // namespace tablerock::partiql

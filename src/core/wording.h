// Wording: which of two sets of texts an operation gives, and with them which of two outcomes in the few places where
// the service's new validation code decides otherwise. The service is changing from one to the other operation by
// operation (2026); the operation table and ErrorWording say which one an operation gives.
#pragma once

#include <cstdint>

namespace tablerock {

enum class Wording : std::uint8_t { kClassic, kCurrent };

// What a wording decides besides texts (which an ApiError carries in both). aws-messages.md, families 9 and 10.
struct WordingRules {
  // ExpressionAttributeValues nested too deep are refused before an expression is evaluated; else only what an update
  // writes into its item is looked at.
  bool checks_nesting_of_expression_values;
  // An update is sized by its statement too, not by the item it makes alone (behaviours.md row 2).
  bool sizes_updates_by_statement;
  // An update whose item gets too large or too deep refuses the transaction that it is in; else it cancels it.
  bool item_limits_refuse_transactions;
};

inline constexpr WordingRules kWordingRules[] = {
    {.checks_nesting_of_expression_values = false,
     .sizes_updates_by_statement = false,
     .item_limits_refuse_transactions = false},  // classic
    {.checks_nesting_of_expression_values = true,
     .sizes_updates_by_statement = true,
     .item_limits_refuse_transactions = true},  // current
};

constexpr const WordingRules& RulesOf(Wording wording) { return kWordingRules[static_cast<std::uint8_t>(wording)]; }

}  // namespace tablerock

// ApiError: an error as the service gives it: an exception type, its message in one or two wordings, and what some
// exceptions carry besides. Made by a named factory; the texts stand beside the factories in api_error.cpp.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/wording.h"

namespace tablerock {

// The exceptions of the service model that we give. ErrorTypeTraits has each one's name, prefix and HTTP status.
enum class ErrorType : std::uint8_t {
  kValidation,
  kSerialization,
  kUnknownOperation,
  kMissingAuthenticationToken,
  kIncompleteSignature,
  kAccessDenied,
  kResourceNotFound,
  kResourceInUse,
  kTableNotFound,
  kTableAlreadyExists,
  kIndexNotFound,
  kBackupNotFound,
  kBackupInUse,
  kConditionalCheckFailed,
  kTransactionCanceled,
  kTransactionConflict,
  kTransactionInProgress,
  kIdempotentParameterMismatch,
  kItemCollectionSizeLimitExceeded,
  kLimitExceeded,
  kProvisionedThroughputExceeded,
  kRequestLimitExceeded,
  kThrottling,
  kDuplicateItem,
  kExpiredIterator,
  kTrimmedDataAccess,
  kRequestTooLarge,
  kInternalServerError,
  // Never leaves `operations`: the table changed between the look-up and the locks, and the write begins again.
  kTableChanged,
};

struct ErrorTypeTraits {
  std::string_view name;    // "ValidationException"
  std::string_view prefix;  // what `__type` puts before the name, "com.amazon.coral.validate#"; behaviours.md row 67
  unsigned http_status;
};
const ErrorTypeTraits& TraitsOf(ErrorType type);

// How an error of one member of a transaction is told.
enum class InTransaction : std::uint8_t {
  kAsReason,     // the transaction is cancelled, with the error in the member's position among the reasons
  kAsItemLimit,  // as WordingRules::item_limits_refuse_transactions says
  kAlone,        // the request is refused with this error
};

// One entry of TransactionCanceledException's CancellationReasons. `code` "None" has no message.
struct CancellationReason {
  std::string code = "None";
  std::string message;  // classic text
  std::string
      item_bytes;  // stored encoding of the item (model/item.h), for ReturnValuesOnConditionCheckFailure; or empty
};

// A message has a classic text and, where it differs, a current one (core/wording.h).
class ApiError {
 public:
  // InternalServerError without a cause. boost::system::result wants it; nothing shows it.
  ApiError();
  ApiError(ErrorType type, std::string classic, std::string current = {});

  // ValidationException with one text in both wordings.
  static ApiError Validation(std::string text);
  // ValidationException whose current text is the classic one behind "1 validation error detected: ".
  static ApiError PrefixedValidation(std::string text);
  // ValidationException "One or more parameter values were invalid: " + text, the same in both wordings.
  static ApiError InvalidParameterValues(std::string_view text);
  // ValidationException from declared constraints: "N validation errors detected: a; b". One entry a violation.
  static ApiError Constraints(const std::vector<std::string>& classic, const std::vector<std::string>& current);

  static ApiError Serialization(std::string text);
  static ApiError UnknownOperation();  // no message, as the service
  // ResourceNotFoundException of the data plane: "Requested resource not found".
  static ApiError ResourceNotFound();
  // … of the control plane: "Requested resource not found: Table: NAME not found".
  static ApiError TableNotFound(std::string_view table_name);
  static ApiError ResourceNotFound(std::string text);
  static ApiError ResourceInUse(std::string text);
  static ApiError LimitExceeded(std::string text);
  // "The conditional request failed"; the item where ReturnValuesOnConditionCheckFailure is ALL_OLD, else empty.
  static ApiError ConditionalCheckFailed(std::string item_bytes = {});
  // "Transaction cancelled, please refer cancellation reasons for specific reasons [A, None]".
  static ApiError TransactionCanceled(std::vector<CancellationReason> reasons);
  static ApiError IdempotentParameterMismatch();
  static ApiError AccessDenied(std::string text);
  // InternalServerError. `cause` goes to the log, never to the client.
  static ApiError Internal(std::string cause);

  ErrorType type() const { return type_; }
  const std::string& text(Wording wording) const {
    return wording == Wording::kCurrent && !current_.empty() ? current_ : classic_;
  }
  const std::string& classic() const { return classic_; }
  // The same error with `prefix` before each of its texts (behind "1 validation error detected: ").
  ApiError WithPrefix(std::string_view prefix) const;
  // … and with `suffix` behind each.
  ApiError WithSuffix(std::string_view suffix) const;
  // The same error, told so if it is that of a transaction's member. Without it: kAsReason.
  ApiError Told(InTransaction in_transaction) const;
  // True: the error of one member refuses the whole transaction; false: it is a reason to cancel it.
  bool RefusesTransaction(Wording wording) const {
    return in_transaction_ == InTransaction::kAlone ||
           (in_transaction_ == InTransaction::kAsItemLimit && RulesOf(wording).item_limits_refuse_transactions);
  }

  const std::vector<CancellationReason>& cancellation_reasons() const;
  // Stored encoding of the item that a failed condition saw; empty if none is to be shown.
  const std::string& item_bytes() const;
  // What an InternalServerError's log line says.
  const std::string& cause() const;

 private:
  struct Details {
    std::vector<CancellationReason> reasons;
    std::string item_bytes;
    std::string cause;
  };
  static const Details& EmptyDetails();

  ErrorType type_;
  InTransaction in_transaction_ = InTransaction::kAsReason;
  std::string classic_;
  std::string current_;                     // empty: the same as classic_
  std::shared_ptr<const Details> details_;  // rarely there
};

}  // namespace tablerock

#include "core/api_error.h"

#include <array>
#include <stdexcept>
#include <utility>

#include "core/result.h"

namespace tablerock {
namespace {

constexpr std::string_view kValidatePrefix = "com.amazon.coral.validate#";
constexpr std::string_view kServicePrefix = "com.amazon.coral.service#";
constexpr std::string_view kDynamoDbPrefix = "com.amazonaws.dynamodb.v20120810#";
constexpr std::string_view kOneErrorDetected = "1 validation error detected: ";

// In the order of ErrorType.
constexpr std::array<ErrorTypeTraits, 29> kTraits{{
    {"ValidationException", kValidatePrefix, 400},
    {"SerializationException", kServicePrefix, 400},
    {"UnknownOperationException", kServicePrefix, 400},
    {"MissingAuthenticationTokenException", kServicePrefix, 400},
    {"IncompleteSignatureException", kServicePrefix, 400},
    {"AccessDeniedException", kServicePrefix, 400},
    {"ResourceNotFoundException", kDynamoDbPrefix, 400},
    {"ResourceInUseException", kDynamoDbPrefix, 400},
    {"TableNotFoundException", kDynamoDbPrefix, 400},
    {"TableAlreadyExistsException", kDynamoDbPrefix, 400},
    {"IndexNotFoundException", kDynamoDbPrefix, 400},
    {"BackupNotFoundException", kDynamoDbPrefix, 400},
    {"BackupInUseException", kDynamoDbPrefix, 400},
    {"ConditionalCheckFailedException", kDynamoDbPrefix, 400},
    {"TransactionCanceledException", kDynamoDbPrefix, 400},
    {"TransactionConflictException", kDynamoDbPrefix, 400},
    {"TransactionInProgressException", kDynamoDbPrefix, 400},
    {"IdempotentParameterMismatchException", kDynamoDbPrefix, 400},
    {"ItemCollectionSizeLimitExceededException", kDynamoDbPrefix, 400},
    {"LimitExceededException", kDynamoDbPrefix, 400},
    {"ProvisionedThroughputExceededException", kDynamoDbPrefix, 400},
    {"RequestLimitExceeded", kDynamoDbPrefix, 400},
    {"ThrottlingException", kServicePrefix, 400},
    {"DuplicateItemException", kDynamoDbPrefix, 400},
    {"ExpiredIteratorException", kDynamoDbPrefix, 400},
    {"TrimmedDataAccessException", kDynamoDbPrefix, 400},
    {"RequestEntityTooLarge", kServicePrefix, 413},
    {"InternalServerError", kDynamoDbPrefix, 500},
    {"InternalServerError", kDynamoDbPrefix, 500},  // kTableChanged
}};
static_assert(kTraits.size() == static_cast<std::size_t>(ErrorType::kTableChanged) + 1);

std::string JoinConstraints(const std::vector<std::string>& parts) {
  std::string text = std::to_string(parts.size());
  text += parts.size() == 1 ? " validation error detected: " : " validation errors detected: ";
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i != 0) text += "; ";
    text += parts[i];
  }
  return text;
}

}  // namespace

const ErrorTypeTraits& TraitsOf(ErrorType type) { return kTraits[static_cast<std::size_t>(type)]; }

ApiError::ApiError() : type_(ErrorType::kInternalServerError) {}

ApiError::ApiError(ErrorType type, std::string classic, std::string current)
    : type_(type), classic_(std::move(classic)), current_(std::move(current)) {}

ApiError ApiError::Validation(std::string text) { return {ErrorType::kValidation, std::move(text)}; }

ApiError ApiError::PrefixedValidation(std::string text) {
  std::string current = std::string(kOneErrorDetected) + text;
  return {ErrorType::kValidation, std::move(text), std::move(current)};
}

ApiError ApiError::InvalidParameterValues(std::string_view text) {
  return Validation("One or more parameter values were invalid: " + std::string(text));
}

ApiError ApiError::Constraints(const std::vector<std::string>& classic, const std::vector<std::string>& current) {
  return {ErrorType::kValidation, JoinConstraints(classic), JoinConstraints(current)};
}

ApiError ApiError::Serialization(std::string text) { return {ErrorType::kSerialization, std::move(text)}; }
ApiError ApiError::UnknownOperation() { return {ErrorType::kUnknownOperation, {}}; }
ApiError ApiError::ResourceNotFound() { return {ErrorType::kResourceNotFound, "Requested resource not found"}; }

ApiError ApiError::TableNotFound(std::string_view table_name) {
  return {ErrorType::kResourceNotFound,
          "Requested resource not found: Table: " + std::string(table_name) + " not found"};
}

ApiError ApiError::ResourceNotFound(std::string text) { return {ErrorType::kResourceNotFound, std::move(text)}; }
ApiError ApiError::ResourceInUse(std::string text) { return {ErrorType::kResourceInUse, std::move(text)}; }
ApiError ApiError::LimitExceeded(std::string text) { return {ErrorType::kLimitExceeded, std::move(text)}; }
ApiError ApiError::AccessDenied(std::string text) { return {ErrorType::kAccessDenied, std::move(text)}; }

ApiError ApiError::ConditionalCheckFailed(std::string item_bytes) {
  ApiError error(ErrorType::kConditionalCheckFailed, "The conditional request failed");
  if (!item_bytes.empty()) error.details_ = std::make_shared<const Details>(Details{{}, std::move(item_bytes), {}});
  return error;
}

ApiError ApiError::TransactionCanceled(std::vector<CancellationReason> reasons) {
  std::string text = "Transaction cancelled, please refer cancellation reasons for specific reasons [";
  for (std::size_t i = 0; i < reasons.size(); ++i) {
    if (i != 0) text += ", ";
    text += reasons[i].code;
  }
  text += ']';
  ApiError error(ErrorType::kTransactionCanceled, std::move(text));
  error.details_ = std::make_shared<const Details>(Details{std::move(reasons), {}, {}});
  return error;
}

ApiError ApiError::IdempotentParameterMismatch() {
  return {ErrorType::kIdempotentParameterMismatch,
          "Inconsistent request parameters: the client request token was used with other parameters before"};
}

ApiError ApiError::Internal(std::string cause) {
  ApiError error(ErrorType::kInternalServerError, "Internal server error");
  error.details_ = std::make_shared<const Details>(Details{{}, {}, std::move(cause)});
  return error;
}

ApiError ApiError::WithPrefix(std::string_view prefix) const {
  ApiError error = *this;
  error.classic_.insert(0, prefix);
  // The count of errors stays in front of everything.
  const bool counted = error.current_.starts_with(kOneErrorDetected);
  if (!error.current_.empty()) error.current_.insert(counted ? kOneErrorDetected.size() : 0, prefix);
  return error;
}

ApiError ApiError::WithSuffix(std::string_view suffix) const {
  ApiError error = *this;
  error.classic_ += suffix;
  if (!error.current_.empty()) error.current_ += suffix;
  return error;
}

ApiError ApiError::Told(InTransaction in_transaction) const {
  ApiError error = *this;
  error.in_transaction_ = in_transaction;
  return error;
}

const ApiError::Details& ApiError::EmptyDetails() {
  static const Details kEmpty;
  return kEmpty;
}

const std::vector<CancellationReason>& ApiError::cancellation_reasons() const {
  return (details_ ? *details_ : EmptyDetails()).reasons;
}
const std::string& ApiError::item_bytes() const { return (details_ ? *details_ : EmptyDetails()).item_bytes; }
const std::string& ApiError::cause() const { return (details_ ? *details_ : EmptyDetails()).cause; }

void throw_exception_from_error(const ApiError& error, const boost::source_location& location) {
  throw std::logic_error("value() of an error at " + std::string(location.file_name()) + ":" +
                         std::to_string(location.line()) + ": " + error.classic());
}

}  // namespace tablerock

#include "operations/member_error.h"

namespace tablerock {

std::string_view MemberErrorCode(const ApiError& error) {
  switch (error.type()) {
    case ErrorType::kConditionalCheckFailed:
      return "ConditionalCheckFailed";
    case ErrorType::kDuplicateItem:
      return "DuplicateItem";
    case ErrorType::kResourceNotFound:
      return "ResourceNotFound";
    case ErrorType::kItemCollectionSizeLimitExceeded:
      return "ItemCollectionSizeLimitExceeded";
    default:
      return "ValidationError";
  }
}

}  // namespace tablerock

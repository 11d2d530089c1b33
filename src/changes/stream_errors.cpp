#include "changes/stream_errors.h"

namespace tablerock {

ApiError TrimmedDataAccess() {
  return {ErrorType::kTrimmedDataAccess, "The data you are trying to access has been trimmed"};
}

ApiError ExpiredIterator() {
  return {ErrorType::kExpiredIterator, "The provided iterator exceeds the maximum age allowed"};
}

}  // namespace tablerock

// Errors that streams alone give, in the service's words (the service model's texts for their messages).
#pragma once

#include "core/api_error.h"

namespace tablerock {

// TrimmedDataAccessException: what was to be read is older than 24 hours.
ApiError TrimmedDataAccess();
// ExpiredIteratorException: the iterator was given out 15 minutes ago.
ApiError ExpiredIterator();

}  // namespace tablerock

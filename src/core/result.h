// Result<T>: a value or the ApiError that a client will see. Errors are values: whatever a client can cause comes back
// as one of these; an assertion is for our own bugs.
#pragma once

#include <boost/system/result.hpp>
#include <utility>

#include "core/api_error.h"

namespace tablerock {

template <typename T>
class [[nodiscard]] Result : public boost::system::result<T, ApiError> {
 public:
  using Base = boost::system::result<T, ApiError>;
  using Base::Base;
};

// Called by value() on an error. Reading a value without checking is a bug of ours, never a client's.
[[noreturn]] void throw_exception_from_error(const ApiError& error, const boost::source_location& location);

}  // namespace tablerock

#define TABLEROCK_CONCAT_INNER(a, b) a##b
#define TABLEROCK_CONCAT(a, b) TABLEROCK_CONCAT_INNER(a, b)

// TRY(expression): returns the error from the enclosing function, or goes on. For Result<void>.
#define TABLEROCK_TRY(expression)                                              \
  do {                                                                         \
    auto tablerock_try_result = (expression);                                  \
    if (!tablerock_try_result) return std::move(tablerock_try_result).error(); \
  } while (false)

// ASSIGN(declaration, expression): returns the error from the enclosing function, or binds the value.
#define TABLEROCK_ASSIGN(declaration, expression) \
  TABLEROCK_ASSIGN_INNER(TABLEROCK_CONCAT(tablerock_result_, __LINE__), declaration, expression)
#define TABLEROCK_ASSIGN_INNER(name, declaration, expression) \
  auto name = (expression);                                   \
  if (!name) return std::move(name).error();                  \
  declaration = std::move(*name)

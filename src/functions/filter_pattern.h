// FilterPattern: one of an event source mapping's filters, in the pattern language that Lambda shares with EventBridge.
// A pattern is an object as the record is one; its leaves are lists of what a value may be:
//
//   "x"  5  true  null  ""                 that value
//   {"prefix": "MSG#"}  {"suffix": ".png"} also {"prefix": {"equals-ignore-case": "msg#"}}
//   {"equals-ignore-case": "alice"}
//   {"anything-but": "x"}                  also of a list, of {"prefix": …}, {"suffix": …}, {"equals-ignore-case": …}
//   {"numeric": [">", 0, "<=", 5]}         of JSON numbers; an attribute of type N is a string in a record, as in
//   Lambda
//   {"exists": true}                       there is a value that is no object
//
// Every member of a pattern has to match (and), one element of its list (or), and of "$or": [{…}, {…}] one object. An
// array in the record matches if one of its elements does.
// Source: the Lambda developer's guide on event filtering, with its note on DynamoDB. Immutable, thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"
#include "json/document.h"

namespace tablerock {

class FilterPattern {
 public:
  // Errors: ValidationException that says what is wrong with the pattern.
  static Result<FilterPattern> Parse(std::string_view text);

  bool Matches(const Document& record) const;

 private:
  explicit FilterPattern(Document pattern) : pattern_(std::move(pattern)) {}
  Document pattern_;
};

}  // namespace tablerock

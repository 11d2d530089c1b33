// SelectProjection: what a SELECT with a list of attributes makes of each item. Other than a ProjectionExpression,
// which keeps the shape of the item, it puts each value beside the others, under the last name of its path.
#pragma once

#include <string>
#include <vector>

#include "core/result.h"
#include "model/document_path.h"
#include "model/item.h"
#include "partiql/statement_syntax.h"

namespace tablerock::partiql {

class SelectProjection {
 public:
  // Errors: what is no path, an alias, two values of one name, paths that overlap.
  static Result<SelectProjection> Create(const StatementSyntax& syntax, const std::vector<SelectItem>& items);

  // What is missing is left out; nothing may remain.
  Item Apply(ItemView item) const;

  const std::vector<DocumentPath>& paths() const { return paths_; }

 private:
  std::vector<DocumentPath> paths_;
  std::vector<std::string> names_;
};

}  // namespace tablerock::partiql

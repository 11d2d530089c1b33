// ProjectionExpression: the parts of an item that a read gives back.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "expressions/ast.h"
#include "expressions/placeholders.h"
#include "model/document_path.h"
#include "model/item.h"

namespace tablerock {

// The paths' values in `item`, nested as they are there: siblings share their map or list, list elements move together
// and keep their order, what is missing is left out. Nothing of an empty view. REQUIRES: no path is part of another.
Item ProjectItem(ItemView item, const std::vector<DocumentPath>& paths);

// Immutable; owns all that it needs.
class ProjectionExpression {
 public:
  // REQUIRES: no path is part of another.
  explicit ProjectionExpression(std::vector<DocumentPath> paths);

  Item Apply(ItemView item) const;

  const std::vector<DocumentPath>& paths() const { return paths_; }
  // The top-level attributes that it names, each once, in the order of the text.
  std::vector<std::string_view> attributes() const;

 private:
  std::vector<DocumentPath> paths_;
  std::vector<std::uint32_t> order_;  // of paths_, as Apply writes them
};

// First half: depends on the text alone, so its result can be cached.
Result<std::shared_ptr<const ProjectionSyntax>> ParseProjectionSyntax(std::string_view text);
// Second half: undefined placeholders, overlapping paths.
Result<ProjectionExpression> ResolveProjection(const std::shared_ptr<const ProjectionSyntax>& syntax,
                                               ExpressionPlaceholders& placeholders);
Result<ProjectionExpression> ParseProjection(std::string_view text, ExpressionPlaceholders& placeholders);

}  // namespace tablerock

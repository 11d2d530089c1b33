// Paths that cannot stand in one expression together.
#pragma once

#include <cstdint>
#include <vector>

#include "core/result.h"
#include "expressions/expression_kind.h"
#include "model/document_path.h"

namespace tablerock {

// The positions of `paths` in the order of attributes, then steps; a path comes right before those that it contains.
std::vector<std::uint32_t> OrderPaths(const std::vector<DocumentPath>& paths);

// Errors: one path is or contains another ("overlap"); one takes for a map what another takes for a list ("conflict").
Result<void> CheckPathsDisjoint(ExpressionKind kind, const std::vector<DocumentPath>& paths);

}  // namespace tablerock

#include "partiql/select_projection.h"

#include <algorithm>
#include <utility>

#include "model/item_builder.h"
#include "partiql/errors.h"
#include "partiql/paths.h"

namespace tablerock::partiql {

Result<SelectProjection> SelectProjection::Create(const StatementSyntax& syntax, const std::vector<SelectItem>& items) {
  SelectProjection projection;
  for (const SelectItem& item : items) {
    if (item.is_aliased) return AliasesNotSupported();
    if (item.is_unpivot) {
      return ApiError::Validation("Changing item's hierarchy while reading isn't supported");
    }
    TABLEROCK_ASSIGN(DocumentPath path, PathOf(syntax, syntax[item.expr]));
    std::string name = ColumnNameOf(path);
    if (std::find(projection.names_.begin(), projection.names_.end(), name) != projection.names_.end()) {
      return ApiError::Validation("Duplicate identifiers in select clause: " + name);
    }
    projection.paths_.push_back(std::move(path));
    projection.names_.push_back(std::move(name));
  }
  TABLEROCK_TRY(CheckPathsDisjointBackward(projection.paths_));
  return projection;
}

Item SelectProjection::Apply(ItemView item) const {
  ItemBuilder builder;
  for (std::size_t i = 0; i < paths_.size(); ++i) {
    if (const auto value = FindPath(item, paths_[i])) builder.Attribute(names_[i], *value);
  }
  return builder.TakeItem();
}

}  // namespace tablerock::partiql

#include "expressions/item_editor.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <variant>

#include "core/limits.h"
#include "expressions/errors.h"
#include "model/item_builder.h"

namespace tablerock {
namespace {

// How many lists and maps are inside one another at the deepest place of `value`.
std::size_t ContainerLevels(AttributeValueView value) {
  std::size_t inner = 0;
  if (value.type() == AttributeType::kList) {
    for (const AttributeValueView element : value.elements()) inner = std::max(inner, ContainerLevels(element));
  } else if (value.type() == AttributeType::kMap) {
    for (const AttributeView attribute : value.attributes()) inner = std::max(inner, ContainerLevels(attribute.value));
  } else {
    return 0;
  }
  return inner + 1;
}

// The innermost value counts as a level too, as in an item that a request brings.
Result<void> CheckNesting(const ItemEdit& edit) {
  if (!edit.value) return {};
  const std::size_t levels = edit.path->steps.size() + ContainerLevels(*edit.value);
  if (levels >= static_cast<std::size_t>(limits::kNestingLevelsMax)) return expression_errors::NestingTooDeep();
  return {};
}

// One walk over the item and the ordered edits side by side. `depth` counts the path elements already walked: the name
// of the attribute, then the steps.
class Editor {
 public:
  using Edits = std::span<const ItemEdit>;

  Result<void> EditAttributes(AttributesView attributes, Edits edits, std::size_t depth) {
    for (const AttributeView attribute : attributes) {
      while (!edits.empty() && NameAt(edits.front(), depth) < attribute.name) {
        TABLEROCK_TRY(AddAttribute(TakeGroup(edits, depth), depth));
      }
      if (edits.empty() || NameAt(edits.front(), depth) != attribute.name) {
        builder_.Attribute(attribute.name, attribute.value);
        continue;
      }
      const Edits group = TakeGroup(edits, depth);
      if (EndsAt(group.front(), depth)) {
        if (group.front().value) builder_.Attribute(attribute.name, *group.front().value);
      } else {
        builder_.Name(attribute.name);
        TABLEROCK_TRY(EditInside(attribute.value, group, depth + 1));
      }
    }
    while (!edits.empty()) TABLEROCK_TRY(AddAttribute(TakeGroup(edits, depth), depth));
    return {};
  }

  Item TakeItem() { return builder_.TakeItem(); }

 private:
  static bool EndsAt(const ItemEdit& edit, std::size_t depth) { return edit.path->steps.size() == depth; }
  // REQUIRES: the path element at `depth` is a name.
  static std::string_view NameAt(const ItemEdit& edit, std::size_t depth) {
    return depth == 0 ? edit.path->attribute : std::get<std::string>(edit.path->steps[depth - 1]);
  }
  // REQUIRES: the path element at `depth` is a list index.
  static std::size_t IndexAt(const ItemEdit& edit, std::size_t depth) {
    return std::get<std::size_t>(edit.path->steps[depth - 1]);
  }
  static bool SameElement(const ItemEdit& a, const ItemEdit& b, std::size_t depth) {
    return depth == 0 ? a.path->attribute == b.path->attribute : a.path->steps[depth - 1] == b.path->steps[depth - 1];
  }
  // Takes the edits at the front of `edits` that share their path element at `depth`.
  static Edits TakeGroup(Edits& edits, std::size_t depth) {
    std::size_t count = 1;
    while (count < edits.size() && SameElement(edits[0], edits[count], depth)) ++count;
    const Edits group = edits.first(count);
    edits = edits.subspan(count);
    return group;
  }

  // Edits of an attribute that is not there.
  Result<void> AddAttribute(Edits group, std::size_t depth) {
    if (!EndsAt(group.front(), depth)) return expression_errors::InvalidUpdatePath();
    if (group.front().value) builder_.Attribute(NameAt(group.front(), depth), *group.front().value);
    return {};
  }

  // Edits inside the list or map `value`.
  Result<void> EditInside(AttributeValueView value, Edits edits, std::size_t depth) {
    const bool in_map = std::holds_alternative<std::string>(edits.front().path->steps[depth - 1]);
    if (value.type() != (in_map ? AttributeType::kMap : AttributeType::kList)) {
      return expression_errors::InvalidUpdatePath();
    }
    if (in_map) {
      builder_.BeginMap();
      TABLEROCK_TRY(EditAttributes(value.attributes(), edits, depth));
      builder_.EndMap();
    } else {
      builder_.BeginList();
      TABLEROCK_TRY(EditElements(value.elements(), edits, depth));
      builder_.EndList();
    }
    return {};
  }

  Result<void> EditElements(ListView elements, Edits edits, std::size_t depth) {
    std::size_t index = 0;
    for (const AttributeValueView element : elements) {
      const bool is_edited = !edits.empty() && IndexAt(edits.front(), depth) == index;
      ++index;
      if (!is_edited) {
        builder_.Value(element);
        continue;
      }
      const Edits group = TakeGroup(edits, depth);
      if (!EndsAt(group.front(), depth)) {
        TABLEROCK_TRY(EditInside(element, group, depth + 1));
      } else if (group.front().value) {
        builder_.Value(*group.front().value);
      }
    }
    while (!edits.empty()) {
      const Edits group = TakeGroup(edits, depth);
      if (!EndsAt(group.front(), depth)) return expression_errors::InvalidUpdatePath();
      if (group.front().value) builder_.Value(*group.front().value);
    }
    return {};
  }

  ItemBuilder builder_;
};

}  // namespace

Result<Item> EditItem(ItemView item, std::vector<ItemEdit> edits) {
  for (const ItemEdit& edit : edits) TABLEROCK_TRY(CheckNesting(edit));
  std::sort(edits.begin(), edits.end(), [](const ItemEdit& a, const ItemEdit& b) {
    return std::tie(a.path->attribute, a.path->steps) < std::tie(b.path->attribute, b.path->steps);
  });
  Editor editor;
  TABLEROCK_TRY(editor.EditAttributes(item.attributes(), edits, 0));
  return editor.TakeItem();
}

}  // namespace tablerock

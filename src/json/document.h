// Small JSON documents for settings: catalog entries, functions.json, the control API. Not for requests and items,
// which go through json/reader.h and json/writer.h without a tree.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace tablerock {

using Document = nlohmann::json;

// Nothing if `text` is not JSON.
inline std::optional<Document> ParseDocument(std::string_view text) {
  Document document = Document::parse(text, nullptr, /*allow_exceptions=*/false);
  if (document.is_discarded()) return std::nullopt;
  return document;
}

inline std::string ToText(const Document& document) {
  // Bytes that are not UTF-8 are replaced rather than thrown about.
  return document.dump(-1, ' ', false, Document::error_handler_t::replace);
}

}  // namespace tablerock

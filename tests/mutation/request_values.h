// What the model of the hostile requests makes of an attribute value in a request: what must stand in the store once
// the request was accepted. Shares no code with what it checks.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace tablerock {

using Json = nlohmann::json;

// Plain digits, as the service returns a number: "1.50" is "1.5", "1e2" is "100". Nothing if the text is no number of
// an everyday form.
std::optional<std::string> PlainNumber(const std::string& text);

// An item or a key as it is stored, sets sorted. Nothing where the request does not say it plainly: members that are
// null, unknown or more than one, base64 that is written otherwise than we write it.
std::optional<Json> StoredItem(const Json& item);

// The size that the service charges for a stored item.
std::int64_t ChargedSize(const Json& item);

}  // namespace tablerock

// Items from the service's JSON, by the decoder that requests go through.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "json/attribute_value_decoder.h"
#include "model/item.h"

namespace tablerock::fuzz {

// Nothing where a request would be a SerializationException.
std::optional<DecodedItem> DecodeItem(std::string_view json);
// REQUIRES: well-formed, without findings.
Item ItemOf(std::string_view json);
std::string JsonOf(ItemView item);

}  // namespace tablerock::fuzz

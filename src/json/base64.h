// Base64 as B and BS values travel: the standard alphabet, padded, no line breaks.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tablerock {

constexpr std::size_t Base64Size(std::size_t bytes) { return (bytes + 2) / 3 * 4; }

// `out` has room for Base64Size(bytes.size()) characters.
void EncodeBase64(std::string_view bytes, char* out);
void AppendBase64(std::string& out, std::string_view bytes);

// Appends what `text` stands for. False, and `out` as it was, if it is not canonical: a length that is no multiple of
// four, other characters, padding elsewhere than at the end, bits set that no byte takes.
bool AppendDecodedBase64(std::string& out, std::string_view text);

}  // namespace tablerock

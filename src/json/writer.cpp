#include "json/writer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "json/base64.h"

namespace tablerock {
namespace {

bool NeedsEscape(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }

constexpr std::uint64_t EachByte(unsigned char value) { return 0x0101010101010101U * value; }

// Not zero if one of eight characters needs an escape. Arithmetic on all bytes at once: a byte that the subtraction
// makes smaller than zero shows it in its highest bit.
std::uint64_t EscapesAmong(std::uint64_t eight) {
  const auto below = [](std::uint64_t bytes, unsigned char limit) {
    return (bytes - EachByte(limit)) & ~bytes & EachByte(0x80);
  };
  return below(eight, 0x20) | below(eight ^ EachByte('"'), 1) | below(eight ^ EachByte('\\'), 1);
}

template <typename Block>
Block BlockAt(const char* p) {
  Block block = 0;
  std::memcpy(&block, p, sizeof block);
  return block;
}
std::uint64_t EightAt(const char* p) { return BlockAt<std::uint64_t>(p); }

// Fewer than eight characters as eight: some of them twice, or with others that need no escape.
std::uint64_t FewAsEight(std::string_view text) {
  const char* const p = text.data();
  const char* const end = p + text.size();
  if (text.size() >= 4) {
    return BlockAt<std::uint32_t>(p) | static_cast<std::uint64_t>(BlockAt<std::uint32_t>(end - 4)) << 32U;
  }
  if (text.empty()) return EachByte('a');
  const auto byte = [](char c) -> std::uint64_t { return static_cast<unsigned char>(c); };
  return (EachByte('a') << 24U) | byte(p[0]) | byte(p[text.size() / 2]) << 8U | byte(end[-1]) << 16U;
}

// True if no character of `text` needs an escape. A last block that is not full is read with what stands before it.
bool IsPlain(std::string_view text) {
  const char* p = text.data();
  const char* const end = p + text.size();
  if (text.size() < 8) return EscapesAmong(FewAsEight(text)) == 0;
#if defined(__SSE2__)
  if (text.size() >= 16) {
    const auto escapes_at = [](const char* block_begin) {
      const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(block_begin));
      const __m128i quotes = _mm_cmpeq_epi8(block, _mm_set1_epi8('"'));
      const __m128i backslashes = _mm_cmpeq_epi8(block, _mm_set1_epi8('\\'));
      const __m128i controls = _mm_cmpeq_epi8(_mm_min_epu8(block, _mm_set1_epi8(0x1F)), block);
      return _mm_or_si128(_mm_or_si128(quotes, backslashes), controls);
    };
    __m128i found = escapes_at(end - 16);
    for (; end - p > 16; p += 16) found = _mm_or_si128(found, escapes_at(p));
    return _mm_movemask_epi8(found) == 0;
  }
#endif
  std::uint64_t found = EscapesAmong(EightAt(end - 8));
  for (; end - p > 8; p += 8) found |= EscapesAmong(EightAt(p));
  return found == 0;
}

// Writes the escape of one character, at most six characters, and gives the place behind it.
char* PutEscape(char* p, char c) {
  constexpr std::string_view kHex = "0123456789abcdef";
  constexpr std::string_view kShort = "\"\\\b\f\n\r\t";
  constexpr std::string_view kLetters = "\"\\bfnrt";
  *p++ = '\\';
  if (const std::size_t position = kShort.find(c); position != std::string_view::npos) {
    *p++ = kLetters[position];
    return p;
  }
  const auto byte = static_cast<unsigned char>(c);
  *p++ = 'u';
  *p++ = '0';
  *p++ = '0';
  *p++ = kHex[byte >> 4U];
  *p++ = kHex[byte & 0xFU];
  return p;
}

}  // namespace

void JsonWriter::Grow(std::size_t bytes) {
  constexpr std::size_t kFirstRoom = 512;
  const std::size_t before = used();
  out_.resize(std::max({before + bytes, 2 * before, kFirstRoom}));
  SetRoom(before);
}

void JsonWriter::Escaped(std::string_view text) {
  constexpr std::size_t kEscapeMax = 6;
  while (!text.empty()) {
    const auto plain = static_cast<std::size_t>(std::find_if(text.begin(), text.end(), NeedsEscape) - text.begin());
    Reserve(plain + kEscapeMax);
    Put(text.substr(0, plain));
    if (plain == text.size()) return;
    next_ = PutEscape(next_, text[plain]);
    text.remove_prefix(plain + 1);
  }
}

template <std::size_t kBefore, std::size_t kBehind>
void JsonWriter::Text(const char (&before)[kBefore], std::string_view text, const char (&behind)[kBehind]) {
  Reserve(text.size() + kBefore + kBehind);  // with room for a comma
  Separate();
  Put({before, kBefore - 1});
  if (!IsPlain(text)) {
    Escaped(text);
    return Raw({behind, kBehind - 1});
  }
  Put(text);
  Put({behind, kBehind - 1});
}

void JsonWriter::Base64(std::string_view before, std::string_view bytes, std::string_view behind) {
  const std::size_t size = Base64Size(bytes.size());
  Reserve(1 + before.size() + size + behind.size());
  Separate();
  Put(before);
  EncodeBase64(bytes, next_);
  next_ += size;
  Put(behind);
}

void JsonWriter::Key(std::string_view name) { Text("\"", name, "\":"); }
void JsonWriter::String(std::string_view text) { Text("\"", text, "\""); }

void JsonWriter::Member(std::string_view name) {
  Reserve(name.size() + 4);
  Separate();
  Put("\"");
  Put(name);
  Put("\":");
}

void JsonWriter::Integer(std::int64_t value) {
  std::array<char, 24> buffer;
  const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  Value({buffer.data(), static_cast<std::size_t>(result.ptr - buffer.data())});
}

void JsonWriter::Double(double value) {
  std::array<char, 32> buffer;
  const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  const std::string_view text(buffer.data(), static_cast<std::size_t>(result.ptr - buffer.data()));
  Value(text);
  if (text.find_first_of(".e") == std::string_view::npos) Raw(".0");
}

void JsonWriter::Bool(bool value) { Value(value ? "true" : "false"); }
void JsonWriter::Null() { Value("null"); }

void JsonWriter::EpochSeconds(UnixMillis time) {
  if (time < 0) return Double(static_cast<double>(time) / 1000);
  Integer(time / 1000);
  auto millis = static_cast<unsigned>(time % 1000);
  if (millis == 0) return;
  Raw(".");
  for (unsigned digit = 100; millis != 0; digit /= 10) {
    const char c = static_cast<char>('0' + millis / digit);
    Raw({&c, 1});
    millis %= digit;
  }
}

void JsonWriter::Set(std::string_view before, SetView members) {
  Value(before);
  for (const std::string_view member : members) {
    if (members.member_type() == AttributeType::kBinary) {
      Base64("\"", member, "\"");
    } else {
      String(member);
    }
  }
  Raw("]}");
}

void JsonWriter::AttributeValue(AttributeValueView value) {
  switch (value.type()) {
    case AttributeType::kString:
      return Text("{\"S\":\"", value.text(), "\"}");
    case AttributeType::kNumber:
      return Text("{\"N\":\"", value.text(), "\"}");
    case AttributeType::kBinary:
      return Base64("{\"B\":\"", value.text(), "\"}");
    case AttributeType::kFalse:
      return Value("{\"BOOL\":false}");
    case AttributeType::kTrue:
      return Value("{\"BOOL\":true}");
    case AttributeType::kNull:
      return Value("{\"NULL\":true}");
    case AttributeType::kList:
      Value("{\"L\":[");
      for (const AttributeValueView element : value.elements()) AttributeValue(element);
      return Raw("]}");
    case AttributeType::kMap:
      Value("{\"M\":");
      Attributes(value.attributes());
      return Raw("}");
    case AttributeType::kStringSet:
      return Set("{\"SS\":[", value.members());
    case AttributeType::kNumberSet:
      return Set("{\"NS\":[", value.members());
    case AttributeType::kBinarySet:
      return Set("{\"BS\":[", value.members());
  }
}

void JsonWriter::Attributes(AttributesView attributes) {
  Value("{");
  const char* p = attributes.entries().data();
  const char* const end = p + attributes.entries().size();
  while (p != end) {
    const std::uint32_t length = encoding::ReadVarint(p);
    Key({p, length});
    p += length;
    const char* const value = p;
    encoding::SkipValue(p);
    AttributeValue(AttributeValueView({value, static_cast<std::size_t>(p - value)}));
  }
  Raw("}");
}

}  // namespace tablerock

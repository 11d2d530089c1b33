#include "json/base64.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace tablerock {
namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t kNoDigit = 0xFF;

constexpr std::array<std::uint8_t, 256> MakeDigits() {
  std::array<std::uint8_t, 256> digits{};
  digits.fill(kNoDigit);
  for (std::size_t i = 0; i < kAlphabet.size(); ++i) {
    digits[static_cast<std::uint8_t>(kAlphabet[i])] = static_cast<std::uint8_t>(i);
  }
  return digits;
}
constexpr std::array<std::uint8_t, 256> kDigits = MakeDigits();

std::uint32_t Byte(char c) { return static_cast<std::uint8_t>(c); }
std::uint32_t Digit(char c) { return kDigits[static_cast<std::uint8_t>(c)]; }
char Letter(std::uint32_t bits) { return kAlphabet[bits & 0x3FU]; }

}  // namespace

void EncodeBase64(std::string_view bytes, char* out) {
  char* p = out;
  std::size_t i = 0;
  for (; i + 3 <= bytes.size(); i += 3) {
    const std::uint32_t bits = Byte(bytes[i]) << 16U | Byte(bytes[i + 1]) << 8U | Byte(bytes[i + 2]);
    *p++ = Letter(bits >> 18U);
    *p++ = Letter(bits >> 12U);
    *p++ = Letter(bits >> 6U);
    *p++ = Letter(bits);
  }
  const std::size_t rest = bytes.size() - i;
  if (rest == 0) return;
  const std::uint32_t bits = Byte(bytes[i]) << 16U | (rest == 2 ? Byte(bytes[i + 1]) << 8U : 0);
  *p++ = Letter(bits >> 18U);
  *p++ = Letter(bits >> 12U);
  *p++ = rest == 2 ? Letter(bits >> 6U) : '=';
  *p++ = '=';
}

void AppendBase64(std::string& out, std::string_view bytes) {
  const std::size_t begin = out.size();
  out.resize(begin + Base64Size(bytes.size()));
  EncodeBase64(bytes, out.data() + begin);
}

bool AppendDecodedBase64(std::string& out, std::string_view text) {
  if (text.size() % 4 != 0) return false;
  if (text.empty()) return true;
  const std::size_t padding = text.back() != '=' ? 0 : text[text.size() - 2] != '=' ? 1 : 2;
  const std::size_t digits = text.size() - padding;
  const std::size_t begin = out.size();
  out.resize(begin + text.size() / 4 * 3);
  char* p = out.data() + begin;
  std::uint32_t seen = 0;  // kNoDigit has bits that no digit has
  std::size_t i = 0;
  for (; i + 4 <= digits; i += 4) {
    const std::uint32_t a = Digit(text[i]);
    const std::uint32_t b = Digit(text[i + 1]);
    const std::uint32_t c = Digit(text[i + 2]);
    const std::uint32_t d = Digit(text[i + 3]);
    seen |= a | b | c | d;
    const std::uint32_t bits = a << 18U | b << 12U | c << 6U | d;
    *p++ = static_cast<char>(bits >> 16U);
    *p++ = static_cast<char>(bits >> 8U);
    *p++ = static_cast<char>(bits);
  }
  std::uint32_t unused = 0;
  if (padding != 0) {
    const std::uint32_t a = Digit(text[i]);
    const std::uint32_t b = Digit(text[i + 1]);
    const std::uint32_t c = padding == 1 ? Digit(text[i + 2]) : 0;
    seen |= a | b | c;
    *p++ = static_cast<char>(a << 2U | b >> 4U);
    if (padding == 1) *p++ = static_cast<char>(b << 4U | c >> 2U);
    unused = padding == 1 ? c & 0x3U : b & 0xFU;
  }
  if (seen > 0x3F || unused != 0) {
    out.resize(begin);
    return false;
  }
  out.resize(static_cast<std::size_t>(p - out.data()));
  return true;
}

}  // namespace tablerock

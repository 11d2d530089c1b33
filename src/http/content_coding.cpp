#include "http/content_coding.h"

#include <libdeflate.h>

#include <algorithm>
#include <cstdint>

#include "http/request_head.h"

namespace tablerock {

namespace {

// Fast rather than small: the way is short.
constexpr int kCompressionLevel = 1;

std::string_view Trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// True for the parameters of a coding that is refused: "q=0", "q=0.000".
bool HasZeroQuality(std::string_view parameters) {
  const std::size_t at = parameters.find("q=");
  if (at == std::string_view::npos) return false;
  const std::string_view quality = Trim(parameters.substr(at + 2));
  return !quality.empty() && quality.find_first_not_of("0.") == std::string_view::npos;
}

// A gzip member ends with its inflated size. A small body is not believed a large one: room is cleared before it is
// used.
std::size_t GuessInflatedSize(ContentCoding coding, std::string_view body) {
  constexpr std::size_t kRatioMax = 32;
  if (coding == ContentCoding::kGzip && body.size() >= 18) {
    const auto byte = [&](std::size_t from_end) {
      return static_cast<std::size_t>(static_cast<unsigned char>(body[body.size() - from_end]));
    };
    return std::min(byte(4) | byte(3) << 8U | byte(2) << 16U | byte(1) << 24U, body.size() * kRatioMax);
  }
  return body.size() * 4;
}

}  // namespace

ContentCoding ParseContentEncoding(std::string_view header) {
  header = Trim(header);
  if (header.empty() || EqualsIgnoringCase(header, "identity")) return ContentCoding::kIdentity;
  if (EqualsIgnoringCase(header, "gzip") || EqualsIgnoringCase(header, "x-gzip")) return ContentCoding::kGzip;
  if (EqualsIgnoringCase(header, "deflate")) return ContentCoding::kDeflate;
  return ContentCoding::kUnknown;
}

ContentCoding ChooseReplyCoding(std::string_view accept_encoding) {
  ContentCoding chosen = ContentCoding::kIdentity;
  while (!accept_encoding.empty()) {
    const std::size_t comma = std::min(accept_encoding.find(','), accept_encoding.size());
    const std::string_view element = accept_encoding.substr(0, comma);
    accept_encoding.remove_prefix(std::min(comma + 1, accept_encoding.size()));
    const std::size_t semicolon = std::min(element.find(';'), element.size());
    if (HasZeroQuality(element.substr(semicolon))) continue;
    const std::string_view name = Trim(element.substr(0, semicolon));
    if (EqualsIgnoringCase(name, "gzip")) return ContentCoding::kGzip;
    if (EqualsIgnoringCase(name, "deflate")) chosen = ContentCoding::kDeflate;
  }
  return chosen;
}

std::string_view NameOf(ContentCoding coding) {
  switch (coding) {
    case ContentCoding::kGzip:
      return "gzip";
    case ContentCoding::kDeflate:
      return "deflate";
    default:
      return {};
  }
}

void Inflater::Free::operator()(libdeflate_decompressor* decompressor) const {
  libdeflate_free_decompressor(decompressor);
}
Inflater::Inflater() = default;
Inflater::~Inflater() = default;

int Inflater::InflateMember(ContentCoding coding, std::string_view body, char* out, std::size_t room, std::size_t& used,
                            std::size_t& written) {
  if (coding == ContentCoding::kGzip) {
    return libdeflate_gzip_decompress_ex(decompressor_.get(), body.data(), body.size(), out, room, &used, &written);
  }
  const int result =
      libdeflate_zlib_decompress_ex(decompressor_.get(), body.data(), body.size(), out, room, &used, &written);
  if (result != LIBDEFLATE_BAD_DATA) return result;
  return libdeflate_deflate_decompress_ex(decompressor_.get(), body.data(), body.size(), out, room, &used, &written);
}

Inflater::Outcome Inflater::Inflate(ContentCoding coding, std::string_view body, std::size_t bytes_max,
                                    BytesInFlight::Share& share, std::string& out) {
  if (decompressor_ == nullptr) decompressor_.reset(libdeflate_alloc_decompressor());
  if (decompressor_ == nullptr) return Outcome::kNoMemory;
  out.clear();
  std::size_t inflated = 0;
  std::size_t room = std::clamp<std::size_t>(GuessInflatedSize(coding, body), 1'024, bytes_max);
  // Once a member (a gzip body may have several), and again with more room where that was short.
  while (true) {
    if (out.size() < room) {
      if (!share.Take(room - out.size())) return Outcome::kNoMemory;
      out.resize(room);
    }
    std::size_t used = 0;
    std::size_t written = 0;
    const int result = InflateMember(coding, body, out.data() + inflated, out.size() - inflated, used, written);
    if (result == LIBDEFLATE_SUCCESS) {
      inflated += written;
      body.remove_prefix(used);
      if (body.empty()) break;
      if (coding != ContentCoding::kGzip) return Outcome::kBadData;
    } else if (result == LIBDEFLATE_INSUFFICIENT_SPACE) {
      if (room >= bytes_max) return Outcome::kTooLarge;
      room = std::min(room * 2, bytes_max);
    } else {
      return Outcome::kBadData;
    }
  }
  out.resize(inflated);
  return Outcome::kDone;
}

void Deflater::Free::operator()(libdeflate_compressor* compressor) const { libdeflate_free_compressor(compressor); }
Deflater::Deflater() = default;
Deflater::~Deflater() = default;

bool Deflater::Deflate(ContentCoding coding, std::string_view body, std::string& out) {
  if (compressor_ == nullptr) compressor_.reset(libdeflate_alloc_compressor(kCompressionLevel));
  if (compressor_ == nullptr) return false;
  out.resize(body.size());
  const std::size_t size =
      coding == ContentCoding::kGzip
          ? libdeflate_gzip_compress(compressor_.get(), body.data(), body.size(), out.data(), out.size())
          : libdeflate_zlib_compress(compressor_.get(), body.data(), body.size(), out.data(), out.size());
  out.resize(size);
  return size > 0;
}

}  // namespace tablerock

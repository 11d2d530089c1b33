// Compressed bodies: requests that come inflated out of Content-Encoding, replies that Accept-Encoding lets us
// compress. "deflate" is the zlib format, as RFC 9110 says; a raw deflate stream, which some clients send, is read too.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "net/bytes_in_flight.h"

struct libdeflate_compressor;
struct libdeflate_decompressor;

namespace tablerock {

enum class ContentCoding { kIdentity, kGzip, kDeflate, kUnknown };

// Of a Content-Encoding header; empty is kIdentity.
ContentCoding ParseContentEncoding(std::string_view header);
// What a reply may be coded as: gzip before deflate, kIdentity where neither is accepted.
ContentCoding ChooseReplyCoding(std::string_view accept_encoding);
// "gzip", "deflate", or "" for the others.
std::string_view NameOf(ContentCoding coding);

// Both classes make their library object on first use and keep it. They belong to one thread.
class Inflater {
 public:
  enum class Outcome { kDone, kBadData, kTooLarge, kNoMemory };

  Inflater();
  ~Inflater();
  // Inflates `body` whole into `out`. kTooLarge past `bytes_max`; kNoMemory if `share` cannot take what `out` needs.
  // REQUIRES: coding is kGzip or kDeflate.
  Outcome Inflate(ContentCoding coding, std::string_view body, std::size_t bytes_max, BytesInFlight::Share& share,
                  std::string& out);

 private:
  struct Free {
    void operator()(libdeflate_decompressor* decompressor) const;
  };
  // Inflates the first member of `body`; says how much of `body` and of `out` it used.
  int InflateMember(ContentCoding coding, std::string_view body, char* out, std::size_t room, std::size_t& used,
                    std::size_t& written);

  std::unique_ptr<libdeflate_decompressor, Free> decompressor_;
};

class Deflater {
 public:
  Deflater();
  ~Deflater();
  // Compresses `body` into `out`. False if that would not be smaller. REQUIRES: coding is kGzip or kDeflate.
  bool Deflate(ContentCoding coding, std::string_view body, std::string& out);

 private:
  struct Free {
    void operator()(libdeflate_compressor* compressor) const;
  };
  std::unique_ptr<libdeflate_compressor, Free> compressor_;
};

}  // namespace tablerock

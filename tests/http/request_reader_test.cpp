// Requests from bytes, without a socket: however the bytes are cut, the same requests come out.
#include "http/request_reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace tablerock {
namespace {

// What a stream of bytes is read as: a line for each request, and one for the refusal that ends it.
class Reading {
 public:
  explicit Reading(HttpLimits limits = {}) : limits_(limits) {}

  // Feeds `bytes` in pieces of the sizes that `cut` gives.
  template <typename Cut>
  std::vector<std::string> Read(std::string_view bytes, Cut cut) {
    RequestReader reader(limits_, in_flight_);
    std::vector<std::string> events;
    while (true) {
      switch (reader.Advance()) {
        case RequestReader::Progress::kNeedsBytes: {
          if (bytes.empty()) return events;
          const auto room = reader.Room();
          const std::size_t size = std::min({static_cast<std::size_t>(cut()), room.size(), bytes.size()});
          std::memcpy(room.data(), bytes.data(), size);
          reader.Commit(size);
          bytes.remove_prefix(size);
          break;
        }
        case RequestReader::Progress::kNeedsContinue:
          break;
        case RequestReader::Progress::kComplete:
          events.push_back(reader.head().method + " " + reader.head().target + " " + std::string(reader.body()));
          reader.Next();
          break;
        case RequestReader::Progress::kRefused:
          events.push_back("refused " + std::to_string(reader.refusal().status));
          return events;
      }
    }
  }

  BytesInFlight in_flight_{64U << 20U};

 private:
  HttpLimits limits_;
};

const std::string kSeveralRequests =
    "POST /a HTTP/1.1\r\nContent-Length: 5\r\nX-Amz-Target: T\r\n\r\nhello"
    "GET / HTTP/1.1\r\nHost: h\r\n\r\n"
    "\r\n\r\nPOST /b HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
    "3\r\nabc\r\n5;name=\"value\"\r\ndefgh\r\n0\r\nTrailer: t\r\n\r\n"
    "POST /c HTTP/1.1\r\nContent-Length: 0\r\n\r\n"
    "POST http://host/d?e HTTP/1.0\r\nContent-Length: 3\r\n\r\nxyz";
const std::vector<std::string> kSeveralEvents = {"POST /a hello", "GET / ", "POST /b abcdefgh", "POST /c ",
                                                 "POST http://host/d?e xyz"};

TEST(RequestReaderTest, ReadsRequestsCutAnywhere) {
  for (std::size_t size = 1; size <= kSeveralRequests.size(); ++size) {
    EXPECT_EQ(Reading().Read(kSeveralRequests, [&] { return size; }), kSeveralEvents) << "pieces of " << size;
  }
}

TEST(RequestReaderTest, ReadsRequestsCutAtRandom) {
  const unsigned seed = std::random_device()();
  std::mt19937 random(seed);
  std::string bytes;
  std::vector<std::string> events;
  for (int i = 0; i < 60; ++i) {
    const std::string body(std::uniform_int_distribution<std::size_t>(0, i % 3 == 0 ? 40'000 : 300)(random), 'x');
    if (i % 2 == 0) {
      bytes += "POST /l HTTP/1.1\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
      events.push_back("POST /l " + body);
    } else {
      bytes += "POST /c HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
      for (std::string_view rest = body; !rest.empty();) {
        const std::size_t size = std::min(rest.size(), std::uniform_int_distribution<std::size_t>(1, 5'000)(random));
        char hex[17];
        std::snprintf(hex, sizeof hex, "%zX", size);
        bytes += std::string(hex) + "\r\n" + std::string(rest.substr(0, size)) + "\r\n";
        rest.remove_prefix(size);
      }
      bytes += "0\r\n\r\n";
      events.push_back("POST /c " + body);
    }
  }
  Reading reading;
  EXPECT_EQ(reading.Read(bytes, [&] { return std::uniform_int_distribution<int>(1, 9'000)(random); }), events)
      << "seed " << seed;
  EXPECT_EQ(reading.in_flight_.bytes(), 0U);
}

TEST(RequestReaderTest, TrailersChangeNothing) {
  Reading reading;
  HttpLimits limits;
  RequestReader reader(limits, reading.in_flight_);
  const std::string_view bytes =
      "POST / HTTP/1.1\r\nX-Amz-Target: first\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX-Amz-Target: second\r\n"
      "Authorization: me\r\n\r\n";
  const auto room = reader.Room();
  std::memcpy(room.data(), bytes.data(), bytes.size());
  reader.Commit(bytes.size());
  ASSERT_EQ(reader.Advance(), RequestReader::Progress::kComplete);
  EXPECT_EQ(reader.head().amz_target, "first");
  EXPECT_EQ(reader.head().authorization, "");
}

TEST(RequestReaderTest, RefusesTooLongHeadsHoweverTheyCome) {
  HttpLimits limits;
  limits.head_bytes_max = 2'000;
  const std::string one_line = "POST / HTTP/1.1\r\nA: " + std::string(5'000, 'a') + "\r\n\r\n";
  std::string many_lines = "POST / HTTP/1.1\r\n";
  for (int i = 0; i < 2'000; ++i) many_lines += "A: b\r\n";
  many_lines += "\r\n";
  const std::string target = "POST /" + std::string(5'000, 'a') + " HTTP/1.1\r\n\r\n";
  const std::string no_line_end(5'000, 'A');
  for (const std::string& bytes : {one_line, many_lines, target, no_line_end}) {
    for (const std::size_t size : {1U, 7U, 1'000U, 100'000U}) {
      const auto events = Reading(limits).Read(bytes, [&] { return size; });
      EXPECT_EQ(events, std::vector<std::string>{"refused 431"}) << bytes.substr(0, 20) << " in pieces of " << size;
    }
  }
}

TEST(RequestReaderTest, RefusesEndlessChunkLines) {
  const std::string bytes = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;name=" + std::string(200'000, 'a');
  EXPECT_EQ(Reading().Read(bytes, [] { return 1'000; }), std::vector<std::string>{"refused 400"});
}

TEST(RequestReaderTest, CountsAnnouncedBytesBeforeTheyCome) {
  HttpLimits limits;
  BytesInFlight in_flight(1'000'000);
  const auto begin = [&](RequestReader& reader, const std::string& length) {
    const std::string head = "POST / HTTP/1.1\r\nContent-Length: " + length + "\r\n\r\n";
    const auto room = reader.Room();
    std::memcpy(room.data(), head.data(), head.size());
    reader.Commit(head.size());
    return reader.Advance();
  };
  {
    RequestReader one(limits, in_flight);
    RequestReader two(limits, in_flight);
    RequestReader three(limits, in_flight);
    EXPECT_EQ(begin(one, "600000"), RequestReader::Progress::kNeedsBytes);
    EXPECT_EQ(begin(two, "600000"), RequestReader::Progress::kRefused);
    EXPECT_EQ(two.refusal().status, 503U);
    EXPECT_EQ(begin(three, "400000"), RequestReader::Progress::kNeedsBytes);
    EXPECT_EQ(in_flight.bytes(), 1'000'000U);
  }
  EXPECT_EQ(in_flight.bytes(), 0U);
}

TEST(RequestReaderTest, CountsLongHeads) {
  HttpLimits limits;
  BytesInFlight in_flight(limits.head_bytes_max);
  const std::string bytes = "POST / HTTP/1.1\r\nA: " + std::string(40'000, 'a') + "\r\n\r\n";
  const auto read = [&](RequestReader& reader, std::string_view rest) {
    auto progress = reader.Advance();
    while (progress == RequestReader::Progress::kNeedsBytes && !rest.empty()) {
      const auto room = reader.Room();
      const std::size_t size = std::min(room.size(), rest.size());
      std::memcpy(room.data(), rest.data(), size);
      reader.Commit(size);
      rest.remove_prefix(size);
      progress = reader.Advance();
    }
    return progress;
  };
  RequestReader one(limits, in_flight);
  RequestReader two(limits, in_flight);
  EXPECT_EQ(read(one, std::string_view(bytes).substr(0, 30'000)), RequestReader::Progress::kNeedsBytes);
  EXPECT_EQ(read(two, bytes), RequestReader::Progress::kRefused);
  EXPECT_EQ(two.refusal().status, 503U);
  EXPECT_EQ(read(one, std::string_view(bytes).substr(30'000)), RequestReader::Progress::kComplete);
  one.Next();
  EXPECT_EQ(in_flight.bytes(), 0U);
}

TEST(RequestReaderTest, CountsChunksAsTheyCome) {
  BytesInFlight in_flight(100'000);
  HttpLimits limits;
  RequestReader reader(limits, in_flight);
  std::string bytes = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n80000\r\n" + std::string(0x80000, 'x');
  std::string_view rest = bytes;
  auto progress = reader.Advance();
  while (progress == RequestReader::Progress::kNeedsBytes) {
    ASSERT_FALSE(rest.empty()) << "was never refused";
    const auto room = reader.Room();
    const std::size_t size = std::min(room.size(), rest.size());
    std::memcpy(room.data(), rest.data(), size);
    reader.Commit(size);
    rest.remove_prefix(size);
    progress = reader.Advance();
  }
  EXPECT_EQ(progress, RequestReader::Progress::kRefused);
  EXPECT_EQ(reader.refusal().status, 503U);
}

TEST(RequestReaderTest, AnyBytesAtAllEndSomehow) {
  const unsigned seed = std::random_device()();
  std::mt19937 random(seed);
  for (int i = 0; i < 3'000; ++i) {
    std::string bytes = kSeveralRequests;
    for (int j = std::uniform_int_distribution<int>(1, 8)(random); j > 0; --j) {
      const std::size_t at = std::uniform_int_distribution<std::size_t>(0, bytes.size() - 1)(random);
      switch (std::uniform_int_distribution<int>(0, 2)(random)) {
        case 0:
          bytes[at] = static_cast<char>(std::uniform_int_distribution<int>(0, 255)(random));
          break;
        case 1:
          bytes.erase(at, std::uniform_int_distribution<std::size_t>(1, 5)(random));
          break;
        default:
          bytes.insert(at, 1, "\r\n :0f"[std::uniform_int_distribution<std::size_t>(0, 5)(random)]);
      }
    }
    auto whole = Reading().Read(bytes, [&] { return bytes.size(); });
    const auto cut = Reading().Read(bytes, [&] { return std::uniform_int_distribution<int>(1, 20)(random); });
    // The same, whole or cut; but what comes in pieces may be found wrong only at its head's end, which here may never
    // come.
    if (cut.size() + 1 == whole.size() && whole.back().starts_with("refused")) whole.pop_back();
    EXPECT_EQ(whole, cut) << "seed " << seed << " round " << i << "\n" << bytes;
  }
}

}  // namespace
}  // namespace tablerock

#include "functions/discard_report.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <random>

#include <fcntl.h>
#include <unistd.h>

#include "functions/function_process.h"
#include "json/document.h"

namespace tablerock {
namespace {

// "2026-11-22T14:30:00Z", with milliseconds "2026-11-22T14:30:00.123Z".
std::string Iso(UnixMillis time, bool with_millis) {
  const std::time_t seconds = time / 1000;
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  std::array<char, 40> text{};
  std::size_t length = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &utc);
  if (with_millis) {
    length += static_cast<std::size_t>(
        std::snprintf(text.data() + length, text.size() - length, ".%03d", static_cast<int>(time % 1000)));
  }
  return std::string(text.data(), length) + "Z";
}

std::string RandomUuid() {
  std::random_device random;
  const auto four = [&] { return random() & 0xFFFFU; };
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%04x%04x-%04x-4%03x-8%03x-%04x%04x%04x", four(), four(), four(),
                four() & 0xFFFU, four() & 0xFFFU, four(), four(), four());
  return text.data();
}

}  // namespace

std::string WriteDiscardReport(const EventSourceMapping& mapping, const DiscardPlace& place, const Discard& discard,
                               UnixMillis now) {
  const EventRecord& first = discard.records.front();
  const EventRecord& last = discard.records.back();
  Document request = {{"requestId", RandomUuid()},
                      {"functionArn", "arn:aws:lambda:" + mapping.region + ":" + mapping.account +
                                          ":function:" + mapping.function_name},
                      {"condition", NameOf(discard.reason)},
                      {"approximateInvokeCount", discard.invoke_count}};
  Document batch = {{"shardId", place.shard_id},
                    {"startSequenceNumber", ToWire(first.number)},
                    {"endSequenceNumber", ToWire(last.number)},
                    {"approximateArrivalOfFirstRecord", Iso(first.creation_time, false)},
                    {"approximateArrivalOfLastRecord", Iso(last.creation_time, false)},
                    {"batchSize", discard.records.size()},
                    {"streamArn", place.stream_arn}};
  Document report = {{"requestContext", std::move(request)},
                     {"version", "1.0"},
                     {"timestamp", Iso(now, true)},
                     {"DDBStreamBatchInfo", std::move(batch)},
                     {"payload", WriteEvent(discard.records)}};
  if (discard.invoke_count > 0) {
    report["responseContext"] = {{"statusCode", 200}, {"executedVersion", "$LATEST"}, {"functionError", "Unhandled"}};
  }
  return ToText(report);
}

Result<void> AppendLine(const std::string& file, const std::string& line) {
  const Descriptor descriptor(::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644));
  const std::string whole = line + "\n";
  // In one write, so that lines of two servers do not mix.
  if (!descriptor.open() ||
      ::write(descriptor.get(), whole.data(), whole.size()) != static_cast<ssize_t>(whole.size())) {
    return ApiError::Internal("cannot write to " + file + ": " + std::strerror(errno));
  }
  return {};
}

}  // namespace tablerock

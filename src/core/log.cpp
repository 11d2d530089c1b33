#include "core/log.h"

#include <array>
#include <chrono>
#include <cstdio>
#include <ctime>

namespace tablerock {
namespace {

constexpr std::array<std::string_view, 4> kLevelNames{"debug", "info", "warning", "error"};

std::string Timestamp() {
  const auto now = std::chrono::system_clock::now();
  const std::time_t seconds = std::chrono::system_clock::to_time_t(now);
  const auto millis = std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count() % 1000;
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  std::array<char, 40> buffer{};
  const std::size_t length = std::strftime(buffer.data(), buffer.size(), "%Y-%m-%dT%H:%M:%S", &utc);
  std::string text(buffer.data(), length);
  std::array<char, 8> fraction{};
  std::snprintf(fraction.data(), fraction.size(), ".%03dZ", static_cast<int>(millis));
  return text + fraction.data();
}

void AppendJsonString(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      std::array<char, 8> escape{};
      std::snprintf(escape.data(), escape.size(), "\\u%04x", static_cast<unsigned>(c));
      out += escape.data();
    } else {
      out += c;
    }
  }
  out += '"';
}

void WriteToStandardError(std::string_view line) {
  std::string whole(line);
  whole += '\n';
  std::fwrite(whole.data(), 1, whole.size(), stderr);
}

}  // namespace

Log::Log(LogLevel lowest, LogFormat format) : Log(lowest, format, WriteToStandardError) {}
Log::Log(LogLevel lowest, LogFormat format, Sink sink) : lowest_(lowest), format_(format), sink_(std::move(sink)) {}

void Log::Write(LogLevel level, std::string_view message, std::initializer_list<Field> fields) const {
  if (!Shows(level)) return;
  std::string line;
  const std::string_view level_name = kLevelNames[static_cast<std::size_t>(level)];
  if (format_ == LogFormat::kJson) {
    line += "{\"time\":\"" + Timestamp() + "\",\"level\":\"";
    line += level_name;
    line += "\",\"message\":";
    AppendJsonString(line, message);
    for (const auto& [name, value] : fields) {
      line += ',';
      AppendJsonString(line, name);
      line += ':';
      AppendJsonString(line, value);
    }
    line += '}';
  } else {
    line += Timestamp() + " ";
    line += level_name;
    line += ' ';
    line += message;
    for (const auto& [name, value] : fields) {
      line += ' ';
      line += name;
      line += '=';
      line += value;
    }
  }
  sink_(line);
}

}  // namespace tablerock

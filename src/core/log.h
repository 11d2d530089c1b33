// Log: one line an event, to standard error, as text or as JSON. Never items, never secrets. Thread-safe.
#pragma once

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace tablerock {

enum class LogLevel { kDebug, kInfo, kWarning, kError };
enum class LogFormat { kText, kJson };

class Log {
 public:
  using Field = std::pair<std::string_view, std::string>;
  using Sink = std::function<void(std::string_view line)>;  // called with one line, without its end

  // A log that writes to standard error.
  explicit Log(LogLevel lowest = LogLevel::kInfo, LogFormat format = LogFormat::kText);
  Log(LogLevel lowest, LogFormat format, Sink sink);

  bool Shows(LogLevel level) const { return level >= lowest_; }
  void Write(LogLevel level, std::string_view message, std::initializer_list<Field> fields = {}) const;

 private:
  LogLevel lowest_;
  LogFormat format_;
  Sink sink_;
};

}  // namespace tablerock

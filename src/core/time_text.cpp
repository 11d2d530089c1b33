#include "core/time_text.h"

#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>

namespace tablerock {
namespace {

constexpr std::int64_t kMillisPerDay = 86'400'000;

// Takes exactly `digits` digits and `end` off the front of `text`.
bool Take(std::string_view& text, std::size_t digits, char end, int& value) {
  if (text.size() <= digits || text[digits] != end) return false;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + digits, value);
  if (error != std::errc() || stop != text.data() + digits || value < 0) return false;
  text.remove_prefix(digits + 1);
  return true;
}

// Takes "05Z" or "05.123Z", all that is left of a time.
bool TakeSeconds(std::string_view text, int& millis) {
  int seconds = 0;
  millis = 0;
  if (!Take(text, 2, '.', seconds)) {
    if (!Take(text, 2, 'Z', seconds) || !text.empty()) return false;
  } else {
    if (text.size() < 2 || text.back() != 'Z') return false;
    text.remove_suffix(1);
    int weight = 100;
    for (const char digit : text) {
      if (digit < '0' || digit > '9') return false;
      millis += (digit - '0') * weight;
      weight /= 10;
    }
  }
  millis += seconds * 1000;
  return seconds < 60;
}

}  // namespace

std::string TimeText(UnixMillis time) {
  namespace chrono = std::chrono;
  const chrono::sys_time<chrono::milliseconds> point{chrono::milliseconds(time)};
  const auto day = chrono::floor<chrono::days>(point);
  const chrono::year_month_day date(day);
  const chrono::hh_mm_ss of_day(point - day);
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(of_day.hours().count()), static_cast<int>(of_day.minutes().count()),
                static_cast<int>(of_day.seconds().count()), static_cast<int>(of_day.subseconds().count()));
  return text.data();
}

std::optional<UnixMillis> ParseTimeText(std::string_view text) {
  int year = 0;
  int month = 0;
  int day = 0;
  int hours = 0;
  int minutes = 0;
  int millis = 0;
  if (!Take(text, 4, '-', year) || !Take(text, 2, '-', month) || !Take(text, 2, 'T', day) ||
      !Take(text, 2, ':', hours) || !Take(text, 2, ':', minutes) || !TakeSeconds(text, millis)) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok() || hours > 23 || minutes > 59) return std::nullopt;
  const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
  return days * kMillisPerDay + (std::int64_t{hours} * 60 + minutes) * 60'000 + millis;
}

}  // namespace tablerock

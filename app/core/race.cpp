// Bodies of race.h.
#include "core/race.h"

#include <fmt/format.h>

#include <algorithm>

namespace sep {
namespace {

std::string grouped_digits(const std::string& digits) {
  std::string out;
  for (size_t k = 0; k < digits.size(); ++k) {
    if (k > 0 && (digits.size() - k) % 3 == 0) out += ',';
    out += digits[k];
  }
  return out;
}

/// Seconds with two digits after the point, without trailing zeros; never rounded up, so that a path is not
/// said to have finished before it has.
std::string seconds(int64_t micros) {
  std::string text = fmt::format("{}.{:02}", micros / 1'000'000, micros / 10'000 % 100);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text + " s";
}

/// a·b/c for a, b < c, one binary digit of a at a time; remainder is a·b mod c.
struct Quotient {
  uint64_t whole = 0, remainder = 0;
};
Quotient long_division(uint64_t a, uint64_t b, uint64_t c) {
  Quotient q;
  for (int bit = 62; bit >= 0; --bit) {
    q.whole *= 2;
    q.remainder *= 2;
    if ((a >> bit & 1U) != 0) q.remainder += b;
    q.whole += q.remainder / c;
    q.remainder %= c;
  }
  return q;
}

}  // namespace

int64_t multiply_divide(int64_t a, int64_t b, int64_t c) {
  if (static_cast<double>(a) / static_cast<double>(c) * static_cast<double>(b) > 9.2e18) return INT64_MAX;
  const int64_t whole_a = a / c, whole_b = b / c;
  const Quotient rest =
      long_division(static_cast<uint64_t>(a % c), static_cast<uint64_t>(b % c), static_cast<uint64_t>(c));
  return whole_a * b + a % c * whole_b + static_cast<int64_t>(rest.whole);
}

Race::Race(int64_t separable_total, int64_t standard_total, int64_t standard_micros)
    : separable_(std::max<int64_t>(1, separable_total)),
      standard_(std::max<int64_t>(1, standard_total)),
      micros_(std::clamp<int64_t>(standard_micros, 1, int64_t{1} << 40)) {}

RaceLane Race::lane(PathId path, int64_t micros) const {
  RaceLane lane{0, total(path), false};
  if (micros >= finish_micros(path)) {
    lane.position = lane.total;
  } else if (micros > 0) {
    lane.position = multiply_divide(standard_, micros, micros_);
  }
  lane.finished = lane.position == lane.total;
  return lane;
}

int64_t Race::time_of(int64_t position) const {
  if (position <= 0) return 0;
  const int64_t floor = multiply_divide(position, micros_, standard_);
  // The position reached at the floor says whether a part of a microsecond is left.
  return multiply_divide(standard_, floor, micros_) >= position ? floor : floor + 1;
}

int64_t Race::finish_micros(PathId path) const { return time_of(total(path)); }

int64_t Race::end_micros() const {
  return std::max(finish_micros(PathId::separable), finish_micros(PathId::standard));
}

double Race::multiplications_per_second() const {
  return static_cast<double>(standard_) * 1e6 / static_cast<double>(micros_);
}

PathId Race::winner() const {
  if (separable_ == standard_) return PathId::source;
  return separable_ < standard_ ? PathId::separable : PathId::standard;
}

double Race::times_earlier() const {
  const auto [least, most] = std::minmax(separable_, standard_);
  return static_cast<double>(most) / static_cast<double>(least);
}

std::string Race::verdict() const {
  if (winner() == PathId::source) return "both finish together";
  const char* name = winner() == PathId::separable ? "separable" : "standard";
  return fmt::format("{} finishes {:.{}f}× earlier", name, times_earlier(), times_earlier() < 1.1 ? 3 : 1);
}

std::string Race::clock_text(int64_t micros) const {
  const int64_t end = end_micros();
  return seconds(std::clamp<int64_t>(micros, 0, end)) + " of " + seconds(end);
}

std::string odometer_text(int64_t value, int64_t total) {
  const size_t width = fmt::format("{}", std::max(value, total)).size();
  return grouped_digits(fmt::format("{:0{}}", value, width));
}

std::string odometer_sentence(const RaceLane& lane) {
  return fmt::format("multiplication {} of {}", grouped_digits(fmt::format("{}", lane.position)),
                     grouped_digits(fmt::format("{}", lane.total)));
}

}  // namespace sep

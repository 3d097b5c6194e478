// Bodies of plot_scale.h.
#include "ui/charts/plot_scale.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/format.h"

namespace sep::ui {
namespace {

constexpr double kFarApart = 15, kFarApartExact = 31;

double power_below(double value) { return std::pow(10.0, std::floor(std::log10(value))); }

/// A round number, not far above the value.
double nice_above(double value) {
  const double power = power_below(value);
  for (const double f : {1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0}) {
    if (f * power >= value * (1 - 1e-12)) return f * power;
  }
  return 10 * power;
}

double nice_below(double value) {
  const double power = power_below(value);
  for (const double f : {5.0, 2.0}) {
    if (f * power <= value) return f * power;
  }
  return power;
}

std::string label_of(double value) { return value == 0 ? "0" : short_count(value); }

std::vector<Tick> linear_ticks(const Scale& s, int most, double apart) {
  const double least = std::max(apart, (s.high - s.low) / std::max(1, most - 1));
  double step = power_below(std::max(least, 1e-300));
  for (const double f : {1.0, 2.0, 5.0, 10.0}) {
    if (f * step >= least * (1 - 1e-12)) {
      step *= f;
      break;
    }
  }
  std::vector<Tick> out;
  for (double i = std::ceil(s.low / step - 1e-9); i * step <= s.high * (1 + 1e-9); ++i)
    out.push_back({i * step, label_of(i * step)});
  // one number alone says nothing of how far the axis goes
  if (out.size() == 1 && most > 1 && s.high - s.low >= apart && out.front().value < s.high)
    out.push_back({s.high, label_of(s.high)});
  return out;
}

/// Within each decade the first so many of 1, 2, 5.
std::vector<Tick> logarithmic_ticks(const Scale& s, const std::vector<double>& factors, int every) {
  std::vector<Tick> out;
  const int first = static_cast<int>(std::floor(std::log10(s.low)));
  for (int decade = first; std::pow(10.0, decade) <= s.high * (1 + 1e-9); ++decade) {
    if ((decade % every + every) % every != 0) continue;
    for (const double f : factors) {
      const double v = f * std::pow(10.0, decade);
      if (v >= s.low * (1 - 1e-9) && v <= s.high * (1 + 1e-9)) out.push_back({v, label_of(v)});
    }
  }
  return out;
}

}  // namespace

double Scale::at(double value) const {
  if (high <= low) return 0.5;
  if (!logarithmic) return (value - low) / (high - low);
  return std::log(std::max(value, low * 1e-3) / low) / std::log(high / low);
}

double Scale::value(double place) const {
  if (!logarithmic) return low + place * (high - low);
  return low * std::pow(high / low, place);
}

Scale scale_of(double low, double high) {
  high = std::max(high, 1e-12);
  if (low > 0 && high > kFarApart * low) return {nice_below(low), nice_above(high), true};
  return {0, nice_above(high), false};
}

Scale exact_scale(double low, double high) { return {low, high, low > 0 && high > kFarApartExact * low}; }

std::vector<Tick> ticks_of(const Scale& s, int most, double apart) {
  if (!s.logarithmic) return linear_ticks(s, most, apart);
  const std::array<std::vector<double>, 2> kFactors{{{1, 2, 5}, {1}}};
  for (const auto& factors : kFactors) {
    if (auto out = logarithmic_ticks(s, factors, 1); static_cast<int>(out.size()) <= most) return out;
  }
  int every = 2;
  while (static_cast<int>(logarithmic_ticks(s, {1}, every).size()) > most) ++every;
  return logarithmic_ticks(s, {1}, every);
}

}  // namespace sep::ui

// Bodies of format.h.
#include "ui/format.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace sep::ui {

std::string grouped(int64_t value) {
  std::string digits = std::to_string(value < 0 ? -value : value);
  for (auto at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(static_cast<size_t>(at), ",");
  return (value < 0 ? "−" : "") + digits;
}

std::string significant(double value, int digits) {
  if (!std::isfinite(value)) return std::isnan(value) ? "not a number" : value < 0 ? "−∞" : "∞";
  if (value == 0) return "0";
  std::string text = fmt::format("{:.{}g}", std::abs(value), digits);
  const double magnitude = std::abs(value);
  if (magnitude >= 1000 && magnitude < 1e9) {
    text = grouped(std::llround(magnitude));
  } else if (const auto e = text.find('e'); e != std::string::npos) {
    const int exponent = std::stoi(text.substr(e + 1));
    if (magnitude >= 1 && magnitude < 1000)
      text = grouped(std::llround(std::stod(text)));  // 347 with two digits is 350, not 3.5e2
    else
      text = fmt::format("{}e{}", text.substr(0, e), exponent);
  }
  return (value < 0 ? "−" : "") + text;
}

std::string short_count(double value) {
  static constexpr struct {
    double unit;
    const char* name;
  } kUnits[] = {{1e12, " T"}, {1e9, " G"}, {1e6, " M"}, {1e3, " k"}};
  for (const auto& u : kUnits) {
    if (value >= u.unit) return fmt::format("{:.3g}{}", value / u.unit, u.name);
  }
  return fmt::format("{:.3g}", value);
}

std::string duration(double ms) {
  if (ms >= 1000) return significant(ms / 1000) + " s";
  if (ms >= 10) return fmt::format("{:.1f} ms", ms);
  return fmt::format("{:.{}f} ms", ms, ms >= 1 ? 2 : 3);
}

namespace {

/// Three digits, and as many more as keep a number above one from reading as one.
std::string times(double factor) {
  for (int digits = 3; digits < 12; ++digits) {
    std::string text = significant(factor, digits);
    if (text != "1") return text + "×";
  }
  return "1×";
}

}  // namespace

Verdict verdict_of(const Totals& totals) {
  if (totals.separable == totals.standard) return {Verdict::Kind::same, "", "the same"};
  if (totals.separable < totals.standard) return {Verdict::Kind::fewer, times(totals.times_fewer()), "fewer"};
  return {Verdict::Kind::more, times(totals.ratio()), "more"};
}

std::string size_text(Size2 size) { return fmt::format("{}×{}", size.h, size.w); }

std::string settings_text(const Plan& plan) {
  const Experiment& e = plan.experiment;
  const Stage& standard = plan.standard.front();
  std::string text = fmt::format("{} kernel on {}", size_text(standard.spec.kernel), to_text(plan.input));
  if (e.stride != Size2{1, 1})
    text += ", stride " + (e.stride.h == e.stride.w ? std::to_string(e.stride.h) : size_text(e.stride));
  if (e.dilation != Size2{1, 1}) {
    text +=
        ", dilation " + (e.dilation.h == e.dilation.w ? std::to_string(e.dilation.h) : size_text(e.dilation));
  }
  static constexpr const char* kPaddings[]{", no padding", ", padding same", ", explicit padding",
                                           ", padding same (lower)"};
  text += kPaddings[static_cast<size_t>(e.padding)];
  if (e.mode == Mode::depthwise) text += fmt::format(", {} filters", e.filters);
  return text;
}

std::string stage_title(const Plan& plan, PathId path, int index) {
  if (path == PathId::standard) return "standard output";
  if (path == PathId::source) return "input";
  const bool last = index + 1 >= static_cast<int>(plan.separable.size());
  return last ? "separable output" : "after " + plan.separable[static_cast<size_t>(index)].name;
}

}  // namespace sep::ui

// Numbers as the window writes them: thousands grouped, few digits, words for verdicts. Knows no ImGui.
#pragma once

#include <cstdint>
#include <string>

#include "core/conv.h"
#include "core/plan.h"

namespace sep::ui {

/// 1228800 → "1,228,800".
std::string grouped(int64_t value);
/// At most `digits` significant digits without trailing zeros; a negative sign is "−"; very small or large:
/// "2.4e-7".
std::string significant(double value, int digits = 3);
/// For axes: 1,200,000 → "1.2 M".
std::string short_count(double value);
/// 0.0213 → "0.021 ms", 1530 → "1.53 s".
std::string duration(double ms);

/// The headline: "▼ 22.8× fewer", "▲ 1.3× more", "= the same".
struct Verdict {
  enum class Kind { fewer, same, more } kind = Kind::same;
  std::string number;  ///< "22.8×", empty when the same
  std::string word;    ///< "fewer", "more", "the same"
  std::string text() const { return number.empty() ? word : number + " " + word; }
};
Verdict verdict_of(const Totals& totals);

/// "5×5, stride 2, same": what a dimmed picture was made with.
std::string settings_text(const Plan& plan);
/// "5×5" or "3×7".
std::string size_text(Size2 size);
/// "input", "after column", "output": how a stage's tensor is called.
std::string stage_title(const Plan& plan, PathId path, int index);

}  // namespace sep::ui

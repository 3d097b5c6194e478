// Body of range_words.h.
#include "view/range_words.h"

namespace sep::view {
namespace {

constexpr float kBetween = 6;

/// With two significant digits; with fewer only where further ones are zeros.
bool honest(double value, int digits) {
  const std::string text = short_number(value, digits, false);
  return text.find('e') == std::string::npos || digits > 2 || text == short_number(value, 3, false);
}

}  // namespace

RangeWords range_words(const Metrics& m, double low, double high, bool plus, float width) {
  const auto wide = [&](const std::string& text) { return m.width(Font::mono_small, text); };
  for (const int digits : {3, 2}) {
    if (!honest(low, digits) || !honest(high, digits)) continue;
    RangeWords w{short_number(low, digits, plus), short_number(high, digits, plus), {}};
    if (wide(w.low) + wide(w.high) + kBetween * m.scale <= width) return w;
  }
  for (const int digits : {3, 2}) {
    if (low != -high || !honest(high, digits)) continue;
    RangeWords w{{}, {}, "±" + short_number(high, digits, false)};
    if (wide(w.both) <= width) return w;
  }
  return {};
}

}  // namespace sep::view

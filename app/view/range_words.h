// The ends of a colour bar's range in words. Pure; knows no GL.
#pragma once

#include <string>

#include "view/text.h"

namespace sep::view {

/// What stands under a bar: both ends; or, where those have no room, "±1.28" in the middle; or nothing.
struct RangeWords {
  std::string low, high, both;
};

/// In Font::mono_small, at most `width` window pixels wide. No number has fewer than two significant digits
/// unless it is exact with fewer. plus: positive ends have a sign.
RangeWords range_words(const Metrics& metrics, double low, double high, bool plus, float width);

}  // namespace sep::view

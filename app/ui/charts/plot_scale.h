// Axes of charts: from values to places along an axis, and where its ticks are. Pure; knows no ImGui.
#pragma once

#include <string>
#include <vector>

namespace sep::ui {

struct Scale {
  double low = 0, high = 1;
  bool logarithmic = false;

  /// Place of a value, 0 at low and 1 at high.
  double at(double value) const;
  /// The value at a place.
  double value(double place) const;
};

/// From zero to a round number above high; logarithmic, from a round number below low, where low is above
/// zero and the two are more than a decade apart.
Scale scale_of(double low, double high);
/// Both ends as they are; logarithmic where they are far apart.
Scale exact_scale(double low, double high);

struct Tick {
  double value = 0;
  std::string label;
};
/// At most so many, round numbers at least so far apart, the least first.
std::vector<Tick> ticks_of(const Scale& scale, int most, double apart = 0);

}  // namespace sep::ui

// How small the working size may become before the experiment is invalid. Pure; knows no ImGui.
#pragma once

#include <string>

#include "core/plan.h"

namespace sep::ui {

inline constexpr int kLeastSide = 8;  ///< smaller pictures show nothing

struct SizeLimit {
  int low = kLeastSide;  ///< least longest side that is valid, everything else as it is
  std::string why;       ///< why it ends there
};
SizeLimit size_limit(const Experiment& experiment, const ImageInfo& image);

/// The experiment at this longest side, in the image's proportions.
Experiment with_longest(Experiment experiment, const ImageInfo& image, int longest);

}  // namespace sep::ui

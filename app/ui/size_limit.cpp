// Bodies of size_limit.h.
#include "ui/size_limit.h"

#include <algorithm>

#include "core/plan_shapes.h"
#include "ui/images.h"

namespace sep::ui {
namespace {

/// Empty when it is valid.
std::string wrong_at(const Experiment& e, const ImageInfo& image, int longest) {
  const auto checked = skeleton(with_longest(e, image, longest), image, 1);
  return checked ? std::string() : checked.error().message;
}

}  // namespace

Experiment with_longest(Experiment e, const ImageInfo& image, int longest) {
  const Size2 size = size_with_longest(image.size, longest);
  e.input.height = size.h;
  e.input.width = size.w;
  return e;
}

SizeLimit size_limit(const Experiment& e, const ImageInfo& image) {
  const int full = std::max(image.size.h, image.size.w);
  SizeLimit limit{std::min(kLeastSide, full), "smaller shows nothing"};
  if (wrong_at(e, image, limit.low).empty()) return limit;
  // what fits a small image fits a larger one, so the first valid side can be halved down to
  int wrong = limit.low, right = full;
  while (right - wrong > 1) {
    const int middle = wrong + (right - wrong) / 2;
    (wrong_at(e, image, middle).empty() ? right : wrong) = middle;
  }
  return {right, wrong_at(e, image, wrong)};
}

}  // namespace sep::ui

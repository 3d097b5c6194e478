// Bodies of experiment.h.
#include "core/experiment.h"

#include <tuple>

namespace sep {

Work least_work(const Experiment& before, const Experiment& after) {
  if (before == after) return Work::none;
  const auto image_of = [](const InputSource& i) {
    return std::tie(i.file, i.sample, i.height, i.width, i.fit);
  };
  if (image_of(before.input) != image_of(after.input)) return Work::reload;
  Experiment same_view = after;
  same_view.view = before.view;
  same_view.view.filter = after.view.filter;  // the standard path's maps are the chosen filter's
  return same_view == before ? Work::redraw : Work::replan;
}

}  // namespace sep

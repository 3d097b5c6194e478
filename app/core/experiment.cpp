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

Experiment with_bank(Experiment e, BankSource source) {
  const FilterBank& bank = *source.loaded;
  e.mode = Mode::depthwise;
  e.filters = bank.filters;
  e.groups = bank.group;
  e.kernel = {"binomial", bank.kernel, {}};
  e.kernels.clear();
  e.multiplier = bank.is_pair ? bank.multiplier : 1;
  e.input.channels = bank.channels;
  e.view.filter = e.view.channel = 0;
  e.mutes = {};
  e.bank = std::move(source);
  return e;
}

}  // namespace sep

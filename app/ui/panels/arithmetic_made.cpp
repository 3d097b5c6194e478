// Body of arithmetic_made.h.
#include "ui/panels/arithmetic_made.h"

#include <algorithm>

namespace sep::ui::panels {

int64_t products_made(const PanelContext& c, PathId path, const StageTrace& s, const ElementSum& e) {
  const bool stepped = c.state.timeline.show == Timeline::Show::step;
  if (!stepped || path == PathId::source || c.session.plan() == nullptr) return s.terms();
  const Plan& plan = *c.session.plan();
  const Steps steps = steps_of(plan, path);
  const int64_t now = position(c.state.timeline, plan, path, ImGui::GetTime());
  // a map of the standard path is the part of the chosen filter's sum that one channel adds
  const bool map = s.out.place == Place::maps;
  const int channel = map ? chosen_filter(plan) : e.channel;
  const ConvSpec& whole = stages_of(plan, path)[static_cast<size_t>(s.out.index)].spec;
  const int64_t terms = int64_t{1} * whole.c_in_per_group() * whole.kernel.h * whole.kernel.w;
  const int64_t begin = steps.completion(s.out.index, 0, channel, e.y, e.x) - terms;
  const int64_t before = map ? e.channel % whole.c_in_per_group() * s.terms() : 0;
  return std::clamp<int64_t>(now - begin - before, 0, s.terms());
}

}  // namespace sep::ui::panels

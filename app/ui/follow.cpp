// Bodies of follow.h.
#include "ui/follow.h"

#include <algorithm>

namespace sep::ui {
namespace {

/// What links and arithmetic depend on besides the selection: stages by their keys, and whether and when each
/// was computed.
std::vector<uint64_t> key_of(const Plan& plan, const gpu::Engine& engine) {
  std::vector<uint64_t> key{static_cast<uint64_t>(plan.experiment.view.filter)};
  const auto add = [&](uint64_t stage, gpu::StageRef ref) {
    key.push_back(stage);
    key.push_back(engine.tensor(ref) == nullptr ? 0 : engine.version(ref) + 1);
  };
  add(0, {gpu::Slot::input, 0});
  for (const Stage& s : plan.standard) add(s.key, {gpu::Slot::standard, 0});
  for (const Stage& s : plan.display) add(s.key, {gpu::Slot::maps, 0});
  for (size_t i = 0; i < plan.separable.size(); ++i) {
    add(plan.separable[i].key, {gpu::Slot::separable, static_cast<int>(i)});
  }
  return key;
}

/// The selection is valid: links_of took it.
float weight_value(const Plan& plan, const Selection& s) {
  const Stage& stage = *maker_of(plan, s.ref);
  const std::vector<float> all = weights_of(plan, stage, s.channel, s.channel + 1);
  const int at = (s.c_in * stage.spec.kernel.h + s.i) * stage.spec.kernel.w + s.j;
  return all[static_cast<size_t>(at)];
}

void compute(Follow& f, const Plan& plan, gpu::Engine& engine) {
  f.links.reset();
  f.trace.reset();
  f.why.clear();
  if (!f.shown) return;
  auto links = links_of(plan, *f.shown);
  if (!links) {
    f.why = links.error().message;
    return;
  }
  f.links = std::move(*links);
  f.reuse = reuse_of(plan);
  if (f.shown->kind == Selection::Kind::weight) {
    f.weight = static_cast<double>(weight_value(plan, *f.shown));
    return;
  }
  auto traced = trace(plan, f.shown->ref, f.shown->channel, f.shown->y, f.shown->x, patch_reader(engine));
  if (traced) {
    f.trace = std::move(*traced);
  } else {
    f.why = traced.error().message;
  }
}

}  // namespace

gpu::StageRef stage_ref(TensorRef ref) {
  switch (ref.place) {
    case Place::image:
      return {gpu::Slot::image, 0};
    case Place::input:
      return {gpu::Slot::input, 0};
    case Place::separable:
      return {gpu::Slot::separable, ref.index};
    case Place::standard:
      return {gpu::Slot::standard, ref.index};
    case Place::maps:
      break;
  }
  return {gpu::Slot::maps, ref.index};
}

PatchReader patch_reader(gpu::Engine& engine) {
  return [&engine](const PatchRequest& r) {
    std::vector<float> out;
    const gpu::StageRef ref = stage_ref(r.ref);
    if (engine.tensor(ref) == nullptr) return out;
    out.reserve(static_cast<size_t>(r.c1 - r.c0) * static_cast<size_t>(r.rows) * static_cast<size_t>(r.cols));
    for (int c = r.c0; c < r.c1; ++c) {
      const std::vector<float> plane = engine.read_window(ref, c, r.y0, r.x0, r.rows, r.cols);
      out.insert(out.end(), plane.begin(), plane.end());
    }
    return out;
  };
}

void update_follow(Follow& f, const Plan* plan, gpu::Engine& engine) {
  if (plan == nullptr) {
    f = {};
    return;
  }
  if (f.pinned && !links_of(*plan, *f.pinned)) f.pinned.reset();
  const std::optional<Selection> shown = f.pinned ? f.pinned : f.hovered;
  std::vector<uint64_t> key = key_of(*plan, engine);
  if (shown == f.shown && key == f.key) return;
  if (!(shown == f.shown)) f.unfolded.clear();
  f.shown = shown;
  f.key = std::move(key);
  compute(f, *plan, engine);
}

Selection moved(const Plan& plan, Selection s, int channels, int dy, int dx) {
  const auto inside = [](int v, int64_t n) { return std::clamp(v, 0, static_cast<int>(n) - 1); };
  if (s.kind == Selection::Kind::element) {
    const Shape shape = shape_of(plan, s.ref);
    s.channel = inside(s.channel + channels, shape.c);
    s.y = inside(s.y + dy, shape.h);
    s.x = inside(s.x + dx, shape.w);
    return s;
  }
  const Stage* stage = maker_of(plan, s.ref);
  if (stage == nullptr) return s;
  s.channel = inside(s.channel + channels, stage->spec.c_out);
  s.i = inside(s.i + dy, stage->spec.kernel.h);
  s.j = inside(s.j + dx, stage->spec.kernel.w);
  return s;
}

}  // namespace sep::ui

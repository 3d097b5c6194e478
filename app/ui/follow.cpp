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

/// What is made, as far as its arithmetic depends on it.
void add_making(const Follow& f, std::vector<uint64_t>& key) {
  if (!f.making_shown()) return;
  for (const Making& m : f.making) {
    for (const int v :
         {static_cast<int>(m.path), m.element.ref.index, m.element.channel, m.element.y, m.element.x})
      key.push_back(static_cast<uint64_t>(v));
  }
}

/// The selection is valid: links_of took it.
float weight_value(const Plan& plan, const Selection& s) {
  const Stage& stage = *maker_of(plan, s.ref);
  const std::vector<float> all = weights_of(plan, stage, s.channel, s.channel + 1);
  const int at = (s.c_in * stage.spec.kernel.h + s.i) * stage.spec.kernel.w + s.j;
  return all[static_cast<size_t>(at)];
}

/// The stage that is at work on each path, without those before it.
void trace_making(Follow& f, const Plan& plan, gpu::Engine& engine) {
  Trace all;
  for (const Making& m : f.making) {
    const Selection& e = m.element;
    auto traced = trace(plan, e.ref, e.channel, e.y, e.x, patch_reader(engine));
    if (!traced) {
      f.why = traced.error().message;
      return;
    }
    auto& path = m.path == PathId::standard ? traced->standard : traced->separable;
    if (!path) continue;
    path->stages.erase(path->stages.begin(), path->stages.end() - 1);
    (m.path == PathId::standard ? all.standard : all.separable) = std::move(path);
  }
  f.trace = std::move(all);
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
  if (f.making_shown()) return trace_making(f, plan, engine);
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
  std::optional<Selection> shown = f.pinned ? f.pinned : f.hovered;
  if (f.making_shown()) shown = f.making.front().element;
  std::vector<uint64_t> key = key_of(*plan, engine);
  add_making(f, key);
  if (shown == f.shown && key == f.key) return;
  if (!(shown == f.shown)) f.unfolded.clear();
  f.shown = shown;
  f.key = std::move(key);
  compute(f, *plan, engine);
}

const Making* Follow::making_of(PathId path) const {
  const auto it = std::find_if(making.begin(), making.end(), [&](const Making& m) { return m.path == path; });
  return making_shown() && it != making.end() ? &*it : nullptr;
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

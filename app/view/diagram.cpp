// Diagram of diagram.h: arranges when something changed, draws in order, and turns what the mouse did into a
// new view.
#include "view/diagram.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "view/notices.h"
#include "view/select.h"

namespace sep::view {
namespace {

constexpr double kZoomStep = 1.25;
constexpr int kMostAmplify = 12;

ImVec2 low(const Rect& r) { return {r.x0, r.y0}; }
ImVec2 high(const Rect& r) { return {r.x1, r.y1}; }

/// What the arrangement depends on besides the plan's address.
struct LayoutKey {
  std::vector<uint64_t> stages;
  Rect area;
  float scale = 1;
  const ImFont* font = nullptr;
  int filter = 0, channel = 0;
  bool operator==(const LayoutKey& o) const {
    return stages == o.stages && std::memcmp(&area, &o.area, sizeof area) == 0 && scale == o.scale &&
           font == o.font && filter == o.filter && channel == o.channel;
  }
};

LayoutKey key_of(const DiagramInput& in, const ViewState& view) {
  LayoutKey k;
  for (const auto* path : {&in.plan->source, &in.plan->separable, &in.plan->standard}) {
    for (const Stage& s : *path)
      k.stages.insert(k.stages.end(),
                      {s.key, static_cast<uint64_t>(s.out.h), static_cast<uint64_t>(s.out.w)});
  }
  k.stages.push_back(static_cast<uint64_t>(in.plan->rank));
  k.stages.push_back(static_cast<uint64_t>(in.plan->experiment.mode));
  k.area = {in.min_window.x, in.min_window.y, in.max_window.x, in.max_window.y};
  k.scale = in.theme->scale;
  k.font = in.theme->small;
  k.filter = view.filter;
  k.channel = view.channel;
  return k;
}

/// What is under the mouse, as the plan names it.
std::optional<WeightHit> selection_at(Scene& s, const Hit& hit, Point mouse) {
  if (hit.stack == nullptr) return weight_at(s, mouse);
  if (!hit.on_pixel) return std::nullopt;
  return WeightHit{Selection::element(tensor_ref(s.plan, hit.stack->key), hit.channel, hit.y, hit.x), 0};
}

/// As little as brings a channel in sight.
void scroll_to(const Sheet& sheet, int channel, int& first) {
  const int row = channel / sheet.columns;
  if (row < first) first = row;
  if (row >= first + sheet.rows) first = row - sheet.rows + 1;
}

std::vector<NamedRect> rects_of(const Scene& s) {
  std::vector<NamedRect> out;
  for (const StackBox& stack : s.layout.stacks) {
    const std::string id = id_of(stack.key);
    out.push_back({"stack." + id, low(stack.bounds), high(stack.bounds)});
    if (!stack.bar.empty()) out.push_back({"bar." + id, low(stack.bar), high(stack.bar)});
    const auto tile = [&](const Rect& r, int channel) {
      out.push_back({fmt::format("tile.{}.{}", id, channel), low(r), high(r)});
    };
    tile(s.shown(stack, stack.front().rect), stack.chosen);
    const int first = s.first_row(stack);
    for (int c = first * stack.sheet.columns; c < stack.sheet.count; ++c) {
      const Rect cell = stack.sheet.cell(c, first);
      if (cell.empty()) break;
      if (c != stack.chosen) tile(cell, c);
    }
    if (stack.sheet.empty()) continue;
    out.push_back({"sheet." + id, low(stack.sheet.area), high(stack.sheet.area)});
  }
  for (const OperatorBox& o : s.layout.operators) {
    out.push_back({"operator." + o.id, low(o.box), high(o.box)});
    for (const KernelBox& k : o.kernels)
      out.push_back({fmt::format("kernel.{}.{}", o.id, k.index), low(k.rect), high(k.rect)});
    for (const WeightRow& w : o.weights)
      out.push_back({fmt::format("weight.{}.{}", o.id, w.index), low(w.swatch), high(w.text)});
  }
  if (!s.layout.separable_cost.empty())
    out.push_back({"cost.separable", low(s.layout.separable_cost), high(s.layout.separable_cost)});
  if (!s.layout.standard_cost.empty())
    out.push_back({"cost.standard", low(s.layout.standard_cost), high(s.layout.standard_cost)});
  if (!s.layout.less.empty()) {
    out.push_back({"difference.less", low(s.layout.less), high(s.layout.less)});
    out.push_back({"difference.more", low(s.layout.more), high(s.layout.more)});
  }
  return out;
}

class DiagramImpl final : public Diagram {
 public:
  DiagramImpl(std::filesystem::path dir, std::unique_ptr<TileRenderer> tiles)
      : dir_(std::move(dir)), tiles_(std::move(tiles)) {}
  DiagramOutput draw(const DiagramInput& in) override;

 private:
  void arrange(const DiagramInput& in, const ViewState& view, const Metrics& metrics);
  void keep_chosen_in_sight();
  void keep_made_in_sight(const Scene& s);
  void draw_tiles(Canvas& canvas);
  void paint(Scene& s, const DiagramInput& in, const Hit& hit, Point mouse);
  void interact(Scene& s, const Hit& hit, Point mouse, DiagramOutput& out);
  void wheel(Scene& s, const Hit& hit, Point mouse, DiagramOutput& out);
  void click(Scene& s, const Hit& hit, Point mouse, DiagramOutput& out);
  std::span<const NamedRect> rects(const Scene& s);

  std::filesystem::path dir_;
  std::unique_ptr<TileRenderer> tiles_;
  std::unique_ptr<Pyramids> pyramids_;
  std::unique_ptr<WeightBank> weights_;
  LayoutKey key_;
  Layout layout_;
  Scrolls scrolls_;
  std::map<std::string, int> chosen_;  ///< channel that each sheet last scrolled to
  std::map<std::string, int> made_;    ///< the same while paths are stepped
  NumberCache numbers_;
  Styles styles_;
  struct {
    bool known = false;
    ViewState view;
    Scrolls scrolls;
    std::vector<NamedRect> all;
  } rects_;         ///< with what they follow from besides the layout
  TileFrame drag_;  ///< of the tile where a drag began; empty: none
};

void DiagramImpl::arrange(const DiagramInput& in, const ViewState& view, const Metrics& metrics) {
  LayoutKey key = key_of(in, view);
  if (key == key_ && layout_.fits) return;
  key_ = std::move(key);
  layout_ = lay_out({in.plan, key_.area, &metrics, view.filter, view.channel});
  styles_.forget();
  rects_.known = false;
  if (layout_.fits) keep_chosen_in_sight();
}

/// Scrolls a sheet when another channel was chosen that is not in sight.
void DiagramImpl::keep_chosen_in_sight() {
  for (const StackBox& stack : layout_.stacks) {
    const std::string id = id_of(stack.key);
    int& first = scrolls_[id];
    first = std::clamp(first, 0, stack.sheet.last_first_row());
    const auto known = chosen_.find(id);
    const bool same = known != chosen_.end() && known->second == stack.chosen;
    chosen_[id] = stack.chosen;
    if (same || stack.sheet.empty() || stack.sheet.columns == 0) continue;
    scroll_to(stack.sheet, stack.chosen, first);
  }
}

/// Scrolls each sheet along with what is made in it.
void DiagramImpl::keep_made_in_sight(const Scene& s) {
  if (!s.steps) return made_.clear();
  for (const StackBox& stack : layout_.stacks) {
    const auto channel = made_in(*s.steps, s.plan, stack.key);
    if (!channel || stack.sheet.empty() || stack.sheet.columns == 0) continue;
    const auto [known, fresh] = made_.try_emplace(id_of(stack.key), -1);
    if (known->second == *channel) continue;
    known->second = *channel;
    scroll_to(stack.sheet, *channel, scrolls_[id_of(stack.key)]);
  }
}

void DiagramImpl::draw_tiles(Canvas& canvas) {
  for (const TileInstance& t : tiles_->waiting()) {
    // what is not computed is hatched, pixel by pixel of the frame
    const bool hatched = t.made_row != 0;
    canvas.picture(
        {t.rect, t.texel_x, t.texel_y, hatched ? 0 : t.step_x, hatched ? 0 : t.step_y, {}, 0, 0, {}});
  }
  tiles_->flush(canvas.list());
}

void DiagramImpl::paint(Scene& s, const DiagramInput& in, const Hit& hit, Point mouse) {
  Canvas& c = s.canvas;
  const Theme& t = c.theme();
  c.fill(layout_.divider, t.line);
  const ImU32 wire = mixed(t.background, t.dim, 0.55F);  // opaque: a line and its head overlap
  for (const Connector& w : layout_.connectors) c.connector(w.points, wire, c.px(12));
  draw_operator_boxes(s);
  add_stack_tiles(s);
  add_operator_tiles(s);
  draw_tiles(c);
  draw_operator_numbers(s);
  draw_stack_marks(s);
  for (const PlacedLine& line : layout_.texts) c.line({line.box.x0, line.box.y0}, line.spans);
  draw_difference(s, mouse);
  draw_pixel_numbers(s);
  if (!in.dimmed_label.empty()) return;
  const auto under = selection_at(s, hit, mouse);
  if (!in.pinned && !under) draw_cursors(s);
  if (in.pinned) draw_links(s, *in.pinned);
  if (!in.pinned && under) draw_links(s, under->selection);
  for (const Selection& pointed : in.pointed) draw_pointed(s, pointed);
  if (in.interactive) draw_value(s, hit, mouse);
}

void DiagramImpl::wheel(Scene& s, const Hit& hit, Point mouse, DiagramOutput& out) {
  const ImGuiIO& io = ImGui::GetIO();
  const float turns = io.MouseWheel != 0 ? io.MouseWheel : io.KeyShift ? io.MouseWheelH : 0;
  if (turns == 0) return;
  if (io.KeyShift) {
    for (const StackBox& stack : layout_.stacks) {
      if (!stack.bounds.grown(s.canvas.px(6)).contains(mouse)) continue;
      int& first = scrolls_[id_of(stack.key)];
      const int step = static_cast<int>(turns > 0 ? -std::ceil(turns) : -std::floor(turns));
      first = std::clamp(first + step, 0, stack.sheet.last_first_row());
    }
    return;
  }
  if (hit.stack == nullptr) return;
  const ViewState now = out.view.value_or(s.view);
  const ViewState next = zoomed(now, layout_.domain, hit.frame, mouse, std::pow(kZoomStep, turns));
  if (!(next == now)) out.view = next;
}

void DiagramImpl::click(Scene& s, const Hit& hit, Point mouse, DiagramOutput& out) {
  ViewState v = out.view.value_or(s.view);
  if (layout_.less.contains(mouse)) v.amplify = std::max(0, v.amplify - 1);
  if (layout_.more.contains(mouse)) v.amplify = std::min(kMostAmplify, v.amplify + 1);
  if (hit.stack != nullptr) {
    const StackKey k = hit.stack->key;
    const bool output =
        k.kind == StackKind::standard || k.kind == StackKind::difference ||
        (k.kind == StackKind::separable && k.index + 1 == static_cast<int>(s.plan.separable.size()));
    if (output && s.plan.experiment.mode == Mode::depthwise)
      v.filter = hit.channel;
    else
      v.channel = static_cast<int>(hit.channel * s.plan.input.c / hit.stack->shape.c);
  }
  for (const OperatorBox& o : layout_.operators) {
    if (!o.box.contains(mouse)) continue;
    const auto show = [&](int index) { v = showing_kernel(s.plan, v, o, index); };
    for (const KernelBox& k : o.kernels) {
      if (k.rect.contains(mouse)) show(k.index);
    }
    for (const WeightRow& w : o.weights) {
      if (w.swatch.joined(w.text).contains(mouse)) show(w.index);
    }
    for (int i = 0; i < o.sheet.shown(); ++i) {
      if (o.sheet.cell(i, 0).contains(mouse)) show(i);
    }
  }
  if (!(v == s.view)) out.view = v;
}

void DiagramImpl::interact(Scene& s, const Hit& hit, Point mouse, DiagramOutput& out) {
  const ImGuiIO& io = ImGui::GetIO();
  if (ImGui::IsItemHovered()) {
    wheel(s, hit, mouse, out);
    if (hit.stack != nullptr && hit.on_pixel)
      out.hovered = Element{stage_ref(hit.stack->key), hit.channel, hit.y, hit.x,
                            s.revealed(*hit.stack, hit.channel).holds(hit.y, hit.x)};
    if (const auto under = selection_at(s, hit, mouse)) {
      out.selection = under->selection;
      out.weight = under->value;
    }
    if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left) && hit.stack != nullptr) {
      ViewState fitted = s.view;
      fitted.zoom = 1;
      fitted.centre_x = fitted.centre_y = 0.5F;
      if (!(fitted == s.view)) out.view = fitted;
    }
  }
  out.menu = out.selection && asks_for_menu(s.canvas);
  if (ImGui::IsItemActivated()) drag_ = hit.stack != nullptr ? hit.frame : TileFrame{};
  const float slack = s.canvas.px(kClickSlack);
  const bool moved = io.MouseDragMaxDistanceSqr[0] > slack * slack;
  if (ImGui::IsItemActive() && moved && !drag_.rect.empty() &&
      (io.MouseDelta.x != 0 || io.MouseDelta.y != 0)) {
    const ViewState now = out.view.value_or(s.view);
    const ViewState next = panned(now, layout_.domain, drag_, io.MouseDelta.x, io.MouseDelta.y);
    if (!(next == now)) out.view = next;
  }
  if (ImGui::IsItemDeactivated() && !moved) {
    click(s, hit, mouse, out);
    out.clicked = out.selection.has_value();
  }
}

/// Their names take longer to write than the rest of a layout's part of the frame: they are kept.
std::span<const NamedRect> DiagramImpl::rects(const Scene& s) {
  if (rects_.known && rects_.view == s.view && rects_.scrolls == scrolls_) return rects_.all;
  rects_ = {true, s.view, scrolls_, rects_of(s)};
  return rects_.all;
}
DiagramOutput DiagramImpl::draw(const DiagramInput& in) {
  DiagramOutput out;
  tiles_->begin_frame(*in.theme);
  if (in.plan == nullptr || in.engine == nullptr) return out;
  if (!pyramids_) {
    pyramids_ = std::make_unique<Pyramids>(dir_, in.engine->limits());
    weights_ = std::make_unique<WeightBank>(in.engine->limits());
  }
  Canvas canvas(*ImGui::GetWindowDrawList(), *in.theme, in.drawing);
  const ViewState view = within(in.view, *in.plan);
  arrange(in, view, canvas.metrics());
  const ImVec2 size{std::max(1.0F, key_.area.w()), std::max(1.0F, key_.area.h())};
  ImGui::SetCursorScreenPos(in.min_window);
  ImGui::InvisibleButton("diagram", size);
  canvas.begin_clip({in.min_window.x, in.min_window.y, in.max_window.x, in.max_window.y});
  if (!layout_.fits) {
    draw_too_small(canvas, key_.area);
    canvas.end_clip();
    return out;
  }
  const float scale = ImGui::GetIO().DisplayFramebufferScale.x;
  Scene s{*in.plan,
          *in.engine,
          view,
          layout_,
          styles_.of(*in.plan, view, *in.engine, layout_.stacks),
          scrolls_,
          canvas,
          *tiles_,
          *pyramids_,
          *weights_,
          numbers_,
          scale > 0 ? scale : 1,
          {}};
  if (in.positions) s.steps = path_steps(*in.plan, *in.positions);
  const ImVec2 m = ImGui::GetIO().MousePos;
  const Point mouse{m.x, m.y};
  const bool over = in.interactive && ImGui::IsItemHovered();
  const Hit hit = over || ImGui::IsItemActive() ? hit_at(s, mouse) : Hit{};
  keep_made_in_sight(s);
  pyramids_->begin_frame();
  paint(s, in, hit, over ? mouse : Point{-1, -1});
  pyramids_->end_frame();
  if (!in.dimmed_label.empty()) draw_dimmed(canvas, layout_.area, in.dimmed_label);
  if (in.interactive) interact(s, hit, mouse, out);
  canvas.end_clip();
  out.rects = rects(s);
  return out;
}

}  // namespace

Result<std::unique_ptr<Diagram>> Diagram::create(const std::filesystem::path& shader_dir) {
  auto tiles = TileRenderer::create(shader_dir);
  if (!tiles) return fail(tiles.error().message);
  return std::make_unique<DiagramImpl>(shader_dir, std::move(*tiles));
}

}  // namespace sep::view

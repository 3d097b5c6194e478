// Body of space_diagram.h: arranges when something changed, draws, and turns what the mouse did into a new
// view.
#include "view/space_diagram.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "view/damage.h"
#include "view/notices.h"
#include "view/select.h"
#include "view/space_buttons.h"
#include "view/space_scene.h"
#include "view/space_spread.h"

namespace sep::view {
namespace {

constexpr float kZoomStep = 1.2F;
constexpr float kTransition_s = 0.25F;
constexpr float kBetweenRows = 116;  ///< for the words there
constexpr float kRest_s = 0.12F;     ///< without a move, before the picture is drawn at its best

Rgb rgb(ImU32 c) {
  const ImVec4 v = ImGui::ColorConvertU32ToFloat4(c);
  return {v.x, v.y, v.z};
}

/// Shown faintly while nothing is followed: an element in the middle of the output, and what it comes from.
Selection example_of(const SpaceScene& s) {
  const TensorRef output = output_of(s.plan, PathId::separable);
  const Shape shape = shape_of(s.plan, output);
  const SpaceStack* stack = s.arrangement.find({StackKind::separable, output.index});
  return Selection::element(output, stack != nullptr ? stack->chosen : 0, static_cast<int>(shape.h / 2),
                            static_cast<int>(shape.w / 2));
}

/// Links of what is followed; else of what both paths make next; else of an example.
std::vector<Links> linked(const SpaceScene& s, const std::optional<Selection>& followed) {
  std::vector<Links> out;
  if (!followed && s.steps) {
    for (const PathId path : {PathId::standard, PathId::separable}) {
      for (const bool one : {false, true}) {
        if ((one && !s.steps->at.one) || s.steps->ended(path)) continue;
        if (const auto links = cursor_links(s.plan, path, s.steps->cursor(path), one)) out.push_back(*links);
      }
    }
  } else if (const auto links = links_of(s.plan, followed.value_or(example_of(s)))) {
    out.push_back(*links);
  }
  return out;
}

SpaceLinks shapes_of(const SpaceScene& s, const std::vector<Links>& all, bool difference) {
  SpaceLinks out;
  for (const Links& links : all) {
    SpaceLinks more = view::shapes_of(s.plan, s.arrangement, links, difference);
    std::move(more.boxes.begin(), more.boxes.end(), std::back_inserter(out.boxes));
    std::move(more.padding.begin(), more.padding.end(), std::back_inserter(out.padding));
    std::move(more.rays.begin(), more.rays.end(), std::back_inserter(out.rays));
  }
  return out;
}

/// Where the front faces of boxes are seen.
std::vector<Rect> marks_of(const SpaceScene& s, const SpaceLinks& shapes) {
  std::vector<Rect> out;
  for (const SpaceBox& box : shapes.boxes) {
    const Rect r = seen(s.camera, {box.low.x, box.low.y, box.high.z}, box.high);
    if (!r.empty()) out.push_back(r.grown(s.canvas.px(3)));
  }
  return out;
}

/// What is under the mouse: an element of a slab, or a weight of a kernel before it.
struct Under {
  std::optional<SpaceHit> slab;
  std::optional<WeightHit> weight;
  size_t kernels = 0;  ///< the weight's operator, and its kernel there
  int index = 0;
  glm::vec3 at{0};
  bool any() const { return slab || weight; }
};

class SpaceDiagram final : public Diagram {
 public:
  SpaceDiagram(std::filesystem::path dir, std::unique_ptr<SpaceRenderer> renderer)
      : dir_(std::move(dir)), renderer_(std::move(renderer)) {}
  DiagramOutput draw(const DiagramInput& in) override;

 private:
  float resting(const DiagramInput& in, const SpaceView& seen);
  SpaceView shown_now(const DiagramInput& in, bool& moving);
  void picture(SpaceScene& s, const DiagramInput& in, const std::optional<Selection>& under);
  void interact(const SpaceScene& s, const SpaceStage& stage, const Under& under, Point mouse,
                DiagramOutput& out);
  void drag(const SpaceScene& s, const SpaceStage& stage, const Under& under, Point mouse,
            DiagramOutput& out);
  Arrangement arranged(const DiagramInput& in, Arrangement wanted, bool& moving);
  static Under under_ray(SpaceScene& s, const SpaceRay& ray);
  static void say_value(SpaceScene& s, const Under& under, Point mouse);
  void find_rects(const SpaceScene& s, const std::vector<Label>& labels);

  std::filesystem::path dir_;
  std::unique_ptr<SpaceRenderer> renderer_;
  std::unique_ptr<Pyramids> pyramids_;
  std::unique_ptr<WeightBank> weights_;
  std::optional<SpaceView> last_;             ///< drawn in the frame before
  float rested_s_ = 0;                        ///< since the camera moved
  std::optional<SpaceView> from_, to_, own_;  ///< a transition; the view that the mouse last asked for
  float part_ = 1;
  std::vector<SpaceButton> buttons_;
  std::vector<NamedRect> rects_;
  std::optional<Arrangement> drawn_, left_;  ///< in the frame before; where slabs glide from
  float glided_ = 1;                         ///< part of the way
  glm::vec3 grabbed_{0};
};

/// The view on its way to the one that is asked for; what the mouse asked for is shown at once.
SpaceView SpaceDiagram::shown_now(const DiagramInput& in, bool& moving) {
  const SpaceView& wanted = in.view.space;
  if (!in.interactive || in.less_motion || !to_) {
    to_ = wanted;
    part_ = 1;
  } else if (!(wanted == *to_)) {
    from_ = part_ < 1 ? between(*from_, *to_, part_) : *to_;
    to_ = wanted;
    part_ = own_ && wanted == *own_ ? 1.0F : 0.0F;
  }
  if (part_ < 1) part_ = std::min(1.0F, part_ + std::min(ImGui::GetIO().DeltaTime, 0.1F) / kTransition_s);
  moving = part_ < 1;
  return moving ? between(*from_, *to_, part_) : wanted;
}

/// Slabs on their way to where they are wanted, when others were chosen.
Arrangement SpaceDiagram::arranged(const DiagramInput& in, Arrangement wanted, bool& moving) {
  const bool still = !in.interactive || in.less_motion || !drawn_;
  if (still || in.hurried) {
    glided_ = 1;
  } else if (other_in_front(*drawn_, wanted)) {
    left_ = drawn_;
    glided_ = 0;
  } else if (glided_ < 1 && left_->stacks.size() != wanted.stacks.size()) {
    glided_ = 1;
  }
  if (glided_ < 1)
    glided_ = std::min(1.0F, glided_ + std::min(ImGui::GetIO().DeltaTime, 0.1F) / kTransition_s);
  moving = moving || glided_ < 1;
  drawn_ = glided_ < 1 ? gliding(*left_, std::move(wanted), glided_) : std::move(wanted);
  return *drawn_;
}

/// Seconds since the camera moved.
float SpaceDiagram::resting(const DiagramInput& in, const SpaceView& seen) {
  if (!in.interactive || !last_)
    rested_s_ = kRest_s;
  else if (!(seen == *last_))
    rested_s_ = 0;
  else
    rested_s_ = std::min(kRest_s, rested_s_ + ImGui::GetIO().DeltaTime);
  last_ = seen;
  return rested_s_;
}

void SpaceDiagram::picture(SpaceScene& s, const DiagramInput& in, const std::optional<Selection>& under) {
  const Theme& t = s.canvas.theme();
  SpacePicture p;
  p.width_px = std::max(1, static_cast<int>(std::lround(s.area.w() * s.framebuffer_scale)));
  p.height_px = std::max(1, static_cast<int>(std::lround(s.area.h() * s.framebuffer_scale)));
  p.matrix = s.camera.matrix();
  p.eye = s.camera.eye();
  p.quick = s.moving;
  p.background = rgb(t.background);
  p.edge = rgb(mixed(t.line, t.dim, 0.6F));
  p.empty = rgb(t.panel);
  p.hatch = rgb(t.line);
  p.dash_px = s.canvas.px(3);
  for (const SpaceStack& stack : s.arrangement.stacks)
    p.versions.push_back(s.engine.version(stage_ref(stack.key)));
  add_slabs(s, p);
  add_kernels(s, p);
  add_wires(s, p);
  const std::optional<Selection> followed = in.pinned ? in.pinned : under;
  if (in.dimmed_label.empty()) {
    const std::vector<Links> links = linked(s, followed);
    const SpaceLinks shapes = shapes_of(s, links, followed || !s.steps);
    add_padding(s, shapes, p);
    add_links(s, shapes, !followed && !s.steps, p);
    s.marks = marks_of(s, shapes);
    if (followed || s.steps) {
      for (const Links& each : links) add_taps(s, each, p);
    }
    for (const Selection& each : in.pointed) add_pointed(s, each, p);
  }
  const auto texture = renderer_->draw(p);
  if (!texture) return draw_too_small(s.canvas, s.area);
  s.canvas.picture({s.area, 0, 0, 0, 0, {}, 0, 0, {}});
  add_content(s.canvas.list(), s.area, renderer_->version());
  s.canvas.list().AddImage(reinterpret_cast<ImTextureID>(static_cast<intptr_t>(*texture)),
                           {s.area.x0, s.area.y0}, {s.area.x1, s.area.y1}, {0, 1}, {1, 0});
}

Under SpaceDiagram::under_ray(SpaceScene& s, const SpaceRay& ray) {
  Under out;
  out.slab = pick_slab(s.arrangement, ray);
  const auto hit = pick_weight(s.kernels, ray);
  if (out.slab) out.at = out.slab->at;
  if (!hit || (out.slab && out.slab->distance < hit->distance)) return out;
  const SpaceKernels& k = s.kernels[hit->kernels];
  const OperatorWeights* w = s.weights.of(s.plan, k.box, s.view.filter);
  if (w == nullptr) return out;
  out.slab.reset();
  out.at = hit->at;
  out.kernels = hit->kernels;
  out.index = hit->index;
  out.weight = WeightHit{weight_of(s.plan, s.view, k.box, hit->index, hit->i, hit->j),
                         w->at(hit->index, hit->i, hit->j)};
  return out;
}

void SpaceDiagram::say_value(SpaceScene& s, const Under& under, Point mouse) {
  if (under.weight) return s.canvas.plate(mouse, weight_line(*under.weight), s.area);
  if (!under.slab) return;
  const SpaceHit& hit = *under.slab;
  const StackKey key = s.arrangement.stacks[hit.stack].key;
  if (s.engine.tensor(stage_ref(key)) == nullptr) return;
  const auto values = s.engine.read_window(stage_ref(key), hit.channel, hit.y, hit.x, 1, 1);
  Line line{{fmt::format("[0,{},{},{}]", hit.channel, hit.y, hit.x), Ink::dim, Font::mono_small}};
  if (!s.revealed(s.arrangement.stacks[hit.stack], hit.channel).holds(hit.y, hit.x))
    line.push_back({"  not computed yet", Ink::dim, Font::small});
  else if (!values.empty())
    line.push_back({"  " + short_number(values.front(), 4, false), Ink::text, Font::mono});
  s.canvas.plate(mouse, line, s.area);
}

void SpaceDiagram::drag(const SpaceScene& s, const SpaceStage& stage, const Under& under, Point mouse,
                        DiagramOutput& out) {
  const ImGuiIO& io = ImGui::GetIO();
  if (ImGui::IsItemActivated()) {  // what the mouse came by in this frame was no drag yet
    grabbed_ = under.any() ? under.at : s.camera.on_focus(mouse);
    return;
  }
  const float slack = s.canvas.px(kClickSlack);
  const bool left = ImGui::IsMouseDown(0), moved = io.MouseDragMaxDistanceSqr[0] > slack * slack;
  if (!ImGui::IsItemActive() || (io.MouseDelta.x == 0 && io.MouseDelta.y == 0) || (left && !moved)) return;
  ViewState v = out.view.value_or(s.view);
  v.space = left && !io.KeyShift ? orbited(v.space, stage, io.MouseDelta.x, io.MouseDelta.y)
                                 : shifted(v.space, stage, grabbed_, io.MouseDelta.x, io.MouseDelta.y);
  out.view = v;
}

void SpaceDiagram::interact(const SpaceScene& s, const SpaceStage& stage, const Under& under, Point mouse,
                            DiagramOutput& out) {
  const ImGuiIO& io = ImGui::GetIO();
  if (ImGui::IsItemHovered()) {
    if (const auto& hit = under.slab) {
      const SpaceStack& stack = s.arrangement.stacks[hit->stack];
      out.hovered = Element{stage_ref(stack.key), hit->channel, hit->y, hit->x,
                            s.revealed(stack, hit->channel).holds(hit->y, hit->x)};
    }
    if (under.weight) out.weight = under.weight->value;
    if (io.MouseWheel != 0) {
      ViewState v = s.view;
      v.space = nearer(v.space, stage, under.any() ? under.at : s.camera.on_focus(mouse),
                       std::pow(kZoomStep, io.MouseWheel));
      out.view = v;
    }
  }
  out.menu = out.selection && asks_for_menu(s.canvas);
  drag(s, stage, under, mouse, out);
  if (out.view) own_ = out.view->space;
  const float slack = s.canvas.px(kClickSlack);
  const bool clicked = ImGui::IsItemDeactivated() && io.MouseDragMaxDistanceSqr[0] <= slack * slack &&
                       ImGui::IsMouseReleased(ImGuiMouseButton_Left);
  const SpaceButton* button = button_at(buttons_, mouse);
  ViewState v = out.view.value_or(s.view);
  if (button != nullptr && clicked) {
    v.space = seen_from(v.space, kNamedSpaceViews[button->named]);
  } else if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
    v.space.zoom = 1;
    v.space.x = v.space.y = v.space.z = 0;
  } else if (clicked && out.selection) {
    v = under.weight ? showing_kernel(s.plan, v, s.kernels[under.kernels].box, under.index)
                     : showing(s.plan, v, *out.selection);
    out.clicked = true;
  }
  out.view = v;
  if (out.view && *out.view == s.view) out.view.reset();
}

/// Slabs by the part that is seen in front of the next one: a strip above, or all of the first.
void SpaceDiagram::find_rects(const SpaceScene& s, const std::vector<Label>& labels) {
  rects_.clear();
  for (const SpaceStack& stack : s.arrangement.stacks) {
    const std::string id = id_of(stack.key);
    const Rect all = seen(s.camera, stack.low(), stack.high());
    if (all.empty()) continue;
    rects_.push_back({"stack." + id, {all.x0, all.y0}, {all.x1, all.y1}});
    for (const Slab& slab : stack.slabs) {
      glm::vec3 low = stack.low(), high = stack.high();
      low.z = high.z = slab.z;
      const Rect r = seen(s.camera, low, high);
      rects_.push_back({fmt::format("slab.{}.{}", id, slab.channel), {r.x0, r.y0}, {r.x1, r.y1}});
    }
  }
  for (const SpaceKernels& k : s.kernels) {
    for (const Slab& slab : k.slabs) {
      const Rect r = seen(s.camera, k.low(slab), k.high(slab));
      rects_.push_back({fmt::format("kernel.{}.{}", k.box.id, slab.channel), {r.x0, r.y0}, {r.x1, r.y1}});
    }
  }
  for (const Label& l : labels)
    rects_.push_back({"label." + l.id, {l.box.x0, l.box.y0}, {l.box.x1, l.box.y1}});
  add_rects(buttons_, rects_);
}

DiagramOutput SpaceDiagram::draw(const DiagramInput& in) {
  DiagramOutput out;
  if (in.plan == nullptr || in.engine == nullptr) return out;
  if (!pyramids_) {
    pyramids_ = std::make_unique<Pyramids>(dir_, in.engine->limits());
    weights_ = std::make_unique<WeightBank>(in.engine->limits());
  }
  Canvas canvas(*ImGui::GetWindowDrawList(), *in.theme, in.drawing);
  const Rect area{in.min_window.x, in.min_window.y, in.max_window.x, in.max_window.y};
  const ViewState view = within(in.view, *in.plan);
  ImGui::SetCursorScreenPos(in.min_window);
  ImGui::InvisibleButton("diagram", {std::max(1.0F, area.w()), std::max(1.0F, area.h())},
                         ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight |
                             ImGuiButtonFlags_MouseButtonMiddle);
  canvas.begin_clip(area);
  if (area.w() < canvas.px(160) || area.h() < canvas.px(160)) {
    draw_too_small(canvas, area);
    canvas.end_clip();
    return out;
  }
  const Parts parts = parts_of({in.plan, area, &canvas.metrics(), view.filter, view.channel});
  const SpaceView seen_now = shown_now(in, out.moving);
  const Rect inner{area.x0 + canvas.px(28), area.y0 + canvas.px(58), area.x1 - canvas.px(28),
                   area.y1 - canvas.px(84)};
  const Arrangement arrangement =
      arranged(in, arrange(parts, gaps_for(parts, area, inner, canvas.px(kBetweenRows))), out.moving);
  const std::vector<SpaceKernels> kernels = kernels_in_space(parts, arrangement);
  const std::vector<glm::vec3> corners = arrangement.corners();
  const SpaceStage stage{corners, area, inner};
  const bool turning = resting(in, seen_now) < kRest_s, quick = turning || in.hurried;
  out.moving = out.moving || turning;
  const SpaceCamera camera(seen_now, stage);
  const float scale = ImGui::GetIO().DisplayFramebufferScale.x;
  SpaceScene s{*in.plan,   *in.engine, view, arrangement,           kernels, camera, {}, canvas,
               *pyramids_, *weights_,  area, scale > 0 ? scale : 1, quick,   {},     {}};
  if (in.positions) s.steps = path_steps(*in.plan, *in.positions);
  for (const SpaceStack& stack : arrangement.stacks)
    s.styles.push_back(style_of(*in.plan, view, *in.engine, box_of(stack)));
  const ImVec2 m = ImGui::GetIO().MousePos;
  const Point mouse{m.x, m.y};
  const bool over = in.interactive && ImGui::IsItemHovered();
  const bool picks = (over || ImGui::IsItemActive()) && button_at(buttons_, mouse) == nullptr;
  const Under under = picks ? under_ray(s, camera.ray(mouse)) : Under{};
  if (over && under.weight) out.selection = under.weight->selection;
  if (over && under.slab)
    out.selection = Selection::element(tensor_ref(*in.plan, arrangement.stacks[under.slab->stack].key),
                                       under.slab->channel, under.slab->y, under.slab->x);
  pyramids_->begin_frame();
  picture(s, in, out.selection);
  pyramids_->end_frame();
  buttons_ = in.interactive ? buttons_of(canvas, area) : std::vector<SpaceButton>{};
  std::vector<Rect> obstacles;
  for (const SpaceButton& b : buttons_) obstacles.push_back(b.rect);
  const std::vector<Label> labels = draw_labels(s, obstacles);
  draw_buttons(canvas, buttons_, view.space, over ? mouse : Point{-1, -1});
  if (!in.dimmed_label.empty()) draw_dimmed(canvas, area, in.dimmed_label);
  if (over && !ImGui::IsItemActive()) say_value(s, under, mouse);
  if (in.interactive) interact(s, stage, under, mouse, out);
  canvas.end_clip();
  find_rects(s, labels);
  out.rects = rects_;
  return out;
}

}  // namespace

Result<std::unique_ptr<Diagram>> create_space_diagram(const std::filesystem::path& shader_dir) {
  auto renderer = SpaceRenderer::create(shader_dir);
  if (!renderer) return fail(renderer.error().message);
  return std::make_unique<SpaceDiagram>(shader_dir, std::move(*renderer));
}

}  // namespace sep::view

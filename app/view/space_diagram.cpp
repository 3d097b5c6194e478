// Body of space_diagram.h: arranges when something changed, draws, and turns what the mouse did into a new
// view.
#include "view/space_diagram.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "view/notices.h"
#include "view/select.h"
#include "view/space_scene.h"

namespace sep::view {
namespace {

constexpr float kZoomStep = 1.2F;
constexpr float kTransition_s = 0.25F;
constexpr float kRest_s = 0.12F;  ///< without a move, before the picture is drawn at its best

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

/// What is linked to what is followed; else to what both paths make next; else to an example.
SpaceLinks linked(const SpaceScene& s, const std::optional<Selection>& followed) {
  SpaceLinks out;
  const bool stepped = !followed && s.steps;
  const auto add = [&](const Links& links) {
    SpaceLinks more = shapes_of(s.plan, s.arrangement, links, !stepped);
    std::move(more.boxes.begin(), more.boxes.end(), std::back_inserter(out.boxes));
    std::move(more.padding.begin(), more.padding.end(), std::back_inserter(out.padding));
    std::move(more.rays.begin(), more.rays.end(), std::back_inserter(out.rays));
  };
  if (stepped) {
    for (const PathId path : {PathId::standard, PathId::separable}) {
      for (const bool one : {false, true}) {
        if ((one && !s.steps->at.one) || s.steps->ended(path)) continue;
        if (const auto links = cursor_links(s.plan, path, s.steps->cursor(path), one)) add(*links);
      }
    }
  } else if (const auto links = links_of(s.plan, followed.value_or(example_of(s)))) {
    add(*links);
  }
  return out;
}

/// Buttons for the named directions, at the upper right; which one was clicked.
struct Button {
  Rect rect;
  size_t named = 0;
};
std::vector<Button> buttons_of(const Canvas& c, const Rect& area) {
  std::vector<Button> out;
  float x = area.x1 - c.px(12);
  for (size_t i = kNamedSpaceViews.size(); i-- > 0;) {
    const float w = c.metrics().width(Font::small, std::string(kNamedSpaceViews[i].label)) + c.px(16);
    out.push_back({{x - w, area.y0 + c.px(10), x, area.y0 + c.px(34)}, i});
    x -= w + c.px(4);
  }
  if (x < area.x0 + c.px(12)) out.clear();
  return out;
}

class SpaceDiagram final : public Diagram {
 public:
  SpaceDiagram(std::filesystem::path dir, std::unique_ptr<SpaceRenderer> renderer)
      : dir_(std::move(dir)), renderer_(std::move(renderer)) {}
  DiagramOutput draw(const DiagramInput& in) override;

 private:
  float resting(const DiagramInput& in, const SpaceView& seen);
  SpaceView shown_now(const DiagramInput& in, bool& moving);
  void picture(SpaceScene& s, const DiagramInput& in, const std::optional<Selection>& under);
  void interact(const SpaceScene& s, const SpaceStage& stage, const std::optional<SpaceHit>& hit, Point mouse,
                DiagramOutput& out);
  void drag(const SpaceScene& s, const SpaceStage& stage, const std::optional<SpaceHit>& hit, Point mouse,
            DiagramOutput& out);
  void draw_buttons(const SpaceScene& s, Point mouse) const;
  const Button* button_at(Point mouse) const;
  static void say_value(SpaceScene& s, const SpaceHit& hit, Point mouse);
  static void add_rects(const SpaceScene& s, const std::vector<Label>& labels, DiagramOutput& out);

  std::filesystem::path dir_;
  std::unique_ptr<SpaceRenderer> renderer_;
  std::unique_ptr<Pyramids> pyramids_;
  std::optional<SpaceView> last_;             ///< drawn in the frame before
  float rested_s_ = 0;                        ///< since the camera moved
  std::optional<SpaceView> from_, to_, own_;  ///< a transition; the view that the mouse last asked for
  float part_ = 1;
  std::vector<Button> buttons_;
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
  add_wires(s, p);
  const std::optional<Selection> followed = in.pinned ? in.pinned : under;
  if (in.dimmed_label.empty()) {
    const SpaceLinks shapes = linked(s, followed);
    add_padding(s, shapes, p);
    add_links(s, shapes, !followed && !s.steps, p);
  }
  const auto texture = renderer_->draw(p);
  if (!texture) return draw_too_small(s.canvas, s.area);
  s.canvas.picture({s.area, 0, 0, 0, 0, {}, 0, 0, {}});
  s.canvas.list().AddImage(reinterpret_cast<ImTextureID>(static_cast<intptr_t>(*texture)),
                           {s.area.x0, s.area.y0}, {s.area.x1, s.area.y1}, {0, 1}, {1, 0});
}

void SpaceDiagram::say_value(SpaceScene& s, const SpaceHit& hit, Point mouse) {
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

void SpaceDiagram::draw_buttons(const SpaceScene& s, Point mouse) const {
  const Theme& t = s.canvas.theme();
  for (const Button& b : buttons_) {
    const NamedSpaceView& named = kNamedSpaceViews[b.named];
    const bool on = s.view.space == seen_from(s.view.space, named);
    const ImU32 fill = on || b.rect.contains(mouse) ? t.raised : t.panel;
    s.canvas.box(b.rect, fill, t.line, s.canvas.px(5), s.canvas.px(1));
    s.canvas.text_centred(b.rect, Font::small, on ? t.text : t.dim, std::string(named.label));
  }
}

const Button* SpaceDiagram::button_at(Point mouse) const {
  const auto it =
      std::find_if(buttons_.begin(), buttons_.end(), [&](const Button& b) { return b.rect.contains(mouse); });
  return it == buttons_.end() ? nullptr : &*it;
}

void SpaceDiagram::drag(const SpaceScene& s, const SpaceStage& stage, const std::optional<SpaceHit>& hit,
                        Point mouse, DiagramOutput& out) {
  const ImGuiIO& io = ImGui::GetIO();
  if (ImGui::IsItemActivated()) grabbed_ = hit ? hit->at : s.camera.on_focus(mouse);
  const float slack = s.canvas.px(kClickSlack);
  const bool left = ImGui::IsMouseDown(0), moved = io.MouseDragMaxDistanceSqr[0] > slack * slack;
  if (!ImGui::IsItemActive() || (io.MouseDelta.x == 0 && io.MouseDelta.y == 0) || (left && !moved)) return;
  ViewState v = out.view.value_or(s.view);
  v.space = left && !io.KeyShift ? orbited(v.space, stage, io.MouseDelta.x, io.MouseDelta.y)
                                 : shifted(v.space, stage, grabbed_, io.MouseDelta.x, io.MouseDelta.y);
  out.view = v;
}

void SpaceDiagram::interact(const SpaceScene& s, const SpaceStage& stage, const std::optional<SpaceHit>& hit,
                            Point mouse, DiagramOutput& out) {
  const ImGuiIO& io = ImGui::GetIO();
  if (ImGui::IsItemHovered()) {
    if (hit) {
      const SpaceStack& stack = s.arrangement.stacks[hit->stack];
      out.hovered = Element{stage_ref(stack.key), hit->channel, hit->y, hit->x,
                            s.revealed(stack, hit->channel).holds(hit->y, hit->x)};
    }
    if (io.MouseWheel != 0) {
      ViewState v = s.view;
      v.space = nearer(v.space, stage, hit ? hit->at : s.camera.on_focus(mouse),
                       std::pow(kZoomStep, io.MouseWheel));
      out.view = v;
    }
  }
  drag(s, stage, hit, mouse, out);
  if (out.view) own_ = out.view->space;
  const float slack = s.canvas.px(kClickSlack);
  const bool clicked = ImGui::IsItemDeactivated() && io.MouseDragMaxDistanceSqr[0] <= slack * slack &&
                       ImGui::IsMouseReleased(ImGuiMouseButton_Left);
  const Button* button = button_at(mouse);
  ViewState v = out.view.value_or(s.view);
  if (button != nullptr && clicked) {
    v.space = seen_from(v.space, kNamedSpaceViews[button->named]);
  } else if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
    v.space.zoom = 1;
    v.space.x = v.space.y = v.space.z = 0;
  } else if (clicked && out.selection) {
    v = showing(s.plan, v, *out.selection);
    out.clicked = true;
  }
  out.view = v;
  if (out.view && *out.view == s.view) out.view.reset();
}

/// Slabs by the part that is seen in front of the next one: a strip above, or all of the first.
void SpaceDiagram::add_rects(const SpaceScene& s, const std::vector<Label>& labels, DiagramOutput& out) {
  for (const SpaceStack& stack : s.arrangement.stacks) {
    const std::string id = id_of(stack.key);
    const Rect all = seen(s.camera, stack.low(), stack.high());
    if (all.empty()) continue;
    out.rects.push_back({"stack." + id, {all.x0, all.y0}, {all.x1, all.y1}});
    for (const Slab& slab : stack.slabs) {
      glm::vec3 low = stack.low(), high = stack.high();
      low.z = high.z = slab.z;
      const Rect r = seen(s.camera, low, high);
      out.rects.push_back({fmt::format("slab.{}.{}", id, slab.channel), {r.x0, r.y0}, {r.x1, r.y1}});
    }
  }
  for (const Label& l : labels)
    out.rects.push_back({"label." + l.id, {l.box.x0, l.box.y0}, {l.box.x1, l.box.y1}});
}

DiagramOutput SpaceDiagram::draw(const DiagramInput& in) {
  DiagramOutput out;
  if (in.plan == nullptr || in.engine == nullptr) return out;
  if (!pyramids_) pyramids_ = std::make_unique<Pyramids>(dir_, in.engine->limits());
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
  const Arrangement arrangement =
      arrange(parts_of({in.plan, area, &canvas.metrics(), view.filter, view.channel}));
  const std::vector<glm::vec3> corners = arrangement.corners();
  const Rect inner{area.x0 + canvas.px(28), area.y0 + canvas.px(58), area.x1 - canvas.px(28),
                   area.y1 - canvas.px(84)};
  const SpaceStage stage{corners, area, inner};
  const SpaceView seen_now = shown_now(in, out.moving);
  const bool turning = resting(in, seen_now) < kRest_s, quick = turning || in.hurried;
  out.moving = out.moving || turning;
  const SpaceCamera camera(seen_now, stage);
  const float scale = ImGui::GetIO().DisplayFramebufferScale.x;
  SpaceScene s{*in.plan, *in.engine, view, arrangement,           camera, {},
               canvas,   *pyramids_, area, scale > 0 ? scale : 1, quick,  {}};
  if (in.positions) s.steps = path_steps(*in.plan, *in.positions);
  for (const SpaceStack& stack : arrangement.stacks)
    s.styles.push_back(style_of(*in.plan, view, *in.engine, box_of(stack)));
  const ImVec2 m = ImGui::GetIO().MousePos;
  const Point mouse{m.x, m.y};
  const bool over = in.interactive && ImGui::IsItemHovered();
  const bool picks = (over || ImGui::IsItemActive()) && button_at(mouse) == nullptr;
  const auto hit = picks ? pick_slab(arrangement, camera.ray(mouse)) : std::nullopt;
  std::optional<Selection> under;
  if (hit && over)
    under = Selection::element(tensor_ref(*in.plan, arrangement.stacks[hit->stack].key), hit->channel, hit->y,
                               hit->x);
  pyramids_->begin_frame();
  picture(s, in, under);
  pyramids_->end_frame();
  buttons_ = in.interactive ? buttons_of(canvas, area) : std::vector<Button>{};
  std::vector<Rect> obstacles;
  for (const Button& b : buttons_) obstacles.push_back(b.rect);
  const std::vector<Label> labels = draw_labels(s, obstacles);
  draw_buttons(s, over ? mouse : Point{-1, -1});
  if (!in.dimmed_label.empty()) draw_dimmed(canvas, area, in.dimmed_label);
  if (over && hit && !ImGui::IsItemActive()) say_value(s, *hit, mouse);
  out.selection = under;
  if (in.interactive) interact(s, stage, hit, mouse, out);
  canvas.end_clip();
  add_rects(s, labels, out);
  for (const Button& b : buttons_) {
    out.rects.push_back({"space." + std::string(kNamedSpaceViews[b.named].id),
                         {b.rect.x0, b.rect.y0},
                         {b.rect.x1, b.rect.y1}});
  }
  return out;
}

}  // namespace

Result<std::unique_ptr<Diagram>> create_space_diagram(const std::filesystem::path& shader_dir) {
  auto renderer = SpaceRenderer::create(shader_dir);
  if (!renderer) return fail(renderer.error().message);
  return std::make_unique<SpaceDiagram>(shader_dir, std::move(*renderer));
}

}  // namespace sep::view

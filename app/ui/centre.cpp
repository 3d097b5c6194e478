// The centre: the diagram, and above or below it what the program has to say.
#include <cmath>
#include <utility>

#include "ui/charts/charts.h"
#include "ui/element_menu.h"
#include "ui/format.h"
#include "ui/icons.h"
#include "ui/mute_marks.h"
#include "ui/network/network_view.h"
#include "ui/panels/arithmetic.h"
#include "ui/panels/timeline_bar.h"
#include "ui/part_words.h"
#include "ui/shell.h"
#include "ui/timeline_actions.h"
#include "view/space_diagram.h"

namespace sep::ui {
namespace {

/// One line with an icon and a way to dismiss it; returns true when it was dismissed. Long texts wrap.
bool banner(Studio& s, const std::string& id, Rect& area, bool at_top, Icon mark, ImU32 colour,
            const std::string& text, bool dismissible) {
  Widgets& ui = s.widgets;
  const float pad = ui.px(10), left = ui.px(40), right = dismissible ? ui.px(40) : ui.px(16);
  const float wrap = std::max(ui.px(60), area.width() - 2 * pad - left - right);
  const ImVec2 size = s.theme.body->CalcTextSizeA(s.theme.body->FontSize, 1e9F, wrap, text.c_str());
  const float h = std::max(ui.px(32), size.y + ui.px(14));
  const ImVec2 min{area.min.x + pad, at_top ? area.min.y + pad : area.max.y - pad - h},
      max{area.max.x - pad, min.y + h};
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(min, max, s.theme.raised, ui.px(6));
  list->AddRectFilled(min, {min.x + ui.px(3), max.y}, colour, ui.px(2));
  icon(list, mark, {min.x + ui.px(22), min.y + h / 2}, ui.px(15), colour);
  list->AddText(s.theme.body, s.theme.body->FontSize, {min.x + left, std::floor(min.y + (h - size.y) / 2)},
                s.theme.text, text.c_str(), nullptr, wrap);
  ui.record(id, min, max);
  (at_top ? area.min.y : area.max.y) = at_top ? max.y : min.y;
  if (!dismissible) return false;
  const float b = ui.px(24);
  const ImVec2 at{max.x - b - ui.px(6), min.y + (h - b) / 2};
  ImGui::SetCursorScreenPos(at);
  const bool pressed =
      ui.activated(id + ".dismiss", ImGui::InvisibleButton((id + ".dismiss").c_str(), {b, b}));
  const bool hovered = ImGui::IsItemHovered();
  if (hovered) list->AddRectFilled(at, {at.x + b, at.y + b}, s.theme.line, ui.px(5));
  icon(list, Icon::close, {at.x + b / 2, at.y + b / 2}, ui.px(12), hovered ? s.theme.text : s.theme.dim);
  ui.finish_item(id + ".dismiss", "Dismiss this line.");
  return pressed;
}

std::string with_capital(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  if (!text.empty() && text.back() != '.' && text.back() != '?') text += '.';
  return text;
}

/// The last message, above what fills the centre.
void message(Studio& s, Rect& area) {
  if (const auto& m = s.session.message()) {
    const bool error = m->kind == Message::Kind::error;
    if (banner(s, "centre.message", area, true, error ? Icon::warning : Icon::check,
               error ? s.theme.warning : s.theme.good, with_capital(m->text), true)) {
      s.session.dismiss_message();
    }
  }
}

/// What is muted, in a line above the pictures. They make room for it, and take it back, only while the mouse
/// is elsewhere: what is under it stays there, and a second press mutes the same map. Until then `over` is
/// set, and the line is drawn over them.
void muted_line(Studio& s, Rect& area, bool over) {
  const Plan* plan = s.session.plan();
  const bool muted = plan != nullptr && s.session.valid() && !plan->muted.empty();
  float& room = s.state.mute_room_px;
  const bool still = s.interactive && area.contains(ImGui::GetIO().MousePos);
  Rect line = area;
  if (over ? (muted && room == 0) : (muted && (room > 0 || !still)))
    banner(s, "centre.muted", line, true, Icon::warning, s.theme.warning,
           plan->muted + " Shift+M unmutes all.", false);
  if (over) return;
  if (!still) room = line.min.y - area.min.y;
  area.min.y += room;
}

Rect banners(Studio& s, Rect area) {
  // a split is soon there, and would only make the picture jump
  if (const std::string& error = s.session.plan_error(); !error.empty() && !s.session.splitting()) {
    banner(s, "centre.error", area, true, Icon::warning, s.theme.warning, with_capital(error), false);
  }
  message(s, area);
  muted_line(s, area, false);
  if (s.state.show_hint && s.interactive && !s.state.presenter && !s.state.lesson.player.visible &&
      !timeline_open(s) && !s.state.charts.open &&
      banner(s, "centre.hint", area, false, Icon::image, s.theme.accent,
             "Hover a pixel · click it for its arithmetic · drop an image", true)) {
    s.state.show_hint = false;
  }
  return area;
}

/// The value under the mouse, read back as one number when what is hovered, or its content, changes.
void read_hovered(Studio& s, const std::optional<view::Element>& now) {
  UiState& u = s.state;
  const uint64_t version = now ? s.engine->version(now->ref) : 0;
  if (now == u.hovered && version == u.hovered_version) return;
  u.hovered = now;
  u.hovered_version = version;
  u.hovered_value.clear();
  if (!now || !now->made || s.engine->tensor(now->ref) == nullptr) return;
  const std::vector<float> value = s.engine->read_window(now->ref, now->channel, now->y, now->x, 1, 1);
  if (!value.empty()) u.hovered_value = significant(value.front(), 5);
}

/// Takes what is under the mouse and what was clicked. A click on what is pinned lets it go.
void follow(Studio& s, const view::DiagramOutput& out, bool strip) {
  Follow& f = s.state.follow;
  const auto panel = std::exchange(f.in_panel, std::nullopt);
  f.from_panel = !out.selection && panel;
  f.hovered = f.from_panel ? panel->first : out.selection;
  if (out.clicked) {
    s.widgets.drop_focus();
    s.state.show_hint = false;  // it was followed
  }
  if (out.clicked) f.pinned = f.pinned == out.selection ? std::nullopt : out.selection;
  if (out.menu) open_element_menu(s, *out.selection);
  f.hovered_weight = f.from_panel ? panel->second : static_cast<double>(out.weight);
  f.making_first = !strip;
  f.making = making_now(s);
  update_follow(f, s.session.plan(), *s.engine);
}

void keep_view_edit(Studio& s, const ViewState& view) {
  Experiment after = s.session.experiment();
  const bool navigates = view.zoom != after.view.zoom || view.centre_x != after.view.centre_x ||
                         view.centre_y != after.view.centre_y || !(view.space == after.view.space);
  after.view = view;
  s.edits.push_back(
      {navigates ? "zoom" : "choice", navigates ? "view.navigate" : "view.choice", std::move(after)});
}

/// What is under the mouse where that is neither a pixel nor a weight: the smallest part that has words.
void say_part(Studio& s, const view::DiagramOutput& out) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (out.selection || ImGui::IsAnyItemActive()) return;
  const view::NamedRect* part = nullptr;
  const auto area = [](const view::NamedRect& r) { return (r.max.x - r.min.x) * (r.max.y - r.min.y); };
  for (const view::NamedRect& r : out.rects) {
    const bool inside = mouse.x >= r.min.x && mouse.x < r.max.x && mouse.y >= r.min.y && mouse.y < r.max.y;
    if (inside && (part == nullptr || area(r) < area(*part)) && !part_words(*s.session.plan(), r.id).empty())
      part = &r;
  }
  if (part != nullptr)
    s.widgets.about(std::string(part->id), {part->min.x, part->min.y}, {part->max.x, part->max.y},
                    part_words(*s.session.plan(), part->id), beside_mouse(part->id));
}

/// Tiles, or stacks in space. What the driver refuses is said, and tiles are shown.
view::Diagram& shown_diagram(Studio& s) {
  if (!s.session.experiment().view.space.on) return *s.diagram;
  if (!s.space) {
    auto made = view::create_space_diagram(s.followed.shaders);
    if (made) {
      s.space = std::move(*made);
    } else {
      s.session.say(made.error().message, Message::Kind::error);
      Experiment after = s.session.experiment();
      after.view.space.on = false;
      s.edits.push_back({"stacks in space", "", std::move(after)});
      return *s.diagram;
    }
  }
  return *s.space;
}

}  // namespace

void draw_centre(Studio& s, const Layout& layout) {
  // every frame begins in the background's colour
  begin_area("centre", layout.centre, IM_COL32_BLACK_TRANS, {0, 0},
             ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoScrollbar |
                 ImGuiWindowFlags_NoScrollWithMouse);
  if (s.state.network.open) {
    Rect area = layout.centre;
    message(s, area);
    draw_network(s, area);
    return end_area();
  }
  if (s.state.charts.open) {
    draw_charts_view(s, banners(s, layout.centre));
    return end_area();
  }
  Rect centre = layout.centre;
  const bool planned = s.session.plan() != nullptr;
  const float bar = planned ? panels::timeline_height(s.state, s.widgets, centre.height()) : 0;
  const float strip = planned && (s.interactive || stepping(s)) && !racing(s)
                          ? panels::arithmetic_height(s.state, s.widgets, centre.height() - bar,
                                                      static_cast<int>(s.session.plan()->separable.size()))
                          : 0;
  centre.max.y -= strip + bar;
  Rect area = banners(s, centre);
  s.widgets.record("centre.area", area.min, area.max);
  if (const Plan* plan = s.session.plan()) {
    view::DiagramInput in;
    in.plan = plan;
    in.engine = s.engine.get();
    in.theme = &s.theme;
    in.view = s.session.experiment().view;
    in.min_window = area.min;
    in.max_window = area.max;
    in.interactive = s.interactive;
    in.less_motion = s.state.less_motion;
    in.drawing = s.drawing;
    in.pinned = s.state.follow.pinned;
    if (!in.pinned && s.state.follow.in_panel) in.pinned = s.state.follow.in_panel->first;
    in.pointed = s.state.follow.pointed;
    s.state.follow.pointed_before = std::exchange(s.state.follow.pointed, {});
    in.hurried = timeline_moves(s) && timeline_wake_s(s) == 0;
    in.positions = positions(s.state.timeline, *plan, ImGui::GetTime());
    if (!s.session.valid())
      in.dimmed_label =
          s.session.splitting() ? s.session.plan_error() : "Last valid: " + settings_text(*plan);
    const view::DiagramOutput out = shown_diagram(s).draw(in);
    s.state.moving = out.moving;
    s.widgets.record(out.rects);
    view::Canvas canvas(*ImGui::GetWindowDrawList(), s.theme, s.drawing);
    draw_mute_marks(canvas, *plan, out.rects);
    read_hovered(s, out.hovered);
    follow(s, out, strip > 0);
    say_part(s, out);
    PanelContext context = panel_context(s);
    const float below = centre.max.y + bar;
    if (bar > 0) panels::draw_timeline(context, {{centre.min.x, centre.max.y}, {centre.max.x, below}});
    if (strip > 0) panels::draw_arithmetic(context, {{centre.min.x, below}, layout.centre.max});
    bring_made_to_front(s);
    if (out.view) keep_view_edit(s, *out.view);
    muted_line(s, area, true);
    draw_element_menu(s);
  }
  end_area();
}

}  // namespace sep::ui

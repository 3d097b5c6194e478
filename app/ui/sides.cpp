// The two side panels: beside the centre, over it, or folded to a rail.
#include <algorithm>
#include <cmath>

#include "ui/filters/bank_edit.h"
#include "ui/icons.h"
#include "ui/lessons/reach.h"
#include "ui/panels/panels.h"
#include "ui/shell.h"

namespace sep::ui {
namespace {

struct Side {
  const char* name;  ///< "left"
  const Rect& panel;
  const Rect& rail;
  bool& folded;
  bool& open;
  Icon inward, outward;  ///< chevrons that fold and unfold it
  Icon sign;
  const char* about;
  bool in_lesson = false;  ///< it stands below a lesson's text
};

/// The button that folds a panel, in its upper corner away from the centre's edge.
void fold_button(Studio& s, const Side& side, bool narrow, bool left) {
  Widgets& ui = s.widgets;
  const float size = ui.px(24);
  const ImVec2 at{left ? side.panel.max.x - size - ui.px(8) : side.panel.max.x - size - ui.px(12),
                  side.panel.min.y + ui.px(10)};
  ImGui::SetCursorScreenPos(at);
  const std::string id = std::string("panel.") + side.name + ".fold";
  if (ui.activated(id, ImGui::InvisibleButton(id.c_str(), {size, size}))) {
    if (!narrow) side.folded = true;
    side.open = false;
  }
  const bool hovered = ImGui::IsItemHovered();
  ImDrawList* list = ImGui::GetWindowDrawList();
  if (hovered) list->AddRectFilled(at, {at.x + size, at.y + size}, s.theme.raised, ui.px(5));
  icon(list, side.outward, {at.x + size / 2, at.y + size / 2}, ui.px(12),
       hovered ? s.theme.text : s.theme.dim);
  ui.finish_item(id, "Fold this panel away (Ctrl+B folds both).");
}

void draw_rail(Studio& s, const Side& side, bool narrow) {
  Widgets& ui = s.widgets;
  begin_area((std::string(side.name) + "_rail").c_str(), side.rail, s.theme.panel, {0, 0},
             ImGuiWindowFlags_NoScrollbar);
  const float size = ui.px(28), x = side.rail.min.x + (side.rail.width() - size) / 2;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const auto round_button = [&](const std::string& id, Icon which, float y, const std::string& about,
                                bool on) {
    ImGui::SetCursorScreenPos({x, y});
    const bool pressed = ui.activated(id, ImGui::InvisibleButton(id.c_str(), {size, size}));
    const bool hovered = ImGui::IsItemHovered();
    if (hovered || on) list->AddRectFilled({x, y}, {x + size, y + size}, s.theme.raised, ui.px(6));
    icon(list, which, {x + size / 2, y + size / 2}, ui.px(14), hovered || on ? s.theme.text : s.theme.dim);
    ui.finish_item(id, about);
    return pressed;
  };
  const float y = side.rail.min.y + ui.px(10);
  if (round_button(std::string("panel.") + side.name + ".open", side.sign, y, side.about, side.open))
    side.open = !side.open;
  if (!narrow && round_button(std::string("panel.") + side.name + ".unfold", side.inward, y + ui.px(36),
                              "Put this panel back beside the centre.", false)) {
    side.folded = side.open = false;
  }
  const bool left = side.rail.min.x <= 0;
  const float edge = left ? side.rail.max.x - ui.px(0.5F) : side.rail.min.x + ui.px(0.5F);
  list->AddLine({edge, side.rail.min.y}, {edge, side.rail.max.y}, s.theme.line, ui.px(1));
  end_area();
}

/// What a step highlights in this panel is looked for while it is drawn. The headline also stands in the top
/// bar: where there is more, it is not what the panel is scrolled to.
void steer(Studio& s, bool left) {
  const lessons::Player& p = s.state.lesson.player;
  std::vector<std::string> ids;
  if (p.visible && p.now() != nullptr && s.state.lesson.steers) ids = highlights_in(*p.now(), !left);
  if (ids.size() > 1) std::erase(ids, "count.headline");
  s.widgets.watch(std::move(ids));
}

/// Scrolls the least from the panel's top that brings it into sight, its beginning first, until the user
/// scrolls.
void follow_highlights(Studio& s, const Side& side) {
  const Rect r = s.widgets.watched();
  s.widgets.watch({});
  const ImGuiIO& io = ImGui::GetIO();
  if (side.panel.contains(io.MousePos) && (io.MouseWheel != 0 || ImGui::IsMouseDown(0)))
    s.state.lesson.steers = false;
  if (r.height() <= 0 || !s.state.lesson.steers) return;
  const float rim = s.widgets.px(14);  // the ring and its glow
  const float now = ImGui::GetScrollY(), end = r.max.y + now + rim - side.panel.max.y,
              begin = r.min.y + now - rim - side.panel.min.y;
  const float to = std::clamp(std::min(end, begin), 0.0F, ImGui::GetScrollMaxY());
  if (std::abs(to - now) < 1) return;
  ImGui::SetScrollY(to);
  s.state.lesson.measured_anew = true;
}

template <class Body>
void draw_side(Studio& s, const Side& side, bool narrow, bool left, Body body) {
  if (side.panel.width() <= 0) return;
  Widgets& ui = s.widgets;
  const bool over = narrow || side.folded;
  steer(s, left);
  // the width does not depend on the scroll bar, which lies in the padding
  ImGui::SetNextWindowContentSize({side.panel.width() - 2 * ui.px(16), 0});
  begin_area(side.name, side.panel, s.theme.panel, {ui.px(14), ui.px(6)},
             over ? 0 : ImGuiWindowFlags_NoBringToFrontOnFocus);
  body();
  follow_highlights(s, side);
  ImGui::Dummy({0, ui.px(8)});
  if (!side.in_lesson) fold_button(s, side, narrow, left);
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->PushClipRectFullScreen();
  if (side.in_lesson)
    list->AddLine(side.panel.min, {side.panel.max.x, side.panel.min.y}, s.theme.line, ui.px(1));
  for (const bool at_left : {false, true}) {
    if (side.in_lesson || (!over && at_left != !left)) continue;
    const float x = at_left ? side.panel.min.x + ui.px(0.5F) : side.panel.max.x - ui.px(0.5F);
    list->AddLine({x, side.panel.min.y}, {x, side.panel.max.y}, s.theme.line, ui.px(1));
  }
  list->PopClipRect();
  end_area();
}

/// A panel over the centre goes away when the mouse is pressed elsewhere or Esc is. During a lesson elsewhere
/// is the pictures: its text and the other panel belong to what is looked at.
void close_when_left(Studio& s, const Layout& l, const Side& side, bool narrow) {
  if (!side.open || side.in_lesson || !(narrow || side.folded)) return;
  if (ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopupId) || s.browser.visible()) return;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (!ImGui::IsMouseClicked(0) || side.panel.contains(mouse) || side.rail.contains(mouse)) return;
  const bool lesson = l.lesson.width() > 0;
  const auto kept = [&](const Rect& r) { return r.contains(mouse); };
  if (lesson && (kept(l.lesson) || kept(l.left) || kept(l.right) || kept(l.left_rail) || kept(l.right_rail)))
    return;
  side.open = false;
}

}  // namespace

void draw_left_side(Studio& s, const Layout& l) {
  const Side side{"left",
                  l.left,
                  l.left_rail,
                  s.state.left_folded,
                  s.state.left_open,
                  Icon::fold_right,
                  Icon::fold_left,
                  Icon::sliders,
                  "Input, filters, convolution and view.",
                  l.left_in_lesson};
  const bool over = l.narrow || l.lesson.width() > 0;  // beside a lesson it opens over it
  if (l.left_rail.width() > 0) draw_rail(s, side, over);
  close_when_left(s, l, side, over);
  draw_side(s, side, over, true, [&] {
    PanelContext c = panel_context(s);
    using P = PanelId;
    static constexpr PanelId kMade[] = {P::input,       P::filters, P::kernel,
                                        P::convolution, P::view,    P::spectrum};
    // what a file's filters come to is what one wants to see next to m
    static constexpr PanelId kOfBank[] = {P::input,    P::filters,     P::kernel,
                                          P::spectrum, P::convolution, P::view};
    // and what a kernel's terms rebuild is what spatial mode is about
    static constexpr PanelId kOfKernel[] = {P::input,       P::filters,  P::kernel,
                                            P::convolution, P::spectrum, P::view};
    const bool spatial = c.experiment().mode == Mode::spatial;
    for (const PanelId id : spatial ? kOfKernel : has_bank(c.experiment()) ? kOfBank : kMade) {
      draw_panel(c, id);
      apply_edits(s);  // what follows shows the new values in the same frame
    }
  });
}

void draw_right_side(Studio& s, const Layout& l) {
  const Side side{
      "right",         l.right,          l.right_rail, s.state.right_folded,     s.state.right_open,
      Icon::fold_left, Icon::fold_right, Icon::count,  "Multiplications, live.", l.right_in_lesson};
  if (l.right_rail.width() > 0) draw_rail(s, side, l.narrow);
  close_when_left(s, l, side, l.narrow);
  draw_side(s, side, l.narrow, false, [&] {
    PanelContext c = panel_context(s);
    for (const PanelId id : {PanelId::multiplications, PanelId::counted, PanelId::agreement, PanelId::charts})
      draw_panel(c, id);
  });
}

}  // namespace sep::ui

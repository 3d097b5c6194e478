// Bodies of highlight.h.
#include "ui/lessons/highlight.h"

#include <algorithm>
#include <array>

#include "ui/lessons/reach.h"

namespace sep::ui {
namespace {

/// The rectangle of an id, of all that begin alike where it ends in "*"; empty where there is none.
Rect rect_of(const Widgets& ui, const std::string& id) {
  const auto& rects = ui.rects();
  if (!id.ends_with('*')) {
    const auto found = rects.find(id);
    return found == rects.end() ? Rect{} : found->second;
  }
  const std::string start = id.substr(0, id.size() - 1);
  Rect all{};
  for (auto it = rects.lower_bound(start); it != rects.end() && it->first.starts_with(start); ++it)
    all = joined(all, it->second);
  return all;
}

/// In a folded panel it has no rectangle: the panel's button leads to it.
Rect rect_or_button(const Widgets& ui, const std::string& id) {
  const Rect r = rect_of(ui, id);
  if (r.width() > 0) return r;
  const auto panel = panel_of(id);
  return rect_of(ui, panel && is_right(*panel) ? "panel.right.open" : "panel.left.open");
}

void ring(ImDrawList* list, const Widgets& ui, const Rect& r) {
  const view::Theme& t = ui.theme();
  for (int i = 3; i >= 0; --i) {
    const float grow = ui.px(3 + 2.5F * static_cast<float>(i));
    const ImU32 colour = i == 0 ? t.text : with_alpha(t.accent, 0.42F - 0.1F * static_cast<float>(i));
    list->AddRect({r.min.x - grow, r.min.y - grow}, {r.max.x + grow, r.max.y + grow}, colour,
                  ui.px(7) + grow / 2, 0, ui.px(i == 0 ? 2 : 2.5F));
  }
}

/// The same number elsewhere: what is covered in the panel must not stand beside it.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kElsewhere{
    {{"count.headline", "top.verdict"},
     {"count.headline", "presenter.headline"},
     {"count.headline", "presenter.counts"},
     {"count.separable", "presenter.counts"},
     {"count.stage.standard", "presenter.counts"}}};

/// An opaque plate with a question mark.
void plate(ImDrawList* list, const Widgets& ui, Rect r) {
  const view::Theme& t = ui.theme();
  const float grow = ui.px(2);
  r = {{std::max(grow, r.min.x - grow), std::max(grow, r.min.y - grow)}, {r.max.x + grow, r.max.y + grow}};
  list->AddRectFilled(r.min, r.max, t.raised, ui.px(6));
  list->AddRect(r.min, r.max, t.accent, ui.px(6), 0, ui.px(1.5F));
  ImFont* font = r.height() > ui.px(60) ? t.headline : r.height() > ui.px(28) ? t.title : t.bold;
  const ImVec2 size = measure(font, "?");
  draw_text(list, font, {r.middle().x - size.x / 2, r.middle().y - size.y / 2}, t.text, "?");
}

/// Where a part can be seen: not under a panel that is open over the pictures.
Rect seen_part(const Layout& l, const std::string& id) {
  constexpr float kFar = 1e6F;
  if (const auto panel = panel_of(id)) {
    const Rect& side = is_right(*panel) ? l.right : l.left;
    if (side.width() > 0) return side;
  }
  if (!in_pictures(id)) return {{0, 0}, {kFar, kFar}};
  const bool left = l.left.width() > 0 && !l.left_in_lesson,
             right = l.right.width() > 0 && !l.right_in_lesson;
  return {{left ? l.left.max.x : 0, l.centre.min.y}, {right ? l.right.min.x : kFar, l.centre.max.y}};
}

/// It is on the screen, all of it, and no open panel lies over it.
bool in_sight(const Studio& s, const Layout& layout, const std::string& id) {
  const Rect r = rect_of(s.widgets, id), seen = seen_part(layout, id);
  const float rim = s.widgets.px(4);
  return r.width() > 0 && !s.widgets.is_cut(id) && r.min.x >= seen.min.x - rim &&
         r.min.y >= seen.min.y - rim && r.max.x <= seen.max.x + rim && r.max.y <= seen.max.y + rim;
}

/// Where else the same number stands whole in sight, or the id itself.
std::string stand_in(const Studio& s, const Layout& layout, const std::string& id) {
  for (const auto& [here, there] : kElsewhere) {
    if (id == here && in_sight(s, layout, std::string(there))) return std::string(there);
  }
  return id;
}

/// A part of the pictures that the step highlights reaches under where the right panel opens over them.
bool lies_under_right(const Studio& s, const Layout& l, const lessons::Step& step) {
  const float from = l.centre.max.x - s.widgets.px(kRightWidth);
  return std::ranges::any_of(step.highlight, [&](const std::string& id) {
    return in_pictures(id) && rect_of(s.widgets, id).max.x > from;
  });
}

/// A ring stays in the panel of what it is around, or in the pictures beside a panel that is open over them.
void ring_part(const Studio& s, const Layout& layout, ImDrawList* list, const std::string& id,
               const Rect& r) {
  const Rect seen = seen_part(layout, id);
  list->PushClipRect(seen.min, seen.max, true);
  ring(list, s.widgets, r);
  list->PopClipRect();
}

/// What gives the answer away, as long as the question waits for it.
void draw_covers(Studio& s, const lessons::Step& step, const Layout& layout, ImDrawList* list) {
  const auto cover = [&](const std::string& id) {
    const Rect r = rect_of(s.widgets, id);
    if (r.width() <= 0) return;
    const Rect seen = seen_part(layout, id);
    list->PushClipRect(seen.min, seen.max);
    plate(list, s.widgets, r);
    list->PopClipRect();
    s.state.lesson.covered.push_back(id);
  };
  for (const std::string& id : step.cover) {
    cover(id);
    for (const auto& [here, there] : kElsewhere) {
      if (id == here) cover(std::string(there));
    }
  }
}

}  // namespace

void draw_highlights(Studio& s, const Layout& layout) {
  for (const std::string& id : s.state.parts) {
    if (const Rect r = rect_of(s.widgets, id); r.width() > 0)
      ring_part(s, layout, ImGui::GetForegroundDrawList(), id, r);
  }
  if (!s.state.parts.empty()) return;
  const lessons::Player& p = s.state.lesson.player;
  const lessons::Step* step = p.visible ? p.now() : nullptr;
  s.state.lesson.covered.clear();
  if (step == nullptr || ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopupId)) return;
  if (lessons::asks(p)) draw_covers(s, *step, layout, ImGui::GetForegroundDrawList());
  const std::string& lit = s.state.lesson.lit;
  ImDrawList* list = ImGui::GetForegroundDrawList();
  if (lies_under_right(s, layout, *step) != s.state.lesson.under_right) {
    s.state.lesson.under_right = !s.state.lesson.under_right;
    s.state.lesson.measured_anew = true;
  }
  const auto draw = [&](const std::string& id) {
    const std::string shown = in_sight(s, layout, id) ? id : stand_in(s, layout, id);
    const Rect r = rect_or_button(s.widgets, shown);
    if (r.width() <= 0) return;
    ring_part(s, layout, list, shown, r);
    if (in_sight(s, layout, shown)) s.state.lesson.ringed.push_back(id);
  };
  s.state.lesson.ringed.clear();
  if (!lit.empty()) return draw(lit);
  list->PushClipRect({0, layout.top.min.y}, {layout.status.max.x, layout.status.min.y});
  for (const std::string& id : step->highlight) draw(id);
  list->PopClipRect();
}

}  // namespace sep::ui

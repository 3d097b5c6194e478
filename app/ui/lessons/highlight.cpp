// Bodies of highlight.h.
#include "ui/lessons/highlight.h"

#include <algorithm>

namespace sep::ui {
namespace {

Rect joined(const Rect& a, const Rect& b) {
  if (a.width() <= 0) return b;
  return {{std::min(a.min.x, b.min.x), std::min(a.min.y, b.min.y)},
          {std::max(a.max.x, b.max.x), std::max(a.max.y, b.max.y)}};
}

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

bool of_right_panel(const std::string& id) { return id.starts_with("count.") || id.starts_with("chart."); }

/// In a folded panel it has no rectangle: the panel's button leads to it.
Rect rect_or_button(const Widgets& ui, const std::string& id) {
  const Rect r = rect_of(ui, id);
  return r.width() > 0 ? r : rect_of(ui, of_right_panel(id) ? "panel.right.open" : "panel.left.open");
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

}  // namespace

void draw_highlights(Studio& s, const Layout& layout) {
  for (const std::string& id : s.state.parts) {
    if (const Rect r = rect_of(s.widgets, id); r.width() > 0)
      ring(ImGui::GetForegroundDrawList(), s.widgets, r);
  }
  if (!s.state.parts.empty()) return;
  const lessons::Player& p = s.state.lesson.player;
  const lessons::Step* step = p.visible ? p.now() : nullptr;
  if (step == nullptr || ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopupId)) return;
  const std::string& lit = s.state.lesson.lit;
  ImDrawList* list = ImGui::GetForegroundDrawList();
  const auto draw = [&](const std::string& id) {
    const Rect r = rect_or_button(s.widgets, id);
    if (r.width() <= 0) return;
    ring(list, s.widgets, r);
    s.state.lesson.ringed.push_back(id);
  };
  s.state.lesson.ringed.clear();
  if (!lit.empty()) return draw(lit);
  list->PushClipRect({0, layout.top.min.y}, {layout.status.max.x, layout.status.min.y});
  for (const std::string& id : step->highlight) draw(id);
  list->PopClipRect();
}

}  // namespace sep::ui

// The list of the program's own lessons, with how far one got in each.
#include <fmt/format.h>

#include "ui/lessons/lesson_panel.h"
#include "ui/lessons/rich_text.h"
#include "ui/shell.h"

namespace sep::ui {
namespace {

std::string state_of(const lessons::Player& p, const lessons::Lesson& lesson) {
  const auto kept = p.places.find(lesson.id);
  if (kept == p.places.end()) return fmt::format("{} steps", lesson.steps.size());
  if (kept->second.done) return "done";
  return fmt::format("step {} of {}", kept->second.step + 1, lesson.steps.size());
}

/// One lesson; true when it was pressed.
bool entry(Studio& s, const lessons::Lesson& lesson, int number, float width) {
  Widgets& ui = s.widgets;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float pad = ui.px(12), left = ui.px(44), inner = width - left - pad;
  list->ChannelsSplit(2);
  list->ChannelsSetCurrent(1);
  ImGui::SetCursorScreenPos({at.x + left, at.y + ui.px(9)});
  plain_text(ui, lesson.title, s.theme.bold, s.theme.text, inner);
  ImGui::SetCursorScreenPos({at.x + left, ImGui::GetCursorScreenPos().y - ui.px(3)});
  plain_text(ui, lesson.about, s.theme.small, s.theme.dim, inner);
  const float bottom = ImGui::GetCursorScreenPos().y - ImGui::GetStyle().ItemSpacing.y + ui.px(8);
  ImGui::SetCursorScreenPos(at);
  const std::string id = fmt::format("lesson.{}", number);
  const bool pressed = ui.activated(id, ImGui::InvisibleButton(id.c_str(), {width, bottom - at.y}));
  const bool hovered = ImGui::IsItemHovered();
  const std::string state = state_of(s.state.lesson.player, lesson);
  ui.finish_item(id, lesson.about + " (" + state + ")");
  list->ChannelsSetCurrent(0);
  if (hovered) list->AddRectFilled(at, {at.x + width, bottom}, s.theme.raised, ui.px(6));
  const bool done = state == "done";
  const ImVec2 middle{at.x + ui.px(22), at.y + ui.px(21)};
  list->AddCircleFilled(middle, ui.px(13), done ? with_alpha(s.theme.good, 0.25F) : s.theme.raised, 32);
  if (done) {
    icon(list, Icon::check, middle, ui.px(12), s.theme.good);
  } else {
    const std::string text = std::to_string(number);
    draw_text(list, s.theme.bold,
              {middle.x - measure(s.theme.bold, text).x / 2, middle.y - s.theme.bold->FontSize / 2},
              s.theme.text, text);
  }
  list->ChannelsMerge();
  ImGui::SetCursorScreenPos({at.x, bottom});
  ui.gap(4);
  return pressed;
}

}  // namespace

void draw_lesson_list(Studio& s, float width) {
  lessons::Player& p = s.state.lesson.player;
  if (!p.all) return s.widgets.wrapped(p.broken, s.theme.warning, s.theme.body);
  int number = 0;
  for (const lessons::Lesson& lesson : *p.all) {
    if (entry(s, lesson, ++number, width)) begin_lesson(s, number);
  }
  s.widgets.gap(10);
  if (s.widgets.link("lesson.open", "Open a lesson from a file…",
                     "A lesson is one text file; CONTRIBUTING says how to write one."))
    s.actions.emplace_back("lesson.open");
}

}  // namespace sep::ui

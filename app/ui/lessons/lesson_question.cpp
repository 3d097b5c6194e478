// A step's question: a prediction first, by a choice or a number, then the answer with its reason.
#include <fmt/format.h>

#include "lessons/lesson_values.h"
#include "ui/imgui_compat.h"
#include "ui/lessons/lesson_panel.h"
#include "ui/lessons/rich_text.h"
#include "ui/shell.h"

namespace sep::ui {
namespace {

using lessons::Answer;
using lessons::Question;

void draw_choices(Studio& s, const Question& q, Answer& a, float width, int& words) {
  Widgets& ui = s.widgets;
  ImDrawList* list = ImGui::GetWindowDrawList();
  for (size_t i = 0; i < q.choices.size(); ++i) {
    const auto& choice = q.choices[i];
    const bool mine = a.choice == static_cast<int>(i);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    list->ChannelsSplit(2);
    list->ChannelsSetCurrent(1);
    ImGui::SetCursorScreenPos({at.x + ui.px(36), at.y + ui.px(6)});
    rich_text(ui, choice.text, s.session.plan(), {s.theme.reading, s.theme.reading_strong, s.theme.text},
              width - ui.px(48), s.state.lesson.lit, words);
    const float bottom = ImGui::GetCursorScreenPos().y - ImGui::GetStyle().ItemSpacing.y + ui.px(6);
    ImGui::SetCursorScreenPos(at);
    const std::string id = fmt::format("lesson.choice.{}", i + 1);
    const bool pressed = ui.activated(id, ImGui::InvisibleButton(id.c_str(), {width, bottom - at.y}));
    const bool hovered = ImGui::IsItemHovered() && !a.revealed;
    ui.finish_item(id, a.revealed ? "" : "Choose this, then look at the answer.");
    if (pressed && !a.revealed) a.choice = static_cast<int>(i);
    list->ChannelsSetCurrent(0);
    const bool right = a.revealed && choice.right, wrong = a.revealed && mine && !choice.right;
    const ImU32 ink = right ? s.theme.good : wrong ? s.theme.warning : mine ? s.theme.accent : s.theme.dim;
    if (mine || hovered || right)
      list->AddRectFilled(at, {at.x + width, bottom},
                          with_alpha(right || wrong || mine ? ink : s.theme.raised, hovered ? 0.6F : 0.2F),
                          ui.px(6));
    list->AddRect(at, {at.x + width, bottom}, with_alpha(ink, mine || right ? 1 : 0.5F), ui.px(6), 0,
                  ui.px(mine || right ? 2 : 1));
    const ImVec2 middle{at.x + ui.px(18), at.y + (bottom - at.y) / 2};
    if (right || wrong) {
      icon(list, right ? Icon::check : Icon::cross, middle, ui.px(13), ink);
    } else {
      list->AddCircle(middle, ui.px(7), ink, 24, ui.px(1.5F));
      if (mine) list->AddCircleFilled(middle, ui.px(4), ink, 24);
    }
    list->ChannelsMerge();
    ImGui::SetCursorScreenPos({at.x, bottom});
    ui.gap(6);
  }
}

void draw_number(Studio& s, Answer& a, float width) {
  Widgets& ui = s.widgets;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float w = std::round(width * 0.55F), h = ui.px(26);
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(at, {at.x + w, at.y + h}, s.theme.background, ui.px(5));
  list->AddRect(at, {at.x + w, at.y + h}, s.theme.dim, ui.px(5), 0, ui.px(1));
  const std::string shown = a.number.empty() ? "type a number" : a.number;
  if (const auto typed =
          ui.number_field("lesson.number", shown, "Your prediction; Enter takes it.", w, false, 0)) {
    a.number = *typed;
    if (compat::key_pressed(GLFW_KEY_ENTER, false) || compat::key_pressed(GLFW_KEY_KP_ENTER, false))
      s.actions.emplace_back("lesson.check");
  }
  ImGui::Dummy({0, ui.px(4)});
}

void draw_check(Studio& s, const Answer& a) {
  Widgets& ui = s.widgets;
  const bool said = a.choice >= 0 || !a.number.empty();
  if (a.revealed || !said) return;
  if (ui.button("lesson.check", "Check", "Is it right?", ui.px(120), true))
    s.actions.emplace_back("lesson.check");
  ui.gap(8);
}

void draw_verdict(Studio& s, const Question& q, const Answer& a, float width, int& words) {
  Widgets& ui = s.widgets;
  const std::string number = lessons::number_text(a.must);
  std::string verdict = !a.said ? "The answer" : a.right ? "Right" : "Not quite";
  if (q.choices.empty()) verdict += (a.said && !a.right ? ": it is " : ": ") + number;
  const ImU32 ink = !a.said ? s.theme.accent : a.right ? s.theme.good : s.theme.warning;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const Icon mark = a.said && !a.right ? Icon::cross : Icon::check;
  icon(ImGui::GetWindowDrawList(), mark, {at.x + ui.px(8), at.y + ui.px(12)}, ui.px(14), ink);
  draw_text(ImGui::GetWindowDrawList(), s.theme.reading_strong, {at.x + ui.px(24), at.y + ui.px(2)}, ink,
            verdict);
  ui.record("lesson.verdict", at, {at.x + width, at.y + ui.px(24)});
  ImGui::Dummy({width, ui.px(26)});
  if (s.state.lesson.show_answer) ImGui::SetScrollHereY(0.3F);
  s.state.lesson.show_answer = false;
  rich_text(ui, q.because, s.session.plan(), {s.theme.reading, s.theme.reading_strong, s.theme.text}, width,
            s.state.lesson.lit, words);
  ui.gap(8);
}

}  // namespace

void draw_lesson_question(Studio& s, const Question& q, float width, int& words) {
  Widgets& ui = s.widgets;
  lessons::Player& p = s.state.lesson.player;
  Answer& a = p.answers[p.step];
  ui.gap(6);
  ui.section("PREDICT");
  rich_text(ui, q.text, s.session.plan(), {s.theme.reading_strong, s.theme.reading_strong, s.theme.text},
            width, s.state.lesson.lit, words);
  ui.gap(8);
  if (q.choices.empty()) {
    if (!a.revealed) draw_number(s, a, width);
  } else {
    draw_choices(s, q, a, width, words);
  }
  draw_check(s, a);
  if (a.revealed) draw_verdict(s, q, a, width, words);
}

}  // namespace sep::ui

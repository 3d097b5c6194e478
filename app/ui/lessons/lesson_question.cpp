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

constexpr float kCheck = 120;       ///< width of its button, in units
constexpr float kBesideWords = 48;  ///< units of a choice's box beside its words

struct Choice {
  bool mine = false, right = false, wrong = false;
  ImU32 ink = 0;
};

Choice choice_of(const view::Theme& t, const Question& q, const Answer& a, size_t i) {
  Choice c;
  c.mine = a.choice == static_cast<int>(i);
  c.right = a.revealed && q.choices[i].right;
  c.wrong = a.revealed && c.mine && !q.choices[i].right;
  c.ink = c.right ? t.good : c.wrong ? t.warning : c.mine ? t.accent : t.dim;
  return c;
}

RichStyle reading(const view::Theme& t) { return {t.reading, t.reading_strong, t.text}; }

/// What stands beside a choice: a circle, or whether it is right.
void draw_mark(Studio& s, ImVec2 middle, const Choice& c) {
  Widgets& ui = s.widgets;
  ImDrawList* list = ImGui::GetWindowDrawList();
  if (c.right || c.wrong) return icon(list, c.right ? Icon::check : Icon::cross, middle, ui.px(13), c.ink);
  list->AddCircle(middle, ui.px(7), c.ink, 24, ui.px(1.5F));
  if (c.mine) list->AddCircleFilled(middle, ui.px(4), c.ink, 24);
}

/// One choice in a box of this width, at ImGui's cursor, which comes to stand below it.
void draw_choice(Studio& s, const Question& q, Answer& a, size_t i, float width, int& words) {
  Widgets& ui = s.widgets;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  list->ChannelsSplit(2);
  list->ChannelsSetCurrent(1);
  ImGui::SetCursorScreenPos({at.x + ui.px(36), at.y + ui.px(6)});
  rich_text(ui, q.choices[i].text, s.session.plan(), reading(s.theme), width - ui.px(kBesideWords),
            s.state.lesson.lit, words);
  const float bottom = ImGui::GetCursorScreenPos().y - ImGui::GetStyle().ItemSpacing.y + ui.px(6);
  ImGui::SetCursorScreenPos(at);
  const std::string id = fmt::format("lesson.choice.{}", i + 1);
  const bool pressed = ui.activated(id, ImGui::InvisibleButton(id.c_str(), {width, bottom - at.y}));
  const bool hovered = ImGui::IsItemHovered() && !a.revealed;
  ui.finish_item(id, a.revealed ? "" : "Choose this, then look at the answer.");
  if (pressed && !a.revealed) a.choice = static_cast<int>(i);
  const Choice c = choice_of(s.theme, q, a, i);
  list->ChannelsSetCurrent(0);
  if (c.mine || hovered || c.right)
    list->AddRectFilled(
        at, {at.x + width, bottom},
        with_alpha(c.right || c.wrong || c.mine ? c.ink : s.theme.raised, hovered ? 0.6F : 0.2F), ui.px(6));
  list->AddRect(at, {at.x + width, bottom}, with_alpha(c.ink, c.mine || c.right ? 1 : 0.5F), ui.px(6), 0,
                ui.px(c.mine || c.right ? 2 : 1));
  draw_mark(s, {at.x + ui.px(18), at.y + (bottom - at.y) / 2}, c);
  list->ChannelsMerge();
  ImGui::SetCursorScreenPos({at.x, bottom});
  ui.gap(6);
}

void draw_choices(Studio& s, const Question& q, Answer& a, float width, int& words) {
  for (size_t i = 0; i < q.choices.size(); ++i) draw_choice(s, q, a, i, width, words);
}

void draw_number(Studio& s, Answer& a, float w) {
  Widgets& ui = s.widgets;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float h = ui.px(26);
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
  if (ui.button("lesson.check", "Check", "Is it right?", ui.px(kCheck), true))
    s.actions.emplace_back("lesson.check");
  ui.gap(8);
}

struct Verdict {
  std::string words;
  ImU32 ink = 0;
  Icon mark = Icon::check;
};

Verdict verdict_of(const view::Theme& t, const Question& q, const Answer& a) {
  Verdict v;
  v.words = !a.said ? "The answer" : a.right ? "Right" : "Not quite";
  if (q.choices.empty()) v.words += (a.said && !a.right ? ": it is " : ": ") + lessons::number_text(a.must);
  v.ink = !a.said ? t.accent : a.right ? t.good : t.warning;
  v.mark = a.said && !a.right ? Icon::cross : Icon::check;
  return v;
}

/// The word, at ImGui's cursor, in this width; 0: as wide as it is. Returns its width.
float draw_verdict(Studio& s, const Question& q, const Answer& a, float width) {
  Widgets& ui = s.widgets;
  const Verdict v = verdict_of(s.theme, q, a);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  if (width <= 0) width = ui.px(24) + measure(s.theme.reading_strong, v.words).x;
  icon(ImGui::GetWindowDrawList(), v.mark, {at.x + ui.px(8), at.y + ui.px(12)}, ui.px(14), v.ink);
  draw_text(ImGui::GetWindowDrawList(), s.theme.reading_strong, {at.x + ui.px(24), at.y + ui.px(2)}, v.ink,
            v.words);
  ui.record("lesson.verdict", at, {at.x + width, at.y + ui.px(24)});
  ImGui::Dummy({width, ui.px(26)});
  if (s.state.lesson.show_answer) ImGui::SetScrollHereY(0.3F);
  s.state.lesson.show_answer = false;
  return width;
}

void draw_reason(Studio& s, const Question& q, float width, int& words) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  rich_text(s.widgets, q.because, s.session.plan(), reading(s.theme), width, s.state.lesson.lit, words);
  s.widgets.record("lesson.reason", at,
                   {at.x + width, ImGui::GetCursorScreenPos().y - ImGui::GetStyle().ItemSpacing.y});
}

/// The choices side by side, in as many lines as they need, from `x` in the first. Once the answer is shown
/// only the right one, and what was chosen.
void draw_choices_in_lines(Studio& s, const Question& q, Answer& a, float x, float to, int& words) {
  const float gap = s.widgets.px(10), from = ImGui::GetCursorScreenPos().x;
  float y = ImGui::GetCursorScreenPos().y, bottom = y;
  for (size_t i = 0; i < q.choices.size(); ++i) {
    if (const Choice c = choice_of(s.theme, q, a, i); a.revealed && !c.right && !c.mine) continue;
    const float wish =
        rich_width(q.choices[i].text, s.session.plan(), reading(s.theme)) + s.widgets.px(kBesideWords + 2);
    if (x > from && x + wish > to) {
      x = from;
      y = bottom;
    }
    const float width = std::min(wish, to - x);
    ImGui::SetCursorScreenPos({x, y});
    draw_choice(s, q, a, i, width, words);
    bottom = std::max(bottom, ImGui::GetCursorScreenPos().y);
    x += width + gap;
  }
  ImGui::SetCursorScreenPos({from, bottom});
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
    if (!a.revealed) draw_number(s, a, std::round(width * 0.55F));
  } else {
    draw_choices(s, q, a, width, words);
  }
  draw_check(s, a);
  if (!a.revealed) return;
  draw_verdict(s, q, a, width);
  draw_reason(s, q, width, words);
  ui.gap(8);
}

void draw_question_in_lines(Studio& s, const Question& q, float width, int& words) {
  Widgets& ui = s.widgets;
  lessons::Player& p = s.state.lesson.player;
  Answer& a = p.answers[p.step];
  rich_text(ui, q.text, s.session.plan(), {s.theme.reading_strong, s.theme.reading_strong, s.theme.text},
            width, s.state.lesson.lit, words);
  ui.gap(4);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  float x = at.x;
  if (a.revealed) {
    ImGui::SetCursorScreenPos({at.x, at.y + ui.px(q.choices.empty() ? 0 : 4)});
    x += draw_verdict(s, q, a, 0) + ui.px(16);
  }
  ImGui::SetCursorScreenPos(at);
  if (!q.choices.empty()) {
    draw_choices_in_lines(s, q, a, x, at.x + width - ui.px(kCheck + 10), words);
  } else if (!a.revealed) {
    draw_number(s, a, ui.px(240));
  } else {
    ImGui::Dummy({0, ui.px(26)});
  }
  const ImVec2 below = ImGui::GetCursorScreenPos();
  ImGui::SetCursorScreenPos({q.choices.empty() ? at.x + ui.px(252) : at.x + width - ui.px(kCheck), at.y});
  draw_check(s, a);
  ImGui::SetCursorScreenPos(below);
  if (a.revealed) draw_reason(s, q, width, words);
}

}  // namespace sep::ui

// One step of a lesson: its place, title, text and formulas, its question, and the way on and back.
#include "ui/lessons/lesson_panel.h"

#include <fmt/format.h>

#include <cmath>

#include "ui/lessons/rich_text.h"
#include "ui/shell.h"

namespace sep::ui {
namespace {

RichStyle reading(const view::Theme& t, ImU32 colour) {
  return {t.reading, t.reading_strong, colour, t.formula};
}

void draw_header(Studio& s, float width) {
  Widgets& ui = s.widgets;
  const lessons::Player& p = s.state.lesson.player;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float button = ui.px(26);
  const int index = p.index();
  const std::string place = index >= 0 ? fmt::format("LESSON {} OF {}", index + 1, p.all->size()) : "LESSON";
  draw_text(ImGui::GetWindowDrawList(), s.theme.small, {at.x, at.y + ui.px(5)}, s.theme.dim, place);
  ImGui::SetCursorScreenPos({at.x + width - 2 * button - ui.px(6), at.y});
  if (ui.icon_button("lesson.list", Icon::list, "All lessons.", button, false))
    s.actions.emplace_back("lesson.list");
  ImGui::SameLine(0, ui.px(6));
  if (ui.icon_button("lesson.close", Icon::close, "Close the lessons (F2). Your place is kept.", button,
                     false))
    s.actions.emplace_back("lesson.show");
}

/// A segment for each step; a press goes there.
void draw_steps(Studio& s, float width) {
  Widgets& ui = s.widgets;
  lessons::Player& p = s.state.lesson.player;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const auto n = static_cast<float>(p.count());
  const float gap = ui.px(4), w = (width - gap * (n - 1)) / n, h = ui.px(5);
  ImDrawList* list = ImGui::GetWindowDrawList();
  for (int i = 0; i < p.count(); ++i) {
    const float x = at.x + static_cast<float>(i) * (w + gap);
    ImGui::SetCursorScreenPos({x, at.y - ui.px(4)});
    const std::string id = fmt::format("lesson.step.{}", i + 1);
    if (ImGui::InvisibleButton(id.c_str(), {w, h + ui.px(8)})) lessons::go(p, i - p.step);
    const bool hovered = ImGui::IsItemHovered();
    list->AddRectFilled({x, at.y}, {x + w, at.y + h},
                        i <= p.step ? s.theme.accent
                        : hovered   ? s.theme.dim
                                    : s.theme.line,
                        h / 2);
    ui.finish_item(id, p.lesson->steps[static_cast<size_t>(i)].title);
  }
  ImGui::SetCursorScreenPos({at.x, at.y + h});
}

void formula(Studio& s, const lessons::Text& text, float width, int& words) {
  Widgets& ui = s.widgets;
  const float pad = ui.px(14);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  list->ChannelsSplit(2);
  list->ChannelsSetCurrent(1);
  ImGui::SetCursorScreenPos({at.x + pad, at.y + ui.px(8)});
  rich_text(ui, text, s.session.plan(), {s.theme.formula, s.theme.formula, s.theme.text}, width - 2 * pad,
            s.state.lesson.lit, words);
  const float bottom = ImGui::GetCursorScreenPos().y - ImGui::GetStyle().ItemSpacing.y + ui.px(8);
  list->ChannelsSetCurrent(0);
  list->AddRectFilled(at, {at.x + width, bottom}, s.theme.background, ui.px(6));
  list->AddRectFilled(at, {at.x + ui.px(3), bottom}, s.theme.accent, ui.px(2));
  list->ChannelsMerge();
  ImGui::SetCursorScreenPos({at.x, bottom});
  ui.gap(10);
}

void draw_block(Studio& s, const lessons::Block& block, float width, int& words) {
  Widgets& ui = s.widgets;
  if (block.kind == lessons::Block::Kind::formula) return formula(s, block.text, width, words);
  const RichStyle style = reading(s.theme, s.theme.text);
  if (block.kind == lessons::Block::Kind::bullet) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::GetWindowDrawList()->AddCircleFilled(
        {at.x + ui.px(6), at.y + std::round(style.plain->FontSize * 0.74F)}, ui.px(2.5F), s.theme.dim);
    ImGui::SetCursorScreenPos({at.x + ui.px(18), at.y});
    rich_text(ui, block.text, s.session.plan(), style, width - ui.px(18), s.state.lesson.lit, words);
    ImGui::SetCursorScreenPos({at.x, ImGui::GetCursorScreenPos().y});
    return ui.gap(5);
  }
  rich_text(ui, block.text, s.session.plan(), style, width, s.state.lesson.lit, words);
  ui.gap(10);
}

void draw_body(Studio& s, float width) {
  Widgets& ui = s.widgets;
  const lessons::Player& p = s.state.lesson.player;
  const lessons::Step& step = *p.now();
  int words = 0;
  s.state.lesson.lit.clear();
  plain_text(ui, step.title, s.theme.title, s.theme.text, width);
  ui.gap(8);
  for (const lessons::Block& block : step.blocks) draw_block(s, block, width, words);
  if (step.question) draw_lesson_question(s, *step.question, width, words);
}

/// away: the experiment is not the step's any more.
void draw_footer(Studio& s, const Rect& area, bool away) {
  Widgets& ui = s.widgets;
  const lessons::Player& p = s.state.lesson.player;
  const float x = area.min.x, width = area.width();
  float y = area.min.y + ui.px(10);
  ImGui::GetWindowDrawList()->AddLine({x, area.min.y}, {x + width, area.min.y}, s.theme.line, ui.px(1));
  if (away) {
    ImGui::SetCursorScreenPos({x, y});
    if (ui.link("lesson.restore", "Back to what this step shows (L)",
                "You changed the experiment. This sets it to the lesson’s again; Ctrl+Z takes that back."))
      s.actions.emplace_back("lesson.restore");
    y += ui.px(28);
  }
  const bool open_question =
      p.now()->question && (p.answers.count(p.step) == 0 || !p.answers.at(p.step).revealed);
  const bool last = p.step == p.count() - 1;
  const bool more = p.index() >= 0 && p.index() + 1 < static_cast<int>(p.all->size());
  const std::string on = open_question ? "Show the answer"
                         : !last       ? "Next"
                         : more        ? "Next lesson"
                                       : "All lessons";
  const float on_w = ui.px(150), back_w = ui.px(80);
  ImGui::SetCursorScreenPos({x, y});
  if (ui.button("lesson.back", "Back", "The step before (Page Up, Left).", back_w, false, p.step > 0))
    s.actions.emplace_back("lesson.back");
  const std::string place = fmt::format("step {} of {}", p.step + 1, p.count());
  const float place_w = measure(s.theme.small, place).x;
  draw_text(
      ImGui::GetWindowDrawList(), s.theme.small,
      {x + back_w + (width - back_w - on_w - place_w) / 2, y + (ui.px(26) - s.theme.small->FontSize) / 2},
      s.theme.dim, place);
  ImGui::SetCursorScreenPos({x + width - on_w, y});
  if (ui.button("lesson.next", on, "Go on (Page Down, Right, Space).", on_w, true))
    s.actions.emplace_back("lesson.next");
}

/// end: where the text ends.
void draw_step(Studio& s, const Rect& area, float end) {
  Widgets& ui = s.widgets;
  const lessons::Player& p = s.state.lesson.player;
  const float pad = ui.px(20), width = area.width() - 2 * pad, x = area.min.x + pad;
  ImGui::SetCursorScreenPos({x, area.min.y + ui.px(12)});
  draw_header(s, width);
  ImGui::SetCursorScreenPos({x, area.min.y + ui.px(42)});
  plain_text(ui, p.lesson->title, s.theme.bold, s.theme.dim, width);
  ui.gap(8);
  ImGui::SetCursorScreenPos({x, ImGui::GetCursorScreenPos().y});
  draw_steps(s, width);
  const bool away = strayed(s);
  const float top = ImGui::GetCursorScreenPos().y + ui.px(16), foot = ui.px(away ? 92 : 64);
  ImGui::SetCursorScreenPos({x, top});
  const std::string id = fmt::format("lesson.body.{}.{}", p.lesson->id, p.step);  // each begins at its top
  measured(s.state.lesson, &LessonState::foot_px, foot);
  if (ImGui::BeginChild(id.c_str(), {width + ui.px(12), std::max(ui.px(40), end - top)}, false,
                        ImGuiWindowFlags_NoBackground)) {
    draw_body(s, width);
    measured(s.state.lesson, &LessonState::text_px,
             top - area.min.y + ImGui::GetCursorPosY() + ImGui::GetStyle().ItemSpacing.y);
  }
  ImGui::EndChild();
  draw_footer(s, {{x, area.max.y - foot + ui.px(6)}, {x + width, area.max.y}}, away);
}

void draw_all_lessons(Studio& s, const Rect& area) {
  Widgets& ui = s.widgets;
  const float pad = ui.px(20), width = area.width() - 2 * pad, x = area.min.x + pad;
  ImGui::SetCursorScreenPos({x, area.min.y + ui.px(14)});
  ui.text("Lessons", s.theme.text, s.theme.title);
  ImGui::SetCursorScreenPos({x + width - ui.px(26), area.min.y + ui.px(12)});
  if (ui.icon_button("lesson.close", Icon::close, "Close the lessons (F2).", ui.px(26), false))
    s.actions.emplace_back("lesson.show");
  ImGui::SetCursorScreenPos({x, area.min.y + ui.px(54)});
  if (ImGui::BeginChild("lesson.all", {width + ui.px(12), area.max.y - area.min.y - ui.px(62)}, false,
                        ImGuiWindowFlags_NoBackground)) {
    draw_lesson_list(s, width);
  }
  ImGui::EndChild();
}

}  // namespace

void draw_lesson_column(Studio& s, const Layout& layout) {
  const Rect& area = layout.lesson;
  if (area.width() <= 0) return;
  if (layout.presenter) return draw_presenter_question(s, area);
  begin_area("lesson", area, s.theme.panel, {0, 0},
             ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse |
                 ImGuiWindowFlags_NoBringToFrontOnFocus);
  s.widgets.record("lesson.column", area.min, area.max);
  if (s.state.lesson.player.now() != nullptr) {
    draw_step(s, area, layout.lesson_end);
  } else {
    draw_all_lessons(s, area);
  }
  const float edge = area.max.x - s.widgets.px(0.5F);
  ImGui::GetWindowDrawList()->AddLine({edge, area.min.y}, {edge, area.max.y}, s.theme.line, s.widgets.px(1));
  end_area();
}

}  // namespace sep::ui

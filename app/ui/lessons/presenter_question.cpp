// A step's question in the presenter view: a strip below the stacks, large enough for a room.
#include <cmath>

#include "ui/lessons/lesson_panel.h"
#include "ui/lessons/rich_text.h"
#include "ui/shell.h"

namespace sep::ui {

void draw_presenter_question(Studio& s, const Rect& area) {
  Widgets& ui = s.widgets;
  const lessons::Step* step = s.state.lesson.player.now();
  if (area.height() <= 0 || step == nullptr || !step->question) return;
  begin_area("lesson", area, s.theme.panel, {0, 0}, ImGuiWindowFlags_NoBringToFrontOnFocus);
  ui.record("lesson.column", area.min, area.max);
  ImGui::GetWindowDrawList()->AddLine(area.min, {area.max.x, area.min.y}, s.theme.line, ui.px(1));
  const float pad = ui.px(18), rim = ui.px(8);
  ImGui::SetCursorScreenPos({area.min.x + pad, area.min.y + rim});
  int words = 0;
  s.state.lesson.lit.clear();
  ImGui::BeginChild("lesson.question", {area.width() - pad, std::max(1.0F, area.height() - rim)}, false,
                    ImGuiWindowFlags_NoBackground);
  draw_question_in_lines(s, *step->question, area.width() - 2 * pad, words);
  measured(s.state.lesson, &LessonState::question_px, std::ceil(rim + ImGui::GetCursorPosY() + ui.px(3)));
  ImGui::EndChild();
  end_area();
}

}  // namespace sep::ui

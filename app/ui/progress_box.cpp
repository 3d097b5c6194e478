// Body of progress_box.h.
#include "ui/progress_box.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ui/format.h"
#include "ui/imgui_compat.h"
#include "ui/shell.h"

namespace sep::ui {
namespace {

void draw_share(Studio& s, const ProgressBox& box, ImVec2 at, float right) {
  const float height = s.widgets.px(6), round = s.widgets.px(3);
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(at, {right, at.y + height}, s.theme.line, round);
  const float end = at.x + (right - at.x) * static_cast<float>(std::clamp(*box.share, 0.02, 1.0));
  list->AddRectFilled(at, {end, at.y + height}, s.theme.accent, round);
  s.widgets.record(box.id + ".progress", at, {right, at.y + height});
}

}  // namespace

std::string with_share(std::string text, const std::optional<double>& share) {
  return text + (share ? fmt::format(": {:.0f} %", std::floor(100 * *share)) : "…");
}

bool draw_progress_box(Studio& s, const ProgressBox& box) {
  Widgets& ui = s.widgets;
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  const float width = std::min(ui.px(460), display.x - ui.px(24)), height = ui.px(58);
  const ImVec2 min{(display.x - width) / 2,
                   display.y - height - ui.px(44) - static_cast<float>(box.place) * (height + ui.px(8))};
  // in front without the keyboard: somebody may type or drag meanwhile
  begin_area(box.id.c_str(), {min, {min.x + width, min.y + height}}, s.theme.panel, {0, 0},
             ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoFocusOnAppearing);
  compat::bring_to_front();
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRect(min, {min.x + width, min.y + height}, s.theme.accent, 0, 0, ui.px(1));
  const float pad = ui.px(14), button = ui.px(84), x1 = min.x + width - button - 2 * pad;
  const float y = box.share ? ui.px(10) : (height - s.theme.body->FontSize) / 2;
  draw_text(list, s.theme.body, {min.x + pad, min.y + y}, s.theme.text,
            fitted(s.theme.body, box.text, x1 - min.x - pad));
  if (box.share) draw_share(s, box, {min.x + pad, min.y + ui.px(38)}, x1);
  ui.record(box.id + ".box", min, {min.x + width, min.y + height});
  ImGui::SetCursorScreenPos({min.x + width - button - pad, min.y + ui.px(14)});
  const bool pressed = ui.button(box.id + ".cancel", "Cancel", box.tip, button);
  end_area();
  return pressed;
}

}  // namespace sep::ui

// Bodies of widgets.h: what a thing is, in the status line at once and beside the mouse after a while.
#include "ui/widgets.h"

namespace sep::ui {

void Widgets::finish_item(const std::string& id, const std::string& tooltip) {
  record(id, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  if (ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled)) hover(id, tooltip);
}

void Widgets::about(const std::string& id, ImVec2 min, ImVec2 max, const std::string& tooltip,
                    bool beside_mouse) {
  if (ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows) && ImGui::IsMouseHoveringRect(min, max, false))
    hover(id, tooltip, beside_mouse);
}

void Widgets::hover(const std::string& id, const std::string& tooltip, bool beside_mouse) {
  if (tooltip.empty()) return;
  hovered_text_ = tooltip;
  hover_seen_ = true;
  if (hover_id_ != id) {
    hover_id_ = id;
    hover_since_ = ImGui::GetTime();
  }
  if (!beside_mouse) return;
  constexpr double kDelay = 0.6;
  const double waited = ImGui::GetTime() - hover_since_;
  if (waited < kDelay) {
    wake_after_s_ = static_cast<float>(kDelay - waited) + 0.01F;
  } else if (!ImGui::IsAnyItemActive()) {
    tooltip_for_item(tooltip);
  }
}

void Widgets::tooltip_for_item(const std::string& tooltip) {
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {px(10), px(8)});
  ImGui::PushFont(t_.small);
  ImGui::BeginTooltip();
  ImGui::PushTextWrapPos(px(320));
  ImGui::TextUnformatted(tooltip.c_str());
  ImGui::PopTextWrapPos();
  ImGui::EndTooltip();
  ImGui::PopFont();
  ImGui::PopStyleVar();
}

}  // namespace sep::ui

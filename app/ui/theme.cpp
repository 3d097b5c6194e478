// The theme as ImGui's style: one spacing grid, one rounding, the dark palette.
#include "ui/fonts.h"

namespace sep::ui {
namespace {

ImVec4 colour(ImU32 c, float alpha = 1) {
  ImVec4 v = ImGui::ColorConvertU32ToFloat4(c);
  v.w *= alpha;
  return v;
}

}  // namespace

void apply_style(const view::Theme& t) {
  ImGuiStyle style;
  style.WindowPadding = {16, 12};
  style.FramePadding = {8, 4};
  style.ItemSpacing = {8, 5};
  style.ItemInnerSpacing = {8, 4};
  style.ScrollbarSize = 10;
  style.WindowRounding = 0;
  style.ChildRounding = 6;
  style.FrameRounding = 5;
  style.PopupRounding = 8;
  style.ScrollbarRounding = 5;
  style.GrabRounding = 5;
  style.WindowBorderSize = 0;
  style.PopupBorderSize = 1;
  style.FrameBorderSize = 0;
  style.DisabledAlpha = 0.5F;
  style.ScaleAllSizes(t.scale);
  style.PopupBorderSize = t.scale;
  ImVec4* c = style.Colors;
  c[ImGuiCol_Text] = colour(t.text);
  c[ImGuiCol_TextDisabled] = colour(t.dim);
  c[ImGuiCol_WindowBg] = colour(t.panel);
  c[ImGuiCol_ChildBg] = {0, 0, 0, 0};
  c[ImGuiCol_PopupBg] = colour(t.panel);
  c[ImGuiCol_Border] = colour(t.line);
  c[ImGuiCol_FrameBg] = colour(t.raised);
  c[ImGuiCol_FrameBgHovered] = colour(t.line);
  c[ImGuiCol_FrameBgActive] = colour(t.line);
  c[ImGuiCol_Button] = colour(t.raised);
  c[ImGuiCol_ButtonHovered] = colour(t.line);
  c[ImGuiCol_ButtonActive] = colour(t.accent, 0.45F);
  c[ImGuiCol_Header] = colour(t.raised);
  c[ImGuiCol_HeaderHovered] = colour(t.line);
  c[ImGuiCol_HeaderActive] = colour(t.accent, 0.45F);
  c[ImGuiCol_Separator] = colour(t.line);
  c[ImGuiCol_ScrollbarBg] = {0, 0, 0, 0};
  c[ImGuiCol_ScrollbarGrab] = colour(t.line);
  c[ImGuiCol_ScrollbarGrabHovered] = colour(t.dim, 0.6F);
  c[ImGuiCol_ScrollbarGrabActive] = colour(t.dim, 0.8F);
  c[ImGuiCol_CheckMark] = colour(t.accent);
  c[ImGuiCol_TextSelectedBg] = colour(t.accent, 0.45F);
  c[ImGuiCol_NavHighlight] = colour(t.accent);
  c[ImGuiCol_ModalWindowDimBg] = {0.03F, 0.04F, 0.05F, 0.6F};
  ImGui::GetStyle() = style;
}

}  // namespace sep::ui

// Bodies of ground.h.
#include "ui/ground.h"

#include <epoxy/gl.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "view/damage.h"

namespace sep::ui {
namespace {

/// The rectangle is the command's clip rectangle, the colour its data. Dear ImGui sets the scissor again
/// before it draws, and whoever clears sets the colour.
void clear(const ImDrawList*, const ImDrawCmd* command) {
  const ImDrawData& data = *ImGui::GetDrawData();
  const auto pixel = [](float v, float origin, float scale) {
    return std::max(0, static_cast<int>(std::lround((v - origin) * scale)));
  };
  const ImVec4& r = command->ClipRect;
  const float sx = data.FramebufferScale.x, sy = data.FramebufferScale.y;
  const int x0 = pixel(r.x, data.DisplayPos.x, sx), x1 = pixel(r.z, data.DisplayPos.x, sx),
            y0 = pixel(r.y, data.DisplayPos.y, sy), y1 = pixel(r.w, data.DisplayPos.y, sy),
            height = static_cast<int>(std::lround(data.DisplaySize.y * sy));
  if (x1 <= x0 || y1 <= y0 || y0 >= height) return;
  const ImVec4 colour = ImGui::ColorConvertU32ToFloat4(
      static_cast<ImU32>(reinterpret_cast<uintptr_t>(command->UserCallbackData)));
  const int low = std::max(0, height - y1);
  glScissor(x0, low, x1 - x0, height - y0 - low);
  glClearColor(colour.x, colour.y, colour.z, 1);
  glClear(GL_COLOR_BUFFER_BIT);
}

/// Whole pixels of the target, so that a part of the frame that is drawn alone ends where it did.
view::Rect whole_pixels(ImVec2 min, ImVec2 max) {
  const ImVec2 scale = ImGui::GetIO().DisplayFramebufferScale;
  const auto whole = [](float v, float s) { return std::round(v * s) / s; };
  return {whole(min.x, scale.x), whole(min.y, scale.y), whole(max.x, scale.x), whole(max.y, scale.y)};
}

void* data_of(ImU32 colour) { return reinterpret_cast<void*>(uintptr_t{colour}); }

}  // namespace

void add_ground(ImDrawList& list, ImVec2 min, ImVec2 max, ImU32 colour) {
  const view::Rect r = whole_pixels(min, max);
  view::add_content(list, r, colour);
  list.PushClipRect({r.x0, r.y0}, {r.x1, r.y1}, true);
  list.AddCallback(clear, data_of(colour));
  list.PopClipRect();
}

void add_lowest_ground(ImDrawList& list, ImVec2 min, ImVec2 max, ImU32 colour) {
  if ((colour & IM_COL32_A_MASK) == 0) return;
  const view::Rect r = whole_pixels(min, max);
  ImDrawCmd command;
  command.ClipRect = {r.x0, r.y0, r.x1, r.y1};
  command.UserCallback = clear;
  command.UserCallbackData = data_of(colour);
  list.CmdBuffer.insert(list.CmdBuffer.begin(), command);
  list.CmdBuffer.insert(list.CmdBuffer.begin(), view::content_command(r, colour));
}

}  // namespace sep::ui

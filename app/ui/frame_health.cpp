// Bodies of frame_health.h.
#include "ui/frame_health.h"

#include <backends/imgui_impl_opengl3.h>
#include <epoxy/gl.h>
#include <imgui.h>

#include <algorithm>

#include "gpu/gl_errors.h"
#include "ui/studio.h"

namespace sep::ui {
namespace {

void draw_nothing(ImDrawData& data) {
  for (int i = 0; i < data.CmdListsCount; ++i) {
    for (ImDrawCmd& command : data.CmdLists[i]->CmdBuffer) command.ElemCount = 0;
  }
}

int64_t bytes_of(GLenum buffer) {
  GLint64 bytes = 0;
  glGetBufferParameteri64v(buffer, GL_BUFFER_SIZE, &bytes);
  return bytes;
}

/// Called when the list's vertices and indices should have been uploaded.
void look_at_buffers(const ImDrawList* list, const ImDrawCmd* command) {
  auto& health = *static_cast<FrameHealth*>(command->UserCallbackData);
  if (bytes_of(GL_ARRAY_BUFFER) >= list->VtxBuffer.size_in_bytes() &&
      bytes_of(GL_ELEMENT_ARRAY_BUFFER) >= list->IdxBuffer.size_in_bytes())
    return;
  health.most_vertices = health.most_indices = 0;
  draw_nothing(*ImGui::GetDrawData());
}

}  // namespace

void guard_draw_lists(FrameHealth& h) {
  ImDrawData& data = *ImGui::GetDrawData();
  for (int i = 0; i < data.CmdListsCount; ++i) {
    ImDrawList& list = *data.CmdLists[i];
    if (list.VtxBuffer.Size <= h.most_vertices && list.IdxBuffer.Size <= h.most_indices) continue;
    h.most_vertices = std::max(h.most_vertices, list.VtxBuffer.Size);
    h.most_indices = std::max(h.most_indices, list.IdxBuffer.Size);
    ImDrawCmd look;
    look.UserCallback = look_at_buffers;
    look.UserCallbackData = &h;
    list.CmdBuffer.insert(list.CmdBuffer.begin(), look);
  }
}

void look_after_frame(Studio& s) {
  constexpr int kMostTries = 3;
  FrameHealth& h = s.health;
  h.lost = gpu::context_lost();
  h.torn = false;
  if (!gpu::overlooked_error()) {
    h.in_a_row = 0;
    return;
  }
  ++h.in_a_row;
  if (s.damage) s.damage->forget();
  h.torn = h.in_a_row <= kMostTries && !h.lost;
  // Everything of ours that outlives a frame was checked when it was made; Dear ImGui's fonts and programs
  // were not.
  if (h.torn) {
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplOpenGL3_Init("#version 430 core");
    h.most_vertices = h.most_indices = 0;
  }
  if (h.in_a_row == kMostTries + 1)
    s.session.say(
        "The graphics driver reports errors, so parts of the window may be missing. Make the window or the "
        "image "
        "smaller",
        Message::Kind::error);
}

}  // namespace sep::ui

// Whether a frame that was drawn is whole. A torn one is not shown and is drawn again; with a lost context
// the window ends.
#pragma once

namespace sep::ui {

struct Studio;

struct FrameHealth {
  bool torn = false;  ///< the driver reported an error in the last frame, and another one may be whole
  bool lost = false;  ///< the context is gone: nothing can be drawn any more
  int in_a_row = 0;   ///< torn frames
  int most_vertices = 0,
      most_indices = 0;  ///< of a draw list: Dear ImGui's buffers are known to hold so many
};

/// Before the frame is drawn: where Dear ImGui's buffers must grow and the driver has no memory for them, the
/// frame's lists draw nothing. Drivers end the program when they read indices from a buffer without memory.
void guard_draw_lists(FrameHealth& health);

/// Looks at the frame that was just drawn. When several are torn in a row, that is said, and they are shown
/// as they are.
void look_after_frame(Studio& studio);

}  // namespace sep::ui

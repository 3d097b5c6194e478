// The centre of the window: one shared input, two paths in line, their difference. Reads plan and engine,
// returns what the mouse asked for; holds no state of the experiment.
#pragma once

#include <imgui.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/links.h"
#include "core/plan.h"
#include "gpu/engine.h"
#include "view/drawing.h"
#include "view/named_rect.h"
#include "view/path_steps.h"
#include "view/theme.h"

namespace sep::view {

struct DiagramInput {
  const Plan* plan = nullptr;
  gpu::Engine* engine = nullptr;
  const Theme* theme = nullptr;
  ViewState view;
  ImVec2 min_window, max_window;    ///< area in window pixels
  bool interactive = true;          ///< false in a picture
  bool less_motion = false;         ///< no transitions: the camera is there at once
  std::optional<Selection> pinned;  ///< its links are drawn; without it those of what is under the mouse
  std::vector<Selection> pointed;   ///< what another part of the window points at: ringed
  std::optional<PathPositions> positions;  ///< of both paths while they are stepped; none: all is computed
  bool hurried = false;                    ///< this frame is replaced at once: a plainer picture will do
  Drawing* drawing = nullptr;              ///< takes everything but the tensors' pixels, as Canvas says
  std::string dimmed_label;  ///< not empty: the plan is the last valid one; draw it dimmed with this label
};

/// An element of a stage under the mouse.
struct Element {
  gpu::StageRef ref;
  int channel = 0, y = 0, x = 0;
  bool made = true;  ///< false: its path has not computed it yet
  friend bool operator==(const Element&, const Element&) = default;
};

struct DiagramOutput {
  std::optional<ViewState> view;  ///< zoomed, panned, picked another filter or channel
  std::optional<Element> hovered;
  std::optional<Selection> selection;  ///< element or weight under the mouse
  float weight = 0;                    ///< value of the weight, when it is one
  bool clicked = false;                ///< the selection was
  bool menu = false;                   ///< the right button was clicked on the selection
  bool moving = false;                 ///< a transition is under way: draw again
  std::span<const NamedRect> rects;    ///< for the ui map; until the next picture
};

class Diagram {
 public:
  static Result<std::unique_ptr<Diagram>> create(const std::filesystem::path& shader_dir);
  virtual ~Diagram() = default;
  /// Draws into the current ImGui window's draw list.
  virtual DiagramOutput draw(const DiagramInput& input) = 0;
};

}  // namespace sep::view

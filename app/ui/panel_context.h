// What a panel may read and what it may ask for. A panel is a function draw(PanelContext&); it holds no
// state.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ui/charts/chart_state.h"
#include "ui/edit.h"
#include "ui/filters/kernel_grid.h"
#include "ui/follow.h"
#include "ui/lessons/lesson_play.h"
#include "ui/network/network_state.h"
#include "ui/palette.h"
#include "ui/panels/registry.h"
#include "ui/session.h"
#include "ui/timeline.h"
#include "ui/widgets.h"
#include "view/diagram.h"

namespace sep::ui {

/// What is on the screen beside the experiment: folded panels, links between sliders, the cell of the grid
/// that is chosen.
struct UiState {
  bool left_folded = false, right_folded = false;  ///< in a wide window; kept in the settings
  bool left_open = false, right_open = false;      ///< over the centre, in a narrow window
  bool link_kernel = true, link_axes = true;
  bool show_hint = true;  ///< until dismissed; kept in the settings
  bool show_keys = false, show_about = false;
  float scale_setting = 0;    ///< 0: the monitor's
  int map_in_channel = 0;     ///< which of a channel’s m kernels the grid edits
  bool all_maps = false;      ///< the kernel menu works on every channel
  bool other_chart = false;   ///< the right panel shows the chart that it does not begin with
  KernelGrid grid;            ///< what is chosen and typed in the kernel grid
  bool strip_folded = false;  ///< the arithmetic under the diagram
  float mute_room_px = 0;     ///< that the line about what is muted takes from the pictures
  bool moving = false;        ///< the diagram's camera is on its way
  Timeline timeline;          ///< where both paths stand while they are stepped or race
  HiddenPanels hidden;        ///< kept in the settings
  bool light = false;         ///< the light theme; kept in the settings
  bool less_motion = false;   ///< no transitions; kept in the settings
  bool presenter = false;     ///< only stacks and headline, large
  bool stacks_only = false;   ///< only stacks, in a picture
  PaletteState palette;
  Follow follow;
  std::vector<std::string> parts;  ///< ids of what the formula under the mouse speaks of; lit while it does
  LessonState lesson;
  NetworkState network;
  ChartState charts;
  std::optional<view::Element> hovered;
  std::string hovered_value;     ///< of that element, read from the GPU
  uint64_t hovered_version = 0;  ///< of the stage when it was read
};

struct PanelContext {
  Widgets& ui;
  const view::Theme& theme;
  const Session& session;
  UiState& state;
  std::vector<Edit>& edits;
  std::vector<std::string>& actions;  ///< ids of actions to run after the frame
  std::vector<Message>& messages;     ///< said after the frame

  const Experiment& experiment() const { return session.experiment(); }
  void edit(std::string label, std::string merge_key, Experiment after) {
    edits.push_back({std::move(label), std::move(merge_key), std::move(after)});
  }
  void set(std::string label, std::string merge_key, Parameter parameter, int value) {
    edit(std::move(label), std::move(merge_key), with(experiment(), parameter, value));
  }
  void say(std::string text) { messages.push_back({Message::Kind::error, std::move(text)}); }
  void run(std::string action) { actions.push_back(std::move(action)); }
};

}  // namespace sep::ui

// Bodies of look_actions.h.
#include "ui/look_actions.h"

#include <GLFW/glfw3.h>

#include <utility>
#include <vector>

#include "ui/fonts.h"
#include "ui/studio.h"

namespace sep::ui {
namespace {

void toggle_presenter(Studio& s) {
  s.state.presenter = !s.state.presenter;
  s.state.left_open = s.state.right_open = false;
  s.rebuild_fonts = true;
  set_look(s);
}

void toggle_light(Studio& s) {
  s.state.light = !s.state.light;
  set_look(s);
}

template <size_t kIndex>
Action panel_action() {
  static const std::string id = "panels." + std::string(panel_entries()[kIndex].name);
  Action a{id, "Window", panel_entries()[kIndex].label};
  a.separator = kIndex == 0 || panel_entries()[kIndex].id == PanelId::multiplications;
  a.run = [](Studio& s) { s.state.hidden.flip(kIndex); };
  a.checked = [](const Studio& s) { return !s.state.hidden[kIndex]; };
  return a;
}

template <size_t... kIndices>
void add_panels(std::vector<Action>& out, std::index_sequence<kIndices...>) {
  (out.push_back(panel_action<kIndices>()), ...);
}

std::vector<Action> make_actions() {
  constexpr bool kCtrl = true, kShift = true;
  std::vector<Action> out{
      {"window.presenter", "Window", "Presenter view", GLFW_KEY_F5, false, false, false, toggle_presenter,
       nullptr, [](const Studio& s) { return s.state.presenter; }},
      {"window.light", "Window", "Light theme", 0, false, false, false, toggle_light, nullptr,
       [](const Studio& s) { return s.state.light; }},
      {"window.less_motion", "Window", "Less motion", 0, false, false, false,
       [](Studio& s) { s.state.less_motion = !s.state.less_motion; }, nullptr,
       [](const Studio& s) { return s.state.less_motion; }},
      {"help.palette", "Help", "Find an action by its name…", GLFW_KEY_P, kCtrl, kShift, false,
       [](Studio& s) {
         s.state.palette = {PaletteState::Of::actions, true, true, {}, 0};
       }},
  };
  add_panels(out, std::make_index_sequence<kPanelCount>());
  return out;
}

}  // namespace

std::span<const Action> look_actions() {
  static const std::vector<Action> kActions = make_actions();
  return kActions;
}

void set_look(Studio& s) {
  set_colours(s.theme, s.state.light       ? view::Palette::light
                       : s.state.presenter ? view::Palette::projector
                                           : view::Palette::dark);
  apply_style(s.theme);
}

}  // namespace sep::ui

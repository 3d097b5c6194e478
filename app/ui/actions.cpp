// The table of actions and the keys that lead to them.
#include "ui/actions.h"

#include <GLFW/glfw3.h>

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "io/bundle/bundle.h"
#include "ui/charts/charts.h"
#include "ui/export_actions.h"
#include "ui/follow_actions.h"
#include "ui/imgui_compat.h"
#include "ui/lessons/lesson_actions.h"
#include "ui/look_actions.h"
#include "ui/navigate_actions.h"
#include "ui/network/network_view.h"
#include "ui/save_files.h"
#include "ui/shell.h"
#include "ui/studio.h"
#include "ui/timeline_actions.h"
#include "view/select.h"
#include "view/space_camera.h"

namespace sep::ui {
namespace {

void edit(Studio& s, std::string label, std::string key, Experiment after) {
  s.edits.push_back({std::move(label), std::move(key), std::move(after)});
}

void set_mode(Studio& s, Mode mode) {
  Experiment e = s.session.experiment();
  if (e.mode == mode) return;
  e.mode = mode;
  e.view.filter = e.view.channel = 0;
  e.mutes = {};  // its indices mean something else there
  e = with(std::move(e), Parameter::filters,
           e.filters);  // keeps rank and multiplier inside the mode's limits
  edit(s, "mode", "", std::move(e));
}

/// Output channels that can be chosen: N, or C in spatial mode.
int outputs(const Studio& s) {
  return s.session.plan() != nullptr ? static_cast<int>(s.session.plan()->standard.front().out.c) : 1;
}

void choose(Studio& s, int by) {
  if (s.state.follow.pinned) return move_pinned(s, by, 0, 0);
  Experiment e = s.session.experiment();
  int& chosen = e.mode == Mode::depthwise ? e.view.filter : e.view.channel;
  chosen = std::clamp(chosen + by, 0, outputs(s) - 1);
  edit(s, "choice", "view.choice", std::move(e));
}

void toggle_split(Studio& s) {
  const Experiment& e = s.session.experiment();
  const bool on = e.split == Split::none;
  edit(s, on ? "split kernels" : "whole kernels", "", with_split(e, on ? Split::spatial : Split::none));
}

void fit_view(Studio& s) {
  Experiment e = s.session.experiment();
  e.view.zoom = 1;
  e.view.centre_x = e.view.centre_y = 0.5F;
  e.view.space.zoom = 1;
  e.view.space.x = e.view.space.y = e.view.space.z = 0;
  edit(s, "zoom", "view.navigate", std::move(e));
}

void toggle_space(Studio& s) {
  Experiment e = s.session.experiment();
  e.view.space.on = !e.view.space.on;
  edit(s, e.view.space.on ? "stacks in space" : "tiles", "", std::move(e));
}

bool in_space(const Studio& s) { return s.session.experiment().view.space.on; }

template <size_t kIndex>
void see_from(Studio& s) {
  Experiment e = s.session.experiment();
  e.view.space = view::seen_from(e.view.space, view::kNamedSpaceViews[kIndex]);
  edit(s, "camera", "view.navigate", std::move(e));
}

/// Without what the presenter view adds.
float plain_scale(const Studio& s) { return s.theme.scale / (s.state.presenter ? kPresenterScale : 1); }

void set_scale(Studio& s, float scale) {
  s.state.scale_setting = scale == 0 ? 0 : std::clamp(scale, 0.75F, 3.0F);
  s.rebuild_fonts = true;
}

void ask_where(Studio& s, FileAnswer save, const std::string& name, const std::string& title = {}) {
  ask_for_file(s, {true, name, title, std::move(save)});
}

void save(Studio& s) {
  if (s.session.file().empty()) return ask_where(s, save_experiment_file, "experiment.json");
  save_experiment_file(s, s.session.file());
}

void toggle_panels(Studio& s) {
  UiState& u = s.state;
  const bool fold = !(u.left_folded && u.right_folded);
  u.left_folded = u.right_folded = fold;
  u.left_open = u.right_open = false;
}

constexpr bool kCtrl = true, kShift = true, kLine = true;

const std::array kActions{
    Action{"file.open", "File", "Open…", GLFW_KEY_O, kCtrl, false, false,
           [](Studio& s) { ask_what_to_open(s, ImageUse::input); }},
    Action{"file.open_kernel", "File", "Open as kernel…", 0, false, false, false,
           [](Studio& s) { ask_what_to_open(s, ImageUse::kernel); }},
    Action{"file.recent", "File", "Open recent…", GLFW_KEY_O, kCtrl, kShift, false,
           [](Studio& s) {
             s.state.palette = {PaletteState::Of::recent, true, true, {}, 0};
           },
           [](const Studio& s) { return !s.settings.recent.empty(); }},
    Action{"file.cancel_reading", "File", "Stop reading or saving", GLFW_KEY_ESCAPE, false, false, false,
           stop_newest, can_stop},
    Action{"file.save", "File", "Save experiment", GLFW_KEY_S, kCtrl, false, kLine, save},
    Action{"file.save_as", "File", "Save experiment as…", GLFW_KEY_S, kCtrl, kShift, false,
           [](Studio& s) {
             const auto& file = s.session.file();
             if (!file.empty()) s.browser.set_folder(file.parent_path());
             ask_where(s, save_experiment_file, file.empty() ? "experiment.json" : file.filename().string());
           }},
    Action{"file.save_bundle", "File", "Save with image and filters…", 0, false, false, false,
           [](Studio& s) {
             const auto& file = s.session.file();
             ask_where(s, save_experiment_file,
                       (file.empty() ? "experiment" : file.stem().string()) + io::kBundleEnding,
                       "Save a bundle: the experiment with its image and filters, for another machine");
           }},
    Action{"file.layers", "File", "Layers of the model…", GLFW_KEY_L, kCtrl, false, false, show_layers,
           [](const Studio& s) {
             return s.filters.model() != nullptr || !s.session.experiment().bank.file.empty();
           }},
    Action{"file.save_filters", "File", "Save kernel or bank…", 0, false, false, kLine,
           [](Studio& s) {
             const bool spatial = s.session.experiment().mode == Mode::spatial;
             ask_where(s, save_filters_file, spatial ? "kernel.npy" : "bank.npy",
                       spatial ? "Save the kernel as .npy, .csv or .json"
                               : "Save the standard bank as .npy, .csv or .json");
           },
           [](const Studio& s) { return s.session.valid(); }},
    Action{"file.save_factors", "File", "Save both factors for PyTorch…", 0, false, false, false,
           [](Studio& s) {
             ask_where(s, save_factors_file, "factors.npy",
                       "Save every stage’s weights as .npy, and Python that uses them");
           },
           [](const Studio& s) { return s.session.valid(); }},
    Action{"file.wang", "File", "Wang’s example: 12×12×3, 256 filters", 0, false, false, kLine,
           [](Studio& s) {
             edit(s, "Wang’s example", "", wang_example(s.session.experiment(), s.session.image_info()));
           }},
    Action{"file.first", "File", "Start over with the first example", 0, false, false, false,
           [](Studio& s) { edit(s, "start over", "", first_experiment()); }},
    Action{"file.quit", "File", "Quit", GLFW_KEY_Q, kCtrl, false, kLine, [](Studio& s) { s.quit = true; }},

    Action{"edit.undo", "Edit", "Undo", GLFW_KEY_Z, kCtrl, false, false, [](Studio& s) { s.session.undo(); },
           [](const Studio& s) { return s.session.history().can_undo(); }, nullptr,
           [](const Studio& s) {
             return s.session.history().can_undo() ? "Undo " + s.session.history().undo_label()
                                                   : std::string("Undo");
           }},
    Action{"edit.redo", "Edit", "Redo", GLFW_KEY_Z, kCtrl, kShift, false, [](Studio& s) { s.session.redo(); },
           [](const Studio& s) { return s.session.history().can_redo(); }, nullptr,
           [](const Studio& s) {
             return s.session.history().can_redo() ? "Redo " + s.session.history().redo_label()
                                                   : std::string("Redo");
           }},
    Action{"edit.cancel", "", "Take back what is being dragged", 0, false, false, false,
           [](Studio& s) { s.session.cancel_drag(); }},

    Action{"view.spatial", "View", "Spatial separable", GLFW_KEY_1, kCtrl, false, false,
           [](Studio& s) { set_mode(s, Mode::spatial); }, nullptr,
           [](const Studio& s) { return s.session.experiment().mode == Mode::spatial; }},
    Action{"view.depthwise", "View", "Depthwise separable", GLFW_KEY_2, kCtrl, false, false,
           [](Studio& s) { set_mode(s, Mode::depthwise); }, nullptr,
           [](const Studio& s) { return s.session.experiment().mode == Mode::depthwise; }},
    Action{"filters.split", "Edit", "Split K×K into K×1 and 1×K too", GLFW_KEY_K, kCtrl, false, kLine,
           toggle_split, [](const Studio& s) { return s.session.experiment().mode == Mode::depthwise; },
           [](const Studio& s) { return s.session.experiment().split == Split::spatial; }},
    Action{"view.space", "View", "Stacks in 3-D", GLFW_KEY_3, false, false, kLine, toggle_space, nullptr,
           in_space},
    Action{"view.space_iso", "View", "3-D: oblique", GLFW_KEY_4, false, false, false, see_from<0>, in_space},
    Action{"view.space_front", "View", "3-D: front", GLFW_KEY_5, false, false, false, see_from<1>, in_space},
    Action{"view.space_top", "View", "3-D: from above", GLFW_KEY_6, false, false, false, see_from<2>,
           in_space},
    Action{"view.space_side", "View", "3-D: from the side", GLFW_KEY_7, false, false, false, see_from<3>,
           in_space},
    Action{"view.fit", "View", "Fit the images", GLFW_KEY_0, kCtrl, false, kLine, fit_view},
    Action{"view.previous", "View", "Previous channel or filter", GLFW_KEY_LEFT_BRACKET, false, false, false,
           [](Studio& s) { choose(s, -1); }},
    Action{"view.next", "View", "Next channel or filter", GLFW_KEY_RIGHT_BRACKET, false, false, false,
           [](Studio& s) { choose(s, 1); }},
    Action{"view.count", "View", "Count the multiplications on the GPU", GLFW_KEY_M, kCtrl, false, false,
           [](Studio& s) {
             s.engine->request_counts();
             s.state.right_open =
                 true;  // where the panel is folded, over the pictures: the counts stand there
           },
           [](const Studio& s) { return s.session.valid() && !s.engine->counting(); }},
    Action{"view.panels", "View", "Fold or unfold the side panels", GLFW_KEY_B, kCtrl, false, kLine,
           toggle_panels},
    Action{"view.larger", "View", "Larger interface", GLFW_KEY_EQUAL, kCtrl, false, false,
           [](Studio& s) { set_scale(s, plain_scale(s) + 0.25F); }},
    Action{"view.smaller", "View", "Smaller interface", GLFW_KEY_MINUS, kCtrl, false, false,
           [](Studio& s) { set_scale(s, plain_scale(s) - 0.25F); }},
    Action{"view.monitor_scale", "View", "Interface as large as the monitor says", 0, false, false, false,
           [](Studio& s) { set_scale(s, 0); }},

    Action{"time.race", "Play", "Race both paths, from the start", GLFW_KEY_R, false, false, false,
           start_race, has_plan, racing},
    Action{"time.step", "Play", "Step through the multiplications", GLFW_KEY_T, false, false, false,
           toggle_step, has_plan, stepping},
    Action{"time.play", "Play", "Play or pause", GLFW_KEY_SPACE, false, false, kLine, toggle_play,
           timeline_open},
    Action{"step.forward", "Play", "One step forward", GLFW_KEY_PERIOD, false, false, false, step_by<1>,
           stepping},
    Action{"step.back", "Play", "One step back", GLFW_KEY_COMMA, false, false, false, step_by<-1>, stepping},
    Action{"step.first", "Play", "To the first multiplication", GLFW_KEY_HOME, false, false, false,
           go_to_end<false>, timeline_open},
    Action{"step.last", "Play", "To the last multiplication", GLFW_KEY_END, false, false, false,
           go_to_end<true>, timeline_open},
    Action{"time.close", "Play", "Close step or race", GLFW_KEY_ESCAPE, false, false, kLine, close_timeline,
           timeline_open},

    Action{"help.keys", "Help", "Keys", GLFW_KEY_F1, false, false, false,
           [](Studio& s) { s.state.show_keys = true; }},
    Action{"help.about", "Help", "About SepScope", 0, false, false, false,
           [](Studio& s) { s.state.show_about = true; }},
};

}  // namespace

std::span<const Action> actions() {
  static const std::vector<Action> kAll = [] {
    std::vector<Action> all(kActions.begin(), kActions.end());
    for (const auto part : {export_actions(), follow_actions(), lesson_actions(), look_actions(),
                            navigate_actions(), network_actions(), chart_actions()}) {
      for (const Action& action : part) {
        // what writes a file stands with what else is saved, before the examples and Quit
        const auto before = std::find_if(all.begin(), all.end(), [&](const Action& a) {
          return action.menu == "File" && a.id == "file.wang";
        });
        all.insert(before, action);
      }
    }
    return all;
  }();
  return kAll;
}

const Action* find_action(std::string_view id) {
  const auto all = actions();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Action& a) { return a.id == id; });
  return found == all.end() ? nullptr : &*found;
}

bool is_enabled(const Action& action, const Studio& studio) {
  return action.enabled == nullptr || action.enabled(studio);
}

std::string label_of(const Action& action, const Studio& studio) {
  return action.label_now != nullptr ? action.label_now(studio) : std::string(action.label);
}

void run_action(std::string_view id, Studio& studio) {
  const Action* action = find_action(id);
  if (action != nullptr && is_enabled(*action, studio)) action->run(studio);
}

void queue_shortcuts(Studio& studio) {
  const ImGuiIO& io = ImGui::GetIO();
  if (io.WantTextInput || studio.browser.visible() || ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopupId))
    return;
  queue_lesson_keys(studio);
  for (const Action& a : actions()) {
    if ((a.key == GLFW_KEY_LEFT || a.key == GLFW_KEY_RIGHT) && lesson_takes_arrows(studio)) continue;
    const bool ends = a.key == GLFW_KEY_HOME || a.key == GLFW_KEY_END;
    const bool arrows = a.id.starts_with("view.pin_") || a.id.starts_with("view.move_");
    if ((arrows || ends) && studio.widgets.has_any_focus())
      continue;  // arrows, Home and End are that control's
    if (a.key == GLFW_KEY_SPACE && studio.widgets.keyboard_focus()) continue;  // presses that control
    const bool typed = a.key == GLFW_KEY_SPACE || a.key == GLFW_KEY_COMMA || a.key == GLFW_KEY_PERIOD ||
                       (!a.ctrl && (a.key == GLFW_KEY_MINUS || a.key == GLFW_KEY_EQUAL));
    if (typed && studio.widgets.has_focus("kernel.grid")) continue;
    if (!a.ctrl && a.key >= GLFW_KEY_0 && a.key <= GLFW_KEY_9 && studio.widgets.has_focus("kernel.grid"))
      continue;  // a digit is typed into its cell
    if (a.key == GLFW_KEY_ESCAPE && studio.state.grid.wants_escape()) continue;
    if (a.key == GLFW_KEY_ESCAPE && can_stop(studio) && a.id != "file.cancel_reading") continue;
    if (!is_enabled(a, studio))
      continue;  // what another action of this key makes possible waits for the next press
    if (a.key == 0 || a.ctrl != io.KeyCtrl || a.shift != io.KeyShift || io.KeyAlt) continue;
    if (compat::key_pressed(
            a.key, a.id.starts_with("view.") || a.id.starts_with("edit.") || a.id.starts_with("step.")))
      studio.actions.emplace_back(a.id);
  }
  if (io.KeyCtrl && !io.KeyShift && compat::key_pressed(GLFW_KEY_Y)) studio.actions.emplace_back("edit.redo");
  if (!io.KeyCtrl && io.KeyShift && compat::key_pressed(GLFW_KEY_SLASH, false))
    studio.actions.emplace_back("help.keys");
}

}  // namespace sep::ui

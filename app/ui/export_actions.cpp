// Body of export_actions.h.
#include "ui/export_actions.h"

#include <GLFW/glfw3.h>
#include <fmt/format.h>

#include <array>

#include "io/export_kind.h"
#include "ui/export_window.h"
#include "ui/timeline_actions.h"

namespace sep::ui {
namespace {

bool can_export(const Studio& s) { return s.session.valid() && !s.exporting.running(); }

std::string name_of(const Studio& s, const char* ending) {
  const auto& file = s.session.file();
  return (file.empty() ? "experiment" : file.stem().string()) + ending;
}

void export_any(Studio& s) {
  ask_where_to_export(s, name_of(s, ".pdf"), "Export as " + io::export_endings(), {});
}

void export_stacks(Studio& s) {
  ask_where_to_export(s, name_of(s, "-stacks.png"), "Export the stacks alone as .png, .svg or .pdf",
                      {{"--what", "stacks"}, false});
}

template <int kSharpness>
void export_window(Studio& s) {
  ask_where_to_export(s, name_of(s, ".png"),
                      fmt::format("Export the window as .png, {}× as sharp", kSharpness),
                      {{}, false, kSharpness});
}

template <int kSharpness>
void export_sharp_stacks(Studio& s) {
  ask_where_to_export(s, name_of(s, "-stacks.png"),
                      fmt::format("Export the stacks alone as .png, {}× as sharp", kSharpness),
                      {{"--what", "stacks"}, false, kSharpness});
}

void export_tensors(Studio& s) {
  ask_where_to_export(s, name_of(s, "-stages"), "Export every stage as .npy, into a new folder", {{}, true});
}

void export_race(Studio& s) {
  const double seconds = static_cast<double>(s.state.timeline.race.standard_us) / 1e6;
  ask_where_to_export(s, name_of(s, "-race.mp4"), "Export the race as .mp4 or .gif",
                      {{"--race", fmt::format("{:.6g}", seconds)}, false});
}

void export_steps(Studio& s) {
  const auto granularity = static_cast<size_t>(s.state.timeline.separable.granularity);
  ask_where_to_export(s, name_of(s, "-steps.mp4"), "Export the steps as .mp4 or .gif",
                      {{"--steps", std::string(kGranularityNames[granularity])}, false});
}

constexpr bool kCtrl = true, kLine = true;

const std::array kActions{
    Action{"file.export", "File", "Export…", GLFW_KEY_E, kCtrl, false, kLine, export_any, can_export},
    Action{"file.export_stacks", "File", "Export the stacks alone…", 0, false, false, false, export_stacks,
           can_export},
    Action{"file.export_2", "File", "Export the window as .png, 2× as sharp…", 0, false, false, false,
           export_window<2>, can_export},
    Action{"file.export_stacks_2", "File", "Export the stacks as .png, 2× as sharp…", 0, false, false, false,
           export_sharp_stacks<2>, can_export},
    Action{"file.export_stacks_4", "File", "Export the stacks as .png, 4× as sharp…", 0, false, false, false,
           export_sharp_stacks<4>, can_export},
    Action{"file.export_race", "File", "Export the race as a film…", 0, false, false, false, export_race,
           can_export},
    Action{"file.export_steps", "File", "Export the steps as a film…", 0, false, false, false, export_steps,
           can_export},
    Action{"file.export_tensors", "File", "Export every stage as .npy…", 0, false, false, false,
           export_tensors, can_export},
    Action{"file.cancel_export", "File", "Cancel the export", 0, false, false, false, cancel_export,
           [](const Studio& s) { return s.exporting.run != nullptr; }},
};

}  // namespace

std::span<const Action> export_actions() { return kActions; }

}  // namespace sep::ui

// Which kernel of the experiment a panel edits: the one kernel of spatial mode, or one depthwise map. Pure;
// knows no ImGui.
#pragma once

#include <string>

#include "core/plan.h"

namespace sep::ui {

/// The map that the grid edits: 0 in spatial mode, else channel·m + j of the view, kept inside the maps that
/// exist.
int edited_map(const Experiment& experiment, int channels, int map_in_channel);

/// Values of map i as the plan uses them (an empty kernel of the right size when they cannot be made).
Kernel kernel_of_map(const Experiment& experiment, int map);

/// Preset id of map i; empty when its values were typed or it follows the default cycle.
std::string preset_of_map(const Experiment& experiment, int map);
/// Preset id that map i began as, whether its values were changed since or not; may be empty.
std::string origin_of_map(const Experiment& experiment, int map);
/// "Binomial", "Binomial, edited", "own values", "by default".
std::string source_label(const Experiment& experiment, int map);

/// The experiment with map i made from this source. Map 0 decides the size of all.
Experiment with_map(Experiment experiment, int map, KernelSource source);
/// The experiment with one value of map i typed. It keeps the name of the preset that it began as.
Experiment with_value(Experiment experiment, int map, int y, int x, double value);

}  // namespace sep::ui

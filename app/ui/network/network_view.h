// A whole network in the centre of the window. Parts in one file each.
#pragma once

#include "ui/studio.h"

namespace sep::ui {

void draw_network(Studio& studio, const Rect& area);

// Parts
/// Name, width, resolution, totals, published figures; returns where it ends.
float draw_network_head(Studio& studio, const Rect& area);
void draw_network_table(Studio& studio, const Rect& area);
/// Multiplications added up over the layers, both paths.
void draw_network_curve(Studio& studio, const Rect& area);

/// A layer becomes the experiment.
void open_network_layer(Studio& studio, int layer);

std::span<const struct Action> network_actions();

}  // namespace sep::ui

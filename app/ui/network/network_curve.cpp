// Multiplications added up from the first layer to the last.
#include <algorithm>

#include "ui/charts/plot.h"
#include "ui/network/network_view.h"

namespace sep::ui {

void draw_network_curve(Studio& s, const Rect& area) {
  Widgets& ui = s.widgets;
  const NetworkState& n = s.state.network;
  const auto& layers = n.costs->layers;
  if (layers.empty() || area.height() < ui.px(60)) return;
  const double most = static_cast<double>(std::max(layers.back().separable.running_multiplications,
                                                   layers.back().standard.running_multiplications));
  const PlotLook look = plot_look(ui, false);
  const PlotRoom room = plot_room(ui, look);
  const Plot plot{{{area.min.x + room.left, area.min.y + room.top + ui.px(4)},
                   {area.max.x - room.right, area.max.y - room.bottom}},
                  {0, static_cast<double>(layers.size()), false},
                  scale_of(0, most),
                  look};
  draw_axes(ui, plot, {"layers", "multiplications, added up layer by layer"}, {}, s.theme.dim);
  const auto curve = [&](PathCost LayerCost::*path, ImU32 colour) {
    std::vector<ImVec2> points{plot.at(0, 0)};
    for (size_t i = 0; i < layers.size(); ++i)
      points.push_back(plot.at(static_cast<double>(i + 1),
                               static_cast<double>((layers[i].*path).running_multiplications)));
    draw_line(plot, points, colour);
  };
  if (n.hovered >= 0) {
    const float x = plot.at(n.hovered + 1, 0).x;
    draw_dashed(plot, {x, plot.area.min.y}, {x, plot.area.max.y}, s.theme.dim, ui.px(3));
  }
  curve(&LayerCost::standard, s.theme.accent);
  curve(&LayerCost::separable, s.theme.kernel);
  ui.record("network.curve", area.min, area.max);
}

}  // namespace sep::ui

// Multiplications added up from the first layer to the last.
#include <fmt/format.h>

#include "ui/format.h"
#include "ui/network/network_view.h"

namespace sep::ui {

void draw_network_curve(Studio& s, const Rect& area) {
  Widgets& ui = s.widgets;
  const NetworkState& n = s.state.network;
  const auto& layers = n.costs->layers;
  if (layers.empty() || area.height() < ui.px(60)) return;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float x0 = area.min.x + ui.px(58), x1 = area.max.x - ui.px(8), y0 = area.min.y + ui.px(24),
              y1 = area.max.y - ui.px(6);
  const double most = static_cast<double>(std::max(layers.back().separable.running_multiplications,
                                                   layers.back().standard.running_multiplications));
  draw_text(list, s.theme.small, {area.min.x, area.min.y}, s.theme.dim, "ADDED UP, LAYER BY LAYER");
  for (const double share : {0.0, 0.5, 1.0}) {
    const float y = y1 - static_cast<float>(share) * (y1 - y0);
    list->AddLine({x0, y}, {x1, y}, s.theme.line, ui.px(1));
    ui.text_right(short_count(share * most), x0 - ui.px(8), y - s.theme.mono_small->FontSize / 2, s.theme.dim,
                  s.theme.mono_small);
  }
  const auto curve = [&](PathCost LayerCost::*path, ImU32 colour) {
    std::vector<ImVec2> points{{x0, y1}};
    for (size_t i = 0; i < layers.size(); ++i) {
      const double share = static_cast<double>((layers[i].*path).running_multiplications) / most;
      points.push_back({x0 + static_cast<float>(i + 1) / static_cast<float>(layers.size()) * (x1 - x0),
                        y1 - static_cast<float>(share) * (y1 - y0)});
    }
    list->AddPolyline(points.data(), static_cast<int>(points.size()), colour, 0, ui.px(2));
  };
  if (n.hovered >= 0) {
    const float x = x0 + (static_cast<float>(n.hovered) + 1) / static_cast<float>(layers.size()) * (x1 - x0);
    list->AddLine({x, y0}, {x, y1}, with_alpha(s.theme.dim, 0.6F), ui.px(1));
  }
  curve(&LayerCost::standard, s.theme.accent);
  curve(&LayerCost::separable, s.theme.kernel);
  ui.record("network.curve", area.min, area.max);
}

}  // namespace sep::ui

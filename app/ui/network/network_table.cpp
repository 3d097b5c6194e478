// One row for each layer: what it is, what both paths cost there, and which share that is.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "io/network/network_costs.h"
#include "ui/format.h"
#include "ui/network/network_view.h"
#include "ui/shell.h"

namespace sep::ui {
namespace {

constexpr float kRowHeight = 26;

/// Whole pixels: else the mouse is over two rows where they meet.
float row_height(const Widgets& ui) { return std::round(ui.px(kRowHeight)); }

/// Left ends and widths of the columns, in pixels.
struct Columns {
  float name, kind, shape, separable, bars, standard;
  float parameters;  ///< their right end; 0: no room
  float end;
};

Columns columns_of(const Widgets& ui, float x, float width) {
  constexpr float kOthers = 150 + 140 + 190 + 120 + 130 + 120, kParameters = 200, kLeastBars = 60;
  const bool room = width >= ui.px(kOthers + kParameters + kLeastBars);
  const float spare = std::max(0.0F, width - ui.px(kOthers + (room ? kParameters : 0)));
  Columns c{};
  c.name = x + ui.px(10);
  c.kind = c.name + ui.px(150);
  c.shape = c.kind + ui.px(140);
  c.separable = c.shape + ui.px(190);
  c.bars = c.separable + ui.px(120);
  c.standard = c.bars + spare;
  c.parameters = room ? c.standard + ui.px(130 + kParameters - 10) : 0;
  c.end = x + width - ui.px(10);
  return c;
}

void header(Studio& s, const Columns& c, float y) {
  Widgets& ui = s.widgets;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const auto left = [&](const char* text, float x) {
    draw_text(list, s.theme.small, {x, y}, s.theme.dim, text);
  };
  left("layer", c.name);
  left("kind", c.kind);
  left("input → output", c.shape);
  ui.text_right("separable", c.separable + ui.px(110), y, s.theme.kernel, s.theme.small);
  ui.text_right("standard", c.standard + ui.px(120), y, s.theme.accent, s.theme.small);
  if (c.parameters > 0) ui.text_right("parameters", c.parameters, y, s.theme.dim, s.theme.small);
  ui.text_right("share, so far", c.end, y, s.theme.dim, s.theme.small);
}

/// Both paths' multiplications of one layer, on the scale of the largest layer.
void bars(Studio& s, const LayerCost& layer, const Columns& c, float y, double most) {
  Widgets& ui = s.widgets;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float room = c.standard - c.bars - ui.px(16), h = ui.px(7);
  if (room < ui.px(24)) return;
  const auto bar = [&](int64_t count, ImU32 colour, float top) {
    if (count == 0) return;
    const float w = std::max(ui.px(1), room * static_cast<float>(static_cast<double>(count) / most));
    list->AddRectFilled({c.bars, top}, {c.bars + w, top + h}, colour, ui.px(2));
  };
  bar(layer.separable.multiplications, s.theme.kernel, y + ui.px(5));
  bar(layer.standard.multiplications, s.theme.accent, y + ui.px(13));
}

void row(Studio& s, int index, const Columns& c, ImVec2 at, float width, double most) {
  Widgets& ui = s.widgets;
  NetworkState& n = s.state.network;
  const LayerCost& layer = n.costs->layers[static_cast<size_t>(index)];
  const float h = row_height(ui);
  const std::string id = fmt::format("network.layer.{}", index);
  const bool can_open = describe(*n.network, layer).has_value();
  if (ui.activated(id, ImGui::InvisibleButton(id.c_str(), {width, h})) && can_open)
    open_network_layer(s, index);
  ImDrawList* list = ImGui::GetWindowDrawList();
  if (ImGui::IsItemHovered()) {
    n.hovered = index;
    list->AddRectFilled(at, {at.x + width, at.y + h}, s.theme.raised, ui.px(4));
  }
  const PathCost &a = layer.separable, &b = layer.standard;
  ui.finish_item(
      id, fmt::format("{}: {} parameters separable, {} standard.{}", layer.name, grouped(a.parameters()),
                      grouped(b.parameters()), can_open ? " Click to open it as an experiment." : ""));
  const float y = at.y + (h - s.theme.body->FontSize) / 2,
              y_mono = at.y + (h - s.theme.mono_small->FontSize) / 2;
  draw_text(list, s.theme.body, {c.name, y}, s.theme.text,
            fitted(s.theme.body, layer.name, c.kind - c.name - ui.px(8)));
  draw_text(list, s.theme.small, {c.kind, y + ui.px(1)}, s.theme.dim,
            fitted(s.theme.small, io::kind_text(layer.kind), c.shape - c.kind - ui.px(8)));
  draw_text(list, s.theme.mono_small, {c.shape, y_mono}, s.theme.dim,
            fitted(s.theme.mono_small, to_text(layer.in) + " → " + to_text(layer.out),
                   c.separable - c.shape - ui.px(4)));
  const auto count = [&](int64_t value, float right, ImU32 colour) {
    ui.text_right(value == 0 ? "–" : grouped(value), right, y_mono, value == 0 ? s.theme.dim : colour,
                  s.theme.mono_small);
  };
  count(a.multiplications, c.separable + ui.px(110), s.theme.text);
  count(b.multiplications, c.standard + ui.px(120), s.theme.text);
  if (c.parameters > 0) {
    const std::string standard = grouped(b.parameters()), colon = " : ";
    const float left = c.parameters - measure(s.theme.mono_small, colon + standard).x;
    const bool none = a.parameters() == 0 && b.parameters() == 0;
    ui.text_right(none ? "–" : colon + standard, c.parameters, y_mono, s.theme.dim, s.theme.mono_small);
    if (!none) ui.text_right(grouped(a.parameters()), left, y_mono, s.theme.text, s.theme.mono_small);
  }
  bars(s, layer, c, at.y, most);
  const double running = static_cast<double>(a.running_multiplications) /
                         static_cast<double>(std::max<int64_t>(1, n.costs->totals.separable));
  ui.text_right(fmt::format("{:.1f} %, {:.0f} %", 100 * a.multiplication_share, 100 * running), c.end, y_mono,
                s.theme.dim, s.theme.mono_small);
}

}  // namespace

void draw_network_table(Studio& s, const Rect& area) {
  Widgets& ui = s.widgets;
  NetworkState& n = s.state.network;
  double most = 1;
  for (const LayerCost& layer : n.costs->layers)
    most = std::max({most, static_cast<double>(layer.separable.multiplications),
                     static_cast<double>(layer.standard.multiplications)});
  const float width = area.width() - ui.px(12);
  const Columns c = columns_of(ui, area.min.x, width);
  header(s, c, area.min.y);
  n.hovered = -1;
  ImGui::SetCursorScreenPos({area.min.x, area.min.y + ui.px(22)});
  const float row_h = row_height(ui);  // no row is cut at the lower end
  const float high = row_h * std::max(1.0F, std::floor((area.height() - ui.px(22)) / row_h));
  ImGui::BeginChild("network.table", {area.width(), high}, false, ImGuiWindowFlags_NoBackground);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(n.costs->layers.size()), row_h);
  while (clipper.Step()) {
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i)
      row(s, i, c, ImGui::GetCursorScreenPos(), width, most);
  }
  clipper.End();
  ImGui::PopStyleVar();
  ImGui::EndChild();
}

void draw_network(Studio& s, const Rect& area) {
  Widgets& ui = s.widgets;
  const float pad = ui.px(16);
  const Rect inner{{area.min.x + pad, area.min.y + ui.px(12)}, {area.max.x - pad, area.max.y - ui.px(8)}};
  const float below = draw_network_head(s, inner);
  if (!s.state.network.costs) return;
  const float curve = std::clamp((inner.max.y - below) * 0.3F, ui.px(116), ui.px(220));
  draw_network_table(s, {{inner.min.x, below}, {inner.max.x, inner.max.y - curve - ui.px(10)}});
  draw_network_curve(s, {{inner.min.x, inner.max.y - curve}, inner.max});
}

}  // namespace sep::ui

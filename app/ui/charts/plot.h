// Drawing of charts: one look for every one of them. Holds nothing.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ui/charts/plot_scale.h"
#include "ui/widgets.h"

namespace sep::ui {

/// Small beside the pictures, large for a room.
struct PlotLook {
  ImFont *numbers, *words;
  float line, dot;  ///< pixels
};
PlotLook plot_look(const Widgets& ui, bool large);

struct Plot {
  Rect area;  ///< that values lie in, window pixels
  Scale x, y;
  PlotLook look;

  ImVec2 at(double x_value, double y_value) const;
};

struct AxisText {
  std::string x, y;  ///< what the axes are, with units
};
/// Room that numbers and names of the axes take beside `area`.
struct PlotRoom {
  float left, top, right, bottom;
};
PlotRoom plot_room(const Widgets& ui, const PlotLook& look);

/// Grid, ticks and names. present: a value on x that is written in its colour whatever the ticks are.
void draw_axes(Widgets& ui, const Plot& plot, const AxisText& names, std::optional<double> present,
               ImU32 colour);
void draw_line(const Plot& plot, std::span<const ImVec2> points, ImU32 colour);
void draw_dashed(const Plot& plot, ImVec2 from, ImVec2 to, ImU32 colour, float dash);
void draw_dot(const Plot& plot, ImVec2 at, ImU32 colour, ImU32 rim);

struct LegendEntry {
  std::string text;
  ImU32 colour;
};
/// In one row, a second where it has no room; returns where it ends.
float draw_legend(Widgets& ui, const PlotLook& look, ImVec2 at, float width,
                  std::span<const LegendEntry> entries);

}  // namespace sep::ui

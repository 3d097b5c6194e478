// MULTIPLICATIONS OVER ONE NUMBER: both paths, the present point marked; large, with their ratio below.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/plan_shapes.h"
#include "ui/charts/charts.h"
#include "ui/format.h"

namespace sep::ui {
namespace {

std::string name_of(const Plan& plan, SeriesAxis axis) {
  const Size2 kernel = plan.standard.front().spec.kernel;
  return axis == SeriesAxis::size ? "longest side"
                                  : symbol_of(axis, plan.experiment.mode, kernel.h == kernel.w);
}

std::string times_text(const SeriesPoint& p) { return verdict_of({p.separable, p.standard, 0, 0}).text(); }

std::string about(const Plan& plan, SeriesAxis axis, const SeriesPoint& p) {
  return fmt::format("{} = {}: standard {}, separable {} multiplications; ratio {}, {}. Click to set it.",
                     name_of(plan, axis), grouped(p.value), grouped(p.standard), grouped(p.separable),
                     significant(p.ratio(), 4), times_text(p));
}

Plot plot_in(const Widgets& ui, const Rect& r, const PlotLook& look, const CostSeries& s, Scale y) {
  const PlotRoom room = plot_room(ui, look);
  return {{{r.min.x + room.left, r.min.y + room.top}, {r.max.x - room.right, r.max.y - room.bottom}},
          exact_scale(s.points.front().value, s.points.back().value),
          y,
          look};
}

template <class Value>
Scale y_scale(const CostSeries& s, std::initializer_list<Value> values) {
  double low = 1e300, high = 0;
  for (const SeriesPoint& p : s.points) {
    for (const Value& value : values) {
      low = std::min(low, value(p));
      high = std::max(high, value(p));
    }
  }
  return scale_of(low, high);
}

using ValueOf = double (*)(const SeriesPoint&);
double separable(const SeriesPoint& p) { return static_cast<double>(p.separable); }
double standard(const SeriesPoint& p) { return static_cast<double>(p.standard); }
double ratio(const SeriesPoint& p) { return p.ratio(); }

void curve(const Widgets& ui, const Plot& plot, const CostSeries& s, ValueOf value, ImU32 colour) {
  std::vector<ImVec2> line;
  for (const SeriesPoint& p : s.points) line.push_back(plot.at(p.value, value(p)));
  draw_line(plot, line, colour);
  draw_dot(plot, plot.at(s.now, value(s.present())), colour, ui.theme().panel);
}

void upright(const Plot& plot, double value, ImU32 colour, float dash) {
  const float x = plot.at(value, plot.y.high).x;
  draw_dashed(plot, {x, plot.area.min.y}, {x, plot.area.max.y}, colour, dash);
}

void draw_counts(PanelContext& c, const Plot& plot, const CostSeries& s, const AxisText& names, ImU32 ink) {
  draw_axes(c.ui, plot, names, s.now, ink);
  upright(plot, s.now, with_alpha(ink, 0.7F), c.ui.px(3));
  curve(c.ui, plot, s, standard, c.theme.accent);
  curve(c.ui, plot, s, separable, c.theme.kernel);
}

/// The ratio, with the line above which nothing is saved.
void draw_ratio(PanelContext& c, const Plot& plot, const CostSeries& s, const AxisText& names, ImU32 ink) {
  const view::Theme& t = c.theme;
  const float one = plot.at(s.now, 1).y;
  if (plot.y.high >= 1) {
    ImGui::GetWindowDrawList()->AddRectFilled(
        plot.area.min, {plot.area.max.x, std::clamp(one, plot.area.min.y, plot.area.max.y)},
        with_alpha(t.warning, 0.13F));
  }
  draw_axes(c.ui, plot, names, s.now, ink);
  if (plot.y.high >= 1 && plot.y.low <= 1) {
    draw_dashed(plot, {plot.area.min.x, one}, {plot.area.max.x, one}, t.warning, c.ui.px(5));
    const float above = one - plot.look.words->FontSize - c.ui.px(2);
    const float y = above > plot.area.min.y ? above : one + c.ui.px(3);
    const std::string text = "1: nothing is saved";
    const auto far = [](const SeriesPoint& p) { return std::abs(std::log(p.ratio())); };
    if (far(s.points.back()) > far(s.points.front()))  // where the curve is not
      c.ui.text_right(text, plot.area.max.x - c.ui.px(6), y, t.warning, plot.look.words);
    else
      draw_text(ImGui::GetWindowDrawList(), plot.look.words, {plot.area.min.x + c.ui.px(6), y}, t.warning,
                text);
  }
  upright(plot, s.now, with_alpha(ink, 0.7F), c.ui.px(3));
  curve(c.ui, plot, s, ratio, t.good);
}

const SeriesPoint& nearest(const Plot& plot, const CostSeries& s, float x) {
  return *std::ranges::min_element(
      s.points, {}, [&](const SeriesPoint& p) { return std::abs(plot.at(p.value, plot.y.high).x - x); });
}

Parameter parameter_of(const Plan& plan, SeriesAxis axis) {
  const Size2 k = plan.standard.front().spec.kernel;
  return axis == SeriesAxis::kernel     ? (k.h == k.w ? Parameter::kernel : Parameter::kernel_w)
         : axis == SeriesAxis::channels ? Parameter::channels
         : axis == SeriesAxis::filters  ? Parameter::filters
                                        : Parameter::rank;
}

/// Why a slider would not go there; empty when it would.
std::string refusal(const PanelContext& c, const Plan& plan, SeriesAxis axis, int value) {
  if (axis == SeriesAxis::size) return {};
  const Limits& l = c.session.limits(parameter_of(plan, axis));
  if (value >= l.low && value <= l.high) return {};
  return fmt::format("{} cannot be {} here: {}.", name_of(plan, axis), value,
                     value < l.low ? l.why_low : l.why_high);
}

void set_value(PanelContext& c, const Plan& plan, SeriesAxis axis, int value) {
  if (std::string why = refusal(c, plan, axis, value); !why.empty()) return c.say(std::move(why));
  const ImageInfo info = c.session.image_info();
  Experiment after = axis == SeriesAxis::size ? with_side(c.experiment(), plan.image, value)
                                              : with(c.experiment(), parameter_of(plan, axis), value);
  if (axis == SeriesAxis::channels && value == info.channels) after.input.channels = 0;
  if (const auto valid = skeleton(after, info, 1); !valid) return c.say(valid.error().message);
  c.edit(axis_name(plan, axis), "", std::move(after));
}

}  // namespace

std::string axis_name(const Plan& plan, SeriesAxis axis) {
  const std::string symbol = name_of(plan, axis);
  switch (axis) {
    case SeriesAxis::kernel:
      return symbol == "K" ? "kernel size K" : "kernel width K_w";
    case SeriesAxis::channels:
      return "input channels C";
    case SeriesAxis::filters:
      return "filters N";
    case SeriesAxis::terms:
      return symbol == "r" ? "terms r" : "maps per channel m";
    case SeriesAxis::size:
      break;
  }
  return "longest side of the input, pixels";
}

ImU32 axis_colour(const view::Theme& t, SeriesAxis axis) {
  return axis == SeriesAxis::channels  ? t.channels
         : axis == SeriesAxis::filters ? t.filters
         : axis == SeriesAxis::size    ? t.pixels
                                       : t.kernel;
}

void draw_series_chart(PanelContext& c, SeriesAxis axis, const ChartBox& box) {
  const Plan* plan = c.session.plan();
  if (plan == nullptr) return;
  const CostSeries s = cost_series(*plan, axis);
  const PlotLook look = plot_look(c.ui, box.large);
  const ImU32 ink = axis_colour(c.theme, axis);
  const SeriesPoint& now = s.present();
  const auto shown = [&](int64_t n) { return box.large ? grouped(n) : short_count(static_cast<double>(n)); };
  const LegendEntry entries[] = {{"standard " + shown(now.standard), c.theme.accent},
                                 {"separable " + shown(now.separable), c.theme.kernel},
                                 {"ratio " + significant(now.ratio()), c.theme.good}};
  Rect r = box.rect;
  ImGui::SetCursorScreenPos(r.min);
  const bool pressed = ImGui::InvisibleButton(box.id.c_str(), {r.width(), r.height()});
  const bool hovered = ImGui::IsItemHovered();
  r.min.y = draw_legend(c.ui, look, r.min, r.width(), std::span(entries).first(box.large ? 3 : 2));
  const float split = box.large ? r.min.y + 0.64F * r.height() : r.max.y;
  const Scale counts = y_scale<ValueOf>(s, {separable, standard});
  const std::string scale_word = counts.logarithmic ? "multiplications (logarithmic)" : "multiplications";
  const Plot upper = plot_in(c.ui, {r.min, {r.max.x, split}}, look, s, counts);
  draw_counts(c, upper, s, {axis_name(*plan, axis), box.large ? scale_word : ""}, ink);
  Plot lower = upper;
  if (box.large) {
    const Scale ratios = y_scale<ValueOf>(s, {ratio});
    lower = plot_in(c.ui, {{r.min.x, split + c.ui.px(4)}, r.max}, look, s, ratios);
    draw_ratio(c, lower, s, {axis_name(*plan, axis), "ratio, separable / standard"}, ink);
  }
  std::string text =
      "Multiplications of both paths over " + axis_name(*plan, axis) + ", everything else as it is.";
  if (hovered) {
    const SeriesPoint& over = nearest(upper, s, ImGui::GetIO().MousePos.x);
    text = about(*plan, axis, over);
    for (const Plot& plot : {upper, lower}) upright(plot, over.value, with_alpha(c.theme.text, 0.6F), 1e6F);
    if (pressed && over.value != s.now) set_value(c, *plan, axis, over.value);
  }
  c.ui.record(box.id + ".plot", upper.area.min, upper.area.max);
  const ImVec2 mark = upper.at(s.now, standard(now));
  c.ui.record(box.id + ".now", {mark.x - look.dot, mark.y - look.dot},
              {mark.x + look.dot, mark.y + look.dot});
  c.ui.finish_item(box.id, text);
}

}  // namespace sep::ui

// FILTERS: preset, size, rank or depth multiplier, number of filters.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/closed_form.h"
#include "core/kernel_split.h"
#include "core/plan_shapes.h"
#include "ui/filters/bank_edit.h"
#include "ui/format.h"
#include "ui/kernel_edit.h"
#include "ui/panels/panels.h"

namespace sep::ui::panels {
namespace {

std::string prefix(const PanelContext& c) {
  return c.experiment().mode == Mode::spatial ? "spatial." : "depthwise.";
}

int channel_count(const PanelContext& c) {
  return value_of(c.experiment(), c.session.image_info(), Parameter::channels);
}

void limits_into(SliderSpec& s, const Limits& limits) {
  s.low = limits.low;
  s.high = limits.high;
  s.why_low = limits.why_low;
  s.why_high = limits.why_high;
}

void preset_row(PanelContext& c, int map) {
  const Experiment& e = c.experiment();
  const Size2 size = kernel_size(e.kernel);
  const bool decides_size = map == 0;
  std::vector<std::string> labels, abouts, ids;
  int current = -1;
  const std::string now = preset_of_map(e, map);
  for (const KernelPreset& p : kernel_presets()) {
    if (!decides_size && nearest_size(p, size) != size) continue;
    if (p.id == now) current = static_cast<int>(ids.size());
    ids.emplace_back(p.id);
    labels.emplace_back(p.label);
    abouts.emplace_back(p.about);
  }
  c.ui.row_label("kernel", c.ui.px(91));
  const std::string tooltip =
      current >= 0 ? abouts[static_cast<size_t>(current)] : "Start from a well-known kernel.";
  const std::string title = current >= 0 ? std::string() : source_label(e, map);
  if (const auto chosen = c.ui.combo(prefix(c) + "kernel.preset", labels, current, tooltip,
                                     ImGui::GetContentRegionAvail().x, abouts, title)) {
    KernelSource source;
    source.preset = ids[static_cast<size_t>(*chosen)];
    source.size = nearest_size(*find_preset(source.preset), size);
    Experiment after = with_map(e, map, source);
    if (after.mode == Mode::spatial) after.rank = 0;  // the new kernel's own rank
    c.edit("kernel", "", std::move(after));
  }
}

void size_slider(PanelContext& c, Parameter parameter, const char* name, const char* subscript,
                 const char* label) {
  SliderSpec s;
  s.id = prefix(c) + "kernel." + name;
  s.symbol = "K";
  s.subscript = subscript;
  s.label = label;
  s.colour = c.theme.kernel;
  s.tooltip = "Size of the kernel, in pixels.";
  s.value = value_of(c.experiment(), c.session.image_info(), parameter);
  s.scale_low = 1;
  s.scale_high = std::max(31, s.value);
  s.typed_high = kMaxKernel;
  limits_into(s, c.session.limits(parameter));
  if (const auto value = c.ui.slider(s)) c.set("kernel size", s.id, parameter, *value);
}

/// Chain between height and width, in the label column of the first size row.
void link_button(PanelContext& c, Size2 k, bool linked) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::SetCursorScreenPos({at.x + c.ui.px(64), at.y + c.ui.px(3)});
  const std::string tip = linked ? "Height and width are the same; press to set each."
                                 : "Height and width are set each; press to make them the same.";
  if (c.ui.icon_button(prefix(c) + "kernel.link", linked ? Icon::linked : Icon::unlinked, tip, c.ui.px(20),
                       linked)) {
    c.state.link_kernel = !linked;
    if (!linked && k.h != k.w) c.set("square kernel", "", Parameter::kernel, std::min(k.h, k.w));
  }
  ImGui::SetCursorScreenPos(at);
}

void size_rows(PanelContext& c) {
  const Size2 k = kernel_size(c.experiment().kernel);
  const bool linked = c.state.link_kernel && k.h == k.w;
  link_button(c, k, linked);
  if (linked) {
    size_slider(c, Parameter::kernel, "size", "", "size");
  } else {
    size_slider(c, Parameter::kernel_h, "height", "h", "high");
    size_slider(c, Parameter::kernel_w, "width", "w", "wide");
  }
}

void rank_row(PanelContext& c) {
  const Plan* plan = c.session.plan();
  const bool spatial = c.experiment().mode == Mode::spatial;
  SliderSpec s;
  s.id = spatial ? "spatial.rank" : "depthwise.multiplier";
  s.symbol = spatial ? "r" : "m";
  s.label = spatial ? "terms" : "multiplier";
  s.colour = c.theme.accent;
  s.value = value_of(c.experiment(), c.session.image_info(), Parameter::rank);
  limits_into(s, c.session.limits(Parameter::rank));
  s.scale_low = s.low;
  s.scale_high = s.high;
  s.typed_high = s.high;
  s.tooltip =
      spatial ? "How many column–row pairs are added up. At the kernel’s own rank they rebuild it exactly."
              : "Depth multiplier: how many kernels each channel gets.";
  if (plan != nullptr) {
    if (plan->break_even_rank > 0) {
      s.mark = plan->break_even_rank;
      s.tooltip += fmt::format(" Break-even at {}: more than that and nothing is saved.",
                               significant(plan->break_even_rank));
    }
    if (!plan->max_rank_reason.empty()) s.why_high = plan->max_rank_reason;
  }
  if (const auto value = c.ui.slider(s))
    c.set(spatial ? "terms" : "depth multiplier", s.id, Parameter::rank, *value);
}

void filters_row(PanelContext& c) {
  SliderSpec s;
  s.id = "depthwise.filters";
  s.symbol = "N";
  s.label = "filters";
  s.colour = c.theme.filters;
  s.tooltip = "Number of filters: output channels of the 1×1 mix and of the standard convolution.";
  s.value = c.experiment().filters;
  s.scale_low = s.typed_low = 1;
  s.scale_high = s.typed_high = 1024;
  s.logarithmic = true;
  limits_into(s, c.session.limits(Parameter::filters));
  if (const auto value = c.ui.slider(s)) c.set("filters", s.id, Parameter::filters, *value);
}

/// The third decomposition, and what it misses.
void split_row(PanelContext& c) {
  const Experiment& e = c.experiment();
  const bool on = e.split == Split::spatial;
  if (const auto now =
          c.ui.toggle("depthwise.split", "also split K×K into K×1 and 1×K", on,
                      "Makes each depthwise kernel a column and then a row, so that the separable "
                      "path has three stages. Ctrl+K.")) {
    c.edit(*now ? "split kernels" : "whole kernels", "", with_split(e, *now ? Split::spatial : Split::none));
  }
  const Plan* plan = c.session.plan();
  if (!on || plan == nullptr || !plan->split) return;
  const bool exact = plan->split->error <= kSeparable;
  c.ui.wrapped(split_sentence(*plan), exact ? c.theme.good : c.theme.kernel, c.theme.small);
}

void choose_channel(PanelContext& c, int channel) {
  Experiment e = c.experiment();
  e.view.channel = channel;
  c.edit("channel", "view.channel", std::move(e));
}

void channel_row(PanelContext& c) {
  const int channels = channel_count(c), now = std::clamp(c.experiment().view.channel, 0, channels - 1);
  const bool given = has_bank(c.experiment());
  c.ui.row_label(given ? "shows map" : "edits map", c.ui.px(91));
  const float width = ImGui::GetContentRegionAvail().x;
  const int m = c.experiment().multiplier;
  const float left = m > 1 ? (width - c.ui.px(8)) / 2 : width;
  if (channels <= 3 && c.experiment().input.channels == 0) {
    static const std::string kRgb[] = {"R", "G", "B"}, kGrey[] = {"grey"},
                             kTip[] = {"Edit the kernel of the red channel.",
                                       "Edit the kernel of the green channel.",
                                       "Edit the kernel of the blue channel."};
    const std::span<const std::string> labels = channels == 3 ? std::span<const std::string>(kRgb) : kGrey;
    if (const auto chosen = c.ui.segments("depthwise.channel", labels, now, kTip, left))
      choose_channel(c, *chosen);
  } else if (const auto chosen = c.ui.stepper("depthwise.channel", now, 0, channels - 1,
                                              fmt::format("Which of the {} channels’ kernels is {}.",
                                                          channels, given ? "shown" : "edited"),
                                              "it is the first", "it is the last", left, channels - 1)) {
    choose_channel(c, *chosen);
  }
  if (m <= 1) return;
  ImGui::SameLine(0, c.ui.px(8));
  if (const auto chosen = c.ui.stepper("depthwise.map", std::min(c.state.map_in_channel, m - 1), 0, m - 1,
                                       given ? "Which of this channel’s m kernels is shown."
                                             : "Which of this channel’s m kernels is edited.",
                                       "it is the first", "it is the last", left, m - 1)) {
    c.state.map_in_channel = *chosen;
  }
}

}  // namespace

void draw_filters(PanelContext& c) {
  c.ui.section("FILTERS");
  const bool depthwise = c.experiment().mode == Mode::depthwise;
  if (has_bank(c.experiment())) {
    draw_bank_header(c);
    rank_row(c);
    draw_bank_error(c);
    split_row(c);
    return channel_row(c);
  }
  size_rows(c);
  if (depthwise) filters_row(c);
  rank_row(c);
  if (depthwise) draw_groups(c);
  if (depthwise) split_row(c);
  if (depthwise) channel_row(c);
  preset_row(c, edited_map(c.experiment(), channel_count(c), c.state.map_in_channel));
}

}  // namespace sep::ui::panels

// CONVOLUTION: stride, dilation, padding and what padding cells hold.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "ui/panels/panels.h"

namespace sep::ui::panels {
namespace {

void axis_stepper(PanelContext& c, const std::string& id, const std::string& label, Parameter parameter,
                  int hard_high, const std::string& tooltip, float label_w, float width) {
  c.ui.row_label(label, label_w);
  const Limits& limits = c.session.limits(parameter);
  const int value = value_of(c.experiment(), c.session.image_info(), parameter);
  if (const auto chosen = c.ui.stepper("convolution." + id, value, limits.low, limits.high, tooltip,
                                       limits.why_low, limits.why_high, width, hard_high)) {
    c.set(label, "convolution." + id, parameter, *chosen);
  }
}

bool axes_linked(const PanelContext& c) {
  const Experiment& e = c.experiment();
  return c.state.link_axes && e.stride.h == e.stride.w && e.dilation.h == e.dilation.w;
}

void stride_rows(PanelContext& c) {
  const float full = ImGui::GetContentRegionAvail().x, gap = c.ui.px(14);
  const float stepper = c.ui.px(78);
  static const std::string kStride = "Stride: the kernel moves this many pixels at a time.";
  static const std::string kDilation = "Dilation: the kernel’s taps are this many pixels apart.";
  if (axes_linked(c)) {
    const float label_w = c.ui.px(46), second = full - gap - label_w - 2 * stepper;
    axis_stepper(c, "stride", "stride", Parameter::stride, kMaxStride, kStride, label_w, stepper);
    ImGui::SameLine(0, gap);
    axis_stepper(c, "dilation", "dilation", Parameter::dilation, kMaxDilation, kDilation, second, stepper);
    return;
  }
  const auto pair = [&](const std::string& name, Parameter h, Parameter w, int high, const std::string& tip) {
    axis_stepper(c, name + ".height", name, h, high, tip + " This one: down.",
                 full - 2 * stepper - c.ui.px(8), stepper);
    ImGui::SameLine(0, c.ui.px(8));
    axis_stepper(c, name + ".width", "", w, high, tip + " This one: across.", 0, stepper);
  };
  pair("stride", Parameter::stride_h, Parameter::stride_w, kMaxStride, kStride);
  pair("dilation", Parameter::dilation_h, Parameter::dilation_w, kMaxDilation, kDilation);
}

void header(PanelContext& c) {
  const bool linked = axes_linked(c);
  const Experiment& e = c.experiment();
  if (!c.ui.section_with_link(
          "CONVOLUTION", "convolution.link", linked ? "down = across" : "down, across",
          linked ? "Stride and dilation are the same on both axes; press to set each."
                 : "Stride and dilation are set for each axis; press to make them the same.")) {
    return;
  }
  c.state.link_axes = !linked;
  if (linked) return;
  const Experiment after = with(e, Parameter::stride, std::min(e.stride.h, e.stride.w));
  c.edit("same on both axes", "", with(after, Parameter::dilation, std::min(e.dilation.h, e.dilation.w)));
}

void pad_fields(PanelContext& c) {
  static constexpr struct {
    const char* id;
    const char* label;
    int Pads::*side;
  } kSides[] = {{"top", "top", &Pads::top},
                {"left", "left", &Pads::left},
                {"bottom", "bottom", &Pads::bottom},
                {"right", "right", &Pads::right}};
  const float cell = (ImGui::GetContentRegionAvail().x - 3 * c.ui.px(8)) / 4;
  for (const auto& s : kSides) {
    if (&s != kSides) ImGui::SameLine(0, c.ui.px(8));
    ImGui::BeginGroup();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    draw_text(ImGui::GetWindowDrawList(), c.theme.small,
              {at.x + (cell - measure(c.theme.small, s.label).x) / 2, at.y}, c.theme.dim, s.label);
    ImGui::Dummy({cell, c.theme.small->FontSize});
    const ImVec2 box = ImGui::GetCursorScreenPos();
    ImGui::GetWindowDrawList()->AddRectFilled(box, {box.x + cell, box.y + c.ui.px(26)}, c.theme.raised,
                                              c.ui.px(5));
    const std::string tip = fmt::format("Cells added at the {} of the image.", s.label);
    if (const auto typed =
            c.ui.number_field(std::string("convolution.pads.") + s.id,
                              std::to_string(c.experiment().pads.*s.side), tip, cell, false, 0.5F)) {
      int value = 0;
      const auto [end, error] = std::from_chars(typed->data(), typed->data() + typed->size(), value);
      if (error == std::errc{} && end == typed->data() + typed->size() && value >= 0 && value <= 4096) {
        Experiment after = c.experiment();
        after.pads.*s.side = value;
        c.edit("padding", "", std::move(after));
      } else {
        c.say(fmt::format("Padding is a whole number from 0 to 4,096; “{}” is not.", *typed));
      }
    }
    ImGui::EndGroup();
  }
}

/// On which side "same" puts the cell that is left over when an axis gets an odd number of them.
void odd_row(PanelContext& c) {
  const bool lower = c.experiment().padding == Padding::same_lower;
  static const std::string kEnds[] = {"At the end", "At the start"};
  static const std::string kTips[] = {
      "When an axis gets an odd number of cells, one more lies below or right: ONNX SAME_UPPER, TensorFlow’s "
      "“same”.",
      "When an axis gets an odd number of cells, one more lies above or left: ONNX SAME_LOWER."};
  c.ui.row_label("odd cell", c.ui.px(72));
  if (const auto chosen =
          c.ui.segments("convolution.odd", kEnds, lower ? 1 : 0, kTips, ImGui::GetContentRegionAvail().x)) {
    Experiment after = c.experiment();
    after.padding = *chosen == 1 ? Padding::same_lower : Padding::same;
    c.edit("padding", "", std::move(after));
  }
}

}  // namespace

void draw_convolution(PanelContext& c) {
  header(c);
  stride_rows(c);
  static const std::string kPaddings[] = {"Valid", "Same", "Explicit"};
  static const std::string kTips[] = {
      "No padding: the kernel stays inside the image, the output is smaller. ONNX VALID.",
      "Padding so that the output is as large as the image (divided by the "
      "stride). ONNX SAME_UPPER or SAME_LOWER: they differ in the odd cell, below.",
      "You say how many cells are added on each side."};
  c.ui.row_label("padding", c.ui.px(72));
  const Padding padding = c.experiment().padding;
  const int shown = static_cast<int>(padding == Padding::same_lower ? Padding::same : padding);
  if (const auto chosen =
          c.ui.segments("convolution.padding", kPaddings, shown, kTips, ImGui::GetContentRegionAvail().x);
      chosen && *chosen != shown) {
    Experiment after = c.experiment();
    after.padding = static_cast<Padding>(*chosen);
    if (after.padding == Padding::explicit_pads && after.pads == Pads{} && c.session.valid()) {
      after.pads = c.session.plan()->standard.front().spec.pads;  // start from what is on the screen
    }
    c.edit("padding", "", std::move(after));
  }
  if (padding == Padding::same || padding == Padding::same_lower) odd_row(c);
  if (c.experiment().padding == Padding::explicit_pads) pad_fields(c);
  if (c.experiment().padding == Padding::valid) return;
  static const std::string kBorders[] = {"Zero", "Replicate", "Reflect", "Wrap"};
  static const std::string kAbouts[] = {"Added cells hold 0.", "Added cells repeat the edge.",
                                        "Added cells mirror the image without repeating the edge.",
                                        "Added cells come from the opposite side."};
  c.ui.row_label("border", c.ui.px(72));
  const int now = static_cast<int>(c.experiment().border);
  if (const auto chosen = c.ui.combo("convolution.border", kBorders, now, kAbouts[now],
                                     ImGui::GetContentRegionAvail().x, kAbouts)) {
    Experiment after = c.experiment();
    after.border = static_cast<Border>(*chosen);
    c.edit("border", "", std::move(after));
  }
}

}  // namespace sep::ui::panels

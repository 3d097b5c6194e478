// VIEW: how numbers become colours.
#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "ui/format.h"
#include "ui/panels/panels.h"

namespace sep::ui::panels {
namespace {

ViewState view_of(const PanelContext& c) { return c.experiment().view; }

void change(PanelContext& c, const char* label, const char* key, const ViewState& view) {
  Experiment after = c.experiment();
  after.view = view;
  c.edit(label, key, std::move(after));
}

void bound_field(PanelContext& c, const char* id, const char* tooltip, float ViewState::*bound, float width) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::GetWindowDrawList()->AddRectFilled(at, {at.x + width, at.y + c.ui.px(26)}, c.theme.raised,
                                            c.ui.px(5));
  ViewState view = view_of(c);
  const auto typed = c.ui.number_field(id, significant(view.*bound, 4), tooltip, width);
  if (!typed) return;
  std::string text = *typed;
  for (size_t p = text.find("−"); p != std::string::npos; p = text.find("−"))
    text.replace(p, std::string("−").size(), "-");
  float value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) {
    c.say(fmt::format("“{}” is not a number; type one such as 0 or −1.5.", *typed));
    return;
  }
  view.*bound = value;
  if (!(view.fixed_low < view.fixed_high)) {
    c.say("The low end of a range must be smaller than its high end.");
    return;
  }
  change(c, "range", "", view);
}

}  // namespace

void draw_view(PanelContext& c) {
  c.ui.section("VIEW");
  static const std::string kMaps[] = {"Automatic", "Grey", "Viridis", "Cividis", "Diverging", "True colour"};
  static const std::string kAbouts[] = {
      "True colour for images, diverging for signed numbers, grey for the rest.",
      "From black to white.",
      "From violet to yellow; even steps, safe for colour-blind eyes.",
      "From blue to yellow; the same for nearly all eyes.",
      "Blue below zero, red above, white at zero.",
      "Where three channels are an image, its colours."};
  c.ui.row_label("colours", c.ui.px(72));
  const int map = static_cast<int>(view_of(c).map);
  if (const auto chosen =
          c.ui.combo("view.map", kMaps, map, kAbouts[map], ImGui::GetContentRegionAvail().x, kAbouts)) {
    ViewState view = view_of(c);
    view.map = static_cast<ColourMap>(*chosen);
    change(c, "colour map", "", view);
  }
  static const std::string kRanges[] = {"Stage", "Channel", "Fixed"};
  static const std::string kTips[] = {"One range for all channels of a stage; both outputs share theirs.",
                                      "Every channel has its own range.", "The range that you type."};
  c.ui.row_label("range", c.ui.px(72));
  if (const auto chosen = c.ui.segments("view.range", kRanges, static_cast<int>(view_of(c).range), kTips,
                                        ImGui::GetContentRegionAvail().x)) {
    ViewState view = view_of(c);
    view.range = static_cast<RangeMode>(*chosen);
    change(c, "range", "", view);
  }
  if (view_of(c).range == RangeMode::fixed) {
    c.ui.row_label("from, to", c.ui.px(72));
    const float width = (ImGui::GetContentRegionAvail().x - c.ui.px(8)) / 2;
    bound_field(c, "view.low", "The value that gets the lowest colour.", &ViewState::fixed_low, width);
    ImGui::SameLine(0, c.ui.px(8));
    bound_field(c, "view.high", "The value that gets the highest colour.", &ViewState::fixed_high, width);
  }
  c.ui.row_label("difference × 10ⁿ", c.ui.px(150));
  if (const auto n = c.ui.stepper("view.amplify", view_of(c).amplify, 0, 9,
                                  "The difference is drawn this many powers of ten larger.", "as it is",
                                  "the largest", ImGui::GetContentRegionAvail().x, 9)) {
    ViewState view = view_of(c);
    view.amplify = *n;
    change(c, "amplify", "view.amplify", view);
  }
}

}  // namespace sep::ui::panels

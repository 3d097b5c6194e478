// Every channel of a bank as a bar, the best separable first: what its terms miss. A click chooses the
// channel.
#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "ui/filters/bank_edit.h"
#include "ui/format.h"
#include "ui/heat.h"
#include "ui/panels/panels.h"

namespace sep::ui::panels {
namespace {

std::vector<int> sorted_channels(const std::vector<double>& errors) {
  std::vector<int> order(errors.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
    return errors[static_cast<size_t>(a)] < errors[static_cast<size_t>(b)];
  });
  return order;
}

}  // namespace

void draw_channel_bars(PanelContext& c, const Plan& plan) {
  const FilterBank& bank = *plan.experiment.bank.loaded;
  std::vector<double> errors = channel_errors(plan);
  for (const int broken : bank.broken) errors[static_cast<size_t>(broken)] = 1;  // all of it is missing
  const auto is_broken = [&](int channel) {
    return std::find(bank.broken.begin(), bank.broken.end(), channel) != bank.broken.end();
  };
  const std::vector<int> order = sorted_channels(errors);
  const auto n = static_cast<int>(order.size());
  if (n < 2) return;
  c.ui.gap(4);
  c.ui.text(fmt::format("Error of each channel at m = {}, best first", plan.rank), c.theme.dim,
            c.theme.small);
  const float width = ImGui::GetContentRegionAvail().x, height = c.ui.px(48);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const bool pressed = ImGui::InvisibleButton("spectrum.channels", {width, height});
  const bool hovered = ImGui::IsItemHovered();
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float pitch = std::min(width / static_cast<float>(n), c.ui.px(28)), base = at.y + height - c.ui.px(1);
  const float bar = pitch >= c.ui.px(4) ? pitch * 0.8F : pitch;
  const double largest = std::max(1e-12, errors[static_cast<size_t>(order.back())]);
  const int chosen = std::clamp(c.experiment().view.channel, 0, n - 1);
  const int over =
      hovered ? std::clamp(static_cast<int>((ImGui::GetIO().MousePos.x - at.x) / pitch), 0, n - 1) : -1;
  for (int i = 0; i < n; ++i) {
    const int channel = order[static_cast<size_t>(i)];
    const float x = at.x + pitch * static_cast<float>(i);
    const auto h = static_cast<float>(errors[static_cast<size_t>(channel)] / largest) * (height - c.ui.px(8));
    const ImU32 colour = is_broken(channel)  ? kNotFinite
                         : channel == chosen ? c.theme.channels
                         : i == over         ? c.theme.text
                                             : c.theme.line;
    list->AddRectFilled({x, base - std::max(h, c.ui.px(2))}, {x + bar, base}, colour);
    if (channel == chosen) {
      const float middle = x + bar / 2, tip = base - std::max(h, c.ui.px(2)) - c.ui.px(2);
      list->AddTriangleFilled({middle - c.ui.px(3), tip - c.ui.px(4)},
                              {middle + c.ui.px(3), tip - c.ui.px(4)}, {middle, tip}, c.theme.channels);
    }
    if (pitch >= c.ui.px(4))
      c.ui.record(fmt::format("spectrum.channel.{}", channel), {x, at.y}, {x + bar, base});
  }
  list->AddLine({at.x, base}, {at.x + width, base}, c.theme.line, c.ui.px(1));
  std::string about = "What the terms miss of each channel’s filters. Click a bar to choose the channel.";
  if (over >= 0) {
    const int channel = order[static_cast<size_t>(over)];
    about =
        is_broken(channel)
            ? fmt::format("Channel {} holds NaN or infinity: no factorisation. Click to choose it.", channel)
            : fmt::format("Channel {}: {} % missed. Click to choose it.", channel,
                          significant(100 * errors[static_cast<size_t>(channel)], 2));
    if (pressed && channel != chosen) {
      Experiment after = c.experiment();
      after.view.channel = channel;
      c.edit("channel", "view.channel", std::move(after));
    }
  }
  c.ui.finish_item("spectrum.channels", about);
}

}  // namespace sep::ui::panels

// Below the kernel grid: what can be done to the whole kernel, or to every channel's at once.
#include "ui/filters/kernel_ops.h"
#include "ui/kernel_edit.h"
#include "ui/panels/panels.h"

namespace sep::ui::panels {
namespace {

int map_count(const PanelContext& c) {
  const Experiment& e = c.experiment();
  return value_of(e, c.session.image_info(), Parameter::channels) * e.multiplier;
}

/// What a flip would change, and the flip itself where it changes something.
void draw_half_turn(PanelContext& c, int map, int maps, bool all) {
  const HalfTurn turn = half_turn(kernel_of_map(c.experiment(), map));
  c.ui.wrapped(std::string(half_turn_text(turn)), c.theme.dim, c.theme.small);
  if (turn == HalfTurn::same) return;
  if (!c.ui.link("kernel.half_turn", "show the convolution: flip both",
                 "Turns the kernel by half a turn, as convolution does. Once more brings it back."))
    return;
  for (const KernelOp& op : kernel_ops()) {
    if (op.id == "flip") c.edit("kernel: flip", "", with_op(c.experiment(), op, map, maps, all));
  }
}

}  // namespace

void draw_kernel_menu(PanelContext& c, int map) {
  constexpr int kMostMaps = 1024;  // that are kept as typed values
  const int maps = map_count(c);
  const bool several = c.experiment().mode == Mode::depthwise && maps > 1 && maps <= kMostMaps;
  const float width = ImGui::GetContentRegionAvail().x;
  const float button = several ? width - c.ui.px(140) : width;
  if (c.ui.button("kernel.change", "Flip, rotate, scale…",
                  "Change the whole kernel; each is one step of undo.", button))
    ImGui::OpenPopup("kernel.change##menu");
  if (several) {
    ImGui::SameLine(0, c.ui.px(12));
    if (const auto all = c.ui.toggle("kernel.all", "all channels", c.state.all_maps,
                                     "Do it to every channel’s kernel at once."))
      c.state.all_maps = *all;
  }
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {c.ui.px(6), c.ui.px(6)});
  if (ImGui::BeginPopup("kernel.change##menu")) {
    const Kernel kernel = kernel_of_map(c.experiment(), map);
    for (const KernelOp& op : kernel_ops()) {
      const std::string_view reason = why_not(op, kernel);
      const bool chosen =
          c.ui.menu_item("kernel." + std::string(op.id), std::string(op.label), "", false, reason.empty());
      if (ImGui::IsItemHovered())
        c.ui.tooltip_for_item(reason.empty() ? std::string(op.about)
                                             : "Not now: " + std::string(reason) + ".");
      if (chosen)
        c.edit("kernel: " + std::string(op.label), "",
               with_op(c.experiment(), op, map, maps, several && c.state.all_maps));
    }
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar();
  draw_half_turn(c, map, maps, several && c.state.all_maps);
}

}  // namespace sep::ui::panels

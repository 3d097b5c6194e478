// Every panel by name: what can be hidden, and in which order a side draws them.
#pragma once

#include <array>
#include <bitset>
#include <string_view>

namespace sep::ui {

struct PanelContext;

enum class PanelId {
  input,
  filters,
  kernel,
  convolution,
  view,
  spectrum,
  multiplications,
  counted,
  agreement,
  charts
};

struct PanelEntry {
  PanelId id;
  std::string_view name;   ///< in the settings: "input"
  std::string_view label;  ///< in the menu
  void (*draw)(PanelContext&);
};

inline constexpr size_t kPanelCount = 10;
/// One for each PanelId, in its order.
const std::array<PanelEntry, kPanelCount>& panel_entries();

using HiddenPanels = std::bitset<kPanelCount>;

/// Draws a panel unless it is hidden.
void draw_panel(PanelContext& context, PanelId id);

}  // namespace sep::ui

// The network that is shown, at a width and a resolution, with its costs. Knows no ImGui.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/network.h"

namespace sep::ui {

struct NetworkState {
  bool open = false;
  std::vector<std::string> names;  ///< of the program's own
  std::string source;              ///< a name of those, or a file
  double width = 1;
  int resolution = 0;  ///< 0: the network's own

  // Of these
  std::optional<Network> network;  ///< at width and resolution
  std::optional<NetworkCosts> costs;
  std::string error;  ///< why there are no costs at this width and resolution
  int hovered = -1;   ///< layer under the mouse
};

/// Reads and shows a network: one of the program's own by name. Error: as
/// io::load_network; then nothing changes.
Result<void> show_network(NetworkState& state, const std::string& name_or_file);
/// Shows what was read of source; a model was read at this resolution.
void put_network(NetworkState& state, const std::string& source, Network network, int resolution = 0);
/// Sets width multiplier and resolution (0: the network's own). What does not fit is said in state.error. A
/// model has neither: its graph says what each layer reads at a resolution, so it is read again and put.
void set_network_size(NetworkState& state, double width, int resolution);

}  // namespace sep::ui

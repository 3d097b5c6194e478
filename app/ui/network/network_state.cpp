// Bodies of network_state.h.
#include "ui/network/network_state.h"

#include <algorithm>

#include "io/network/network_file.h"
#include "io/paths.h"

namespace sep::ui {

Result<void> show_network(NetworkState& s, const std::string& name_or_file) {
  const auto data = io::data_dir();
  if (!data) return tl::unexpected(data.error());
  auto loaded = io::load_network(name_or_file, *data / "assets");
  if (!loaded) return tl::unexpected(loaded.error());
  put_network(s, name_or_file, std::move(*loaded));
  return {};
}

void put_network(NetworkState& s, const std::string& source, Network network, int resolution) {
  const auto data = s.names.empty() ? io::data_dir() : fail("");
  if (data) s.names = io::network_names(*data / "assets");
  s.open = true;
  s.source = source;
  s.network = std::move(network);
  set_network_size(s, 1, resolution);
}

void set_network_size(NetworkState& s, double width, int resolution) {
  if (!s.network) return;
  s.width = is_model(s.network->rows) ? 1 : std::clamp(width, kMinWidth, kMaxWidth);
  s.resolution = std::clamp(resolution, 0, kMaxResolution);
  s.network = with_resolution(with_width(std::move(*s.network), s.width), s.resolution);
  auto costs = costs_of(*s.network);
  s.costs.reset();
  s.error.clear();
  s.hovered = -1;
  if (costs) {
    s.costs = std::move(*costs);
  } else {
    s.error = costs.error().message;
  }
}

}  // namespace sep::ui

// Bodies of network_state.h.
#include "ui/network/network_state.h"

#include <algorithm>

#include "io/file_bytes.h"
#include "io/network/network_file.h"
#include "io/paths.h"

namespace sep::ui {

Result<void> show_network(NetworkState& s, const std::string& name_or_file) {
  const auto data = io::data_dir();
  if (!data) return tl::unexpected(data.error());
  auto loaded = io::load_network(name_or_file, *data / "assets");
  if (!loaded) return tl::unexpected(loaded.error());
  if (s.names.empty()) s.names = io::network_names(*data / "assets");
  s.open = true;
  s.source = name_or_file;
  s.resolution = 0;
  s.network = std::move(*loaded);
  set_network_size(s, 1, 0);
  return {};
}

bool is_network_file(const std::filesystem::path& file) {
  constexpr int64_t kMostBytes = 1'000'000;
  if (file.extension() != ".json") return false;
  const auto text = io::read_file(file, kMostBytes);
  return text && text->find("\"layers\"") != std::string::npos;
}

void set_network_size(NetworkState& s, double width, int resolution) {
  if (!s.network) return;
  const bool model = is_model(s.network->rows);
  s.width = model ? 1 : std::clamp(width, kMinWidth, kMaxWidth);
  const int before = s.resolution;
  s.resolution = std::clamp(resolution, 0, kMaxResolution);
  if (model && s.resolution != before) {  // its graph says what each layer reads then
    if (auto read = io::load_network(s.source, {}, s.resolution)) s.network = std::move(*read);
  }
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

// Networks from JSON files: those that come with the program by name, a user's own by path. Versioned;
// unknown keys are errors; every message names file, line, key and reason.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/network.h"

namespace sep::io {

inline constexpr int kNetworkVersion = 1;

/// source names the text in messages. Errors: not JSON, a newer version, an unknown key, a value outside its
/// bounds, or layers that do not fit each other.
Result<Network> parse_network(const std::string& text, const std::string& source);

/// A name of those in assets_dir/networks ("mobilenet_v1"; assets_dir is data_dir()/assets), or the path of a
/// file of at most 1 MB, or of an ONNX model (resolution: of its input, as network_of_model takes it).
/// Errors: as above; neither a known name (the known ones are listed) nor a readable file.
Result<Network> load_network(const std::string& name_or_path, const std::filesystem::path& assets_dir,
                             int resolution = 0);

/// Names of the networks in assets_dir/networks, sorted; empty when there are none.
std::vector<std::string> network_names(const std::filesystem::path& assets_dir);

}  // namespace sep::io

// Bodies of network_file.h: finding the file; reading it is network_reader.cpp's.
#include "io/network/network_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "io/file_bytes.h"
#include "io/models/model_network.h"
#include "io/network/network_reader.h"

namespace sep::io {

namespace fs = std::filesystem;

namespace {

constexpr int64_t kMaxFileBytes = 1'000'000;
/// Far more than the bounded lists of a network hold; the parser's time grows with the square of this.
constexpr int64_t kMaxObjects = 2000;

bool is_name(const std::string& text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

Result<Network> load_file(const fs::path& file) {
  const auto text = read_file(file, kMaxFileBytes);
  if (!text) return fail(text.error().message);
  return parse_network(*text, quoted(file));
}

}  // namespace

Result<Network> parse_network(const std::string& text, const std::string& source) {
  if (std::count(text.begin(), text.end(), '{') > kMaxObjects) {
    return fail(fmt::format("{}: it holds more than {} objects; a network has at most {} rows.", source,
                            kMaxObjects, kMaxRows));
  }
  const auto json = parse_json(text, source);
  if (!json) return fail(json.error().message);
  return NetworkReader(text, source).read(*json);
}

std::vector<std::string> network_names(const fs::path& assets_dir) {
  std::vector<std::string> names;
  std::error_code failed;
  for (fs::directory_iterator it(assets_dir / "networks", failed), end; !failed && it != end;
       it.increment(failed)) {
    if (it->path().extension() == ".json") names.push_back(it->path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

Result<Network> load_network(const std::string& name_or_path, const fs::path& assets_dir, int resolution) {
  std::error_code ignored;
  const std::vector<std::string> names = network_names(assets_dir);
  if (std::find(names.begin(), names.end(), name_or_path) != names.end()) {
    return load_file(assets_dir / "networks" / (name_or_path + ".json"));
  }
  if (is_name(name_or_path) && !fs::exists(name_or_path, ignored)) {
    const std::vector<std::string_view> known(names.begin(), names.end());
    return fail(
        fmt::format("there is no network '{}'{}: known are {}; for your own, give the path of its .json "
                    "file, or of an .onnx model.",
                    name_or_path, suggestion(name_or_path, known), fmt::join(names, ", ")));
  }
  if (fs::path(name_or_path).extension() == ".onnx") return network_of_model(name_or_path, resolution);
  return load_file(name_or_path);
}

}  // namespace sep::io

// Bodies of settings.h.
#include "ui/settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "io/experiment_file.h"
#include "io/paths.h"

namespace sep::ui {
namespace fs = std::filesystem;
namespace {

Result<void> write(const fs::path& file, const std::string& text) {
  if (file.empty()) return fail("neither HOME nor the XDG variables say where settings are kept");
  return io::write_file_and_folder(file, text);
}

constexpr std::uintmax_t kMostBytes = 1 << 20;
constexpr size_t kMostPanels = 64, kMostRecent = 20;

}  // namespace

fs::path settings_file() {
  const fs::path base = io::user_dir("XDG_CONFIG_HOME", ".config");
  return base.empty() ? base : base / "sepscope" / "settings.json";
}

fs::path last_experiment_file() {
  const fs::path base = io::user_dir("XDG_STATE_HOME", ".local/state");
  return base.empty() ? base : base / "sepscope" / "last.json";
}

fs::path recovery_folder() {
  const fs::path base = io::user_dir("XDG_STATE_HOME", ".local/state");
  return base.empty() ? base : base / "sepscope" / "recovery";
}

Result<Settings> load_settings() {
  const fs::path file = settings_file();
  Settings s;
  std::error_code error;
  if (file.empty() || !fs::is_regular_file(file, error)) return s;
  if (fs::file_size(file, error) > kMostBytes)
    return fail(fmt::format("{} is too large to be settings", file.string()));
  std::ifstream in(file, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  const auto json = nlohmann::json::parse(text.str(), nullptr, false);
  if (!json.is_object()) return fail(fmt::format("{} is not JSON", file.string()));
  const auto flag = [&](const char* key, bool& to) {
    if (json.contains(key) && json[key].is_boolean()) to = json[key].get<bool>();
  };
  const auto number = [&](const char* key, auto& to, double low, double high) {
    if (!json.contains(key) || !json[key].is_number()) return;
    to = static_cast<std::remove_reference_t<decltype(to)>>(std::clamp(json[key].get<double>(), low, high));
  };
  flag("left_folded", s.left_folded);
  flag("right_folded", s.right_folded);
  flag("show_hint", s.show_hint);
  flag("light", s.light);
  flag("less_motion", s.less_motion);
  const auto names = [&](const char* key, std::vector<std::string>& to, size_t most) {
    if (!json.contains(key) || !json[key].is_array()) return;
    for (const auto& name : json[key]) {
      if (name.is_string() && to.size() < most) to.push_back(name.get<std::string>());
    }
  };
  names("hidden_panels", s.hidden, kMostPanels);
  names("recent", s.recent, kMostRecent);
  number("scale", s.scale, 0, 4);
  number("window_width", s.window_width, 0, 16384);
  number("window_height", s.window_height, 0, 16384);
  if (json.contains("folder") && json["folder"].is_string()) s.folder = json["folder"].get<std::string>();
  return s;
}

Result<void> save_settings(const Settings& s) {
  const nlohmann::ordered_json json = {{"left_folded", s.left_folded},
                                       {"right_folded", s.right_folded},
                                       {"show_hint", s.show_hint},
                                       {"light", s.light},
                                       {"less_motion", s.less_motion},
                                       {"hidden_panels", s.hidden},
                                       {"scale", s.scale},
                                       {"folder", s.folder},
                                       {"recent", s.recent},
                                       {"window_width", s.window_width},
                                       {"window_height", s.window_height}};
  return write(settings_file(), json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

void add_recent(Settings& s, const fs::path& file) {
  const std::string name = fs::absolute(file).lexically_normal().string();
  std::erase(s.recent, name);
  s.recent.insert(s.recent.begin(), name);
  if (s.recent.size() > kMostRecent) s.recent.resize(kMostRecent);
}

Result<std::optional<Experiment>> load_last_experiment() {
  const fs::path file = last_experiment_file();
  std::error_code error;
  if (file.empty() || !fs::is_regular_file(file, error)) return std::optional<Experiment>();
  auto loaded = io::load_experiment(file);
  if (!loaded) return fail(loaded.error().message);
  return std::optional<Experiment>(std::move(*loaded));
}

Result<void> save_last_experiment(const Experiment& experiment) {
  return write(last_experiment_file(), io::to_json(experiment));
}

}  // namespace sep::ui

// Bodies of driver_notes.h.
#include "io/driver_notes.h"

#include <nlohmann/json.hpp>

#include "io/experiment_file.h"
#include "io/file_bytes.h"
#include "io/paths.h"

namespace sep::io {
namespace fs = std::filesystem;
namespace {

constexpr int64_t kMostBytes = 64 << 10;
constexpr size_t kMostDrivers = 32;

nlohmann::json load() {
  const fs::path file = driver_notes_file();
  const auto text = read_file(file, kMostBytes);
  if (!text) return nlohmann::json::object();
  auto json = nlohmann::json::parse(*text, nullptr, false);
  return json.is_object() ? json : nlohmann::json::object();
}

}  // namespace

fs::path driver_notes_file() {
  const fs::path base = user_dir("XDG_CACHE_HOME", ".cache");
  return base.empty() ? base : base / "sepscope" / "drivers.json";
}

std::optional<std::string> noted(const std::string& driver) {
  const auto json = load();
  const auto found = json.find(driver);
  if (found == json.end() || !found->is_string()) return std::nullopt;
  return found->get<std::string>();
}

Result<void> note(const std::string& driver, const std::string& word) {
  const fs::path file = driver_notes_file();
  if (file.empty()) return fail("neither HOME nor XDG_CACHE_HOME says where caches are kept");
  auto json = load();
  if (json.size() >= kMostDrivers) json = nlohmann::json::object();
  json[driver] = word;
  return write_file_and_folder(file,
                               json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

}  // namespace sep::io

// Bodies of progress.h.
#include "lessons/progress.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "io/experiment_file.h"
#include "io/file_bytes.h"
#include "io/json_reader.h"

namespace sep::lessons {
namespace fs = std::filesystem;
namespace {

constexpr int64_t kMaxFileBytes = 1'000'000;
constexpr int kMostSteps = 100;

}  // namespace

Result<std::map<std::string, Bookmark>> load_places(const fs::path& file) {
  std::map<std::string, Bookmark> out;
  std::error_code error;
  if (file.empty() || !fs::is_regular_file(file, error)) return out;
  const auto text = io::read_file(file, kMaxFileBytes);
  if (!text) return tl::unexpected(text.error());
  const auto json = io::parse_json(*text, file.string());
  if (!json) return tl::unexpected(json.error());
  io::JsonReader reader(file.string());
  if (!json->is_object()) return fail(file.string() + " does not say where one is in the lessons");
  for (const auto& [id, value] : json->items()) {
    Bookmark b;
    if (!reader.object(value, id, {"step", "furthest", "done"})) break;
    if (const auto* j = io::find(value, "step")) reader.whole_as(*j, id + ".step", 0, kMostSteps, b.step);
    if (const auto* j = io::find(value, "furthest"))
      reader.whole_as(*j, id + ".furthest", 0, kMostSteps, b.furthest);
    if (const auto* j = io::find(value, "done")) b.done = j->is_boolean() && j->get<bool>();
    out[id] = b;
  }
  if (!reader.ok()) return tl::unexpected(reader.error());
  return out;
}

Result<void> save_places(const fs::path& file, const std::map<std::string, Bookmark>& places) {
  if (file.empty()) return fail("neither HOME nor the XDG variables say where the place in lessons is kept");
  io::Json json = io::Json::object();
  for (const auto& [id, b] : places)
    json[id] = {{"step", b.step}, {"furthest", b.furthest}, {"done", b.done}};
  return io::write_file_and_folder(file, json.dump(1, ' ', false, io::Json::error_handler_t::replace) + "\n");
}

}  // namespace sep::lessons

// Lessons from files, and a step's text for authors.
#include "lessons/lesson.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "io/experiment_file.h"
#include "io/file_bytes.h"
#include "lessons/pin.h"

namespace sep::lessons {
namespace fs = std::filesystem;
namespace {

constexpr int64_t kMaxFileBytes = 1'000'000;

using Json = nlohmann::ordered_json;

/// What of `now` is not as in `base`, objects entered.
Json difference(const Json& base, const Json& now) {
  Json out = Json::object();
  for (const auto& [key, value] : now.items()) {
    if (!base.contains(key)) {
      out[key] = value;
    } else if (base[key] != value) {
      out[key] = value.is_object() && base[key].is_object() ? difference(base[key], value) : value;
    }
  }
  return out;
}

}  // namespace

Result<Lesson> load_lesson(const fs::path& file) {
  const auto text = io::read_file(file, kMaxFileBytes);
  if (!text) return tl::unexpected(text.error());
  auto lesson = parse_lesson(*text, file.string());
  if (!lesson) return lesson;
  lesson->file = file;
  lesson->id = file.stem().string();
  return lesson;
}

Result<std::vector<Lesson>> load_lessons(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    if (it->path().extension() == ".md") files.push_back(it->path());
  }
  if (error) return fail(fmt::format("{}: {}", folder.string(), error.message()));
  std::sort(files.begin(), files.end());
  std::vector<Lesson> out;
  for (const fs::path& file : files) {
    auto lesson = load_lesson(file);
    if (!lesson) return tl::unexpected(lesson.error());
    out.push_back(std::move(*lesson));
  }
  return out;
}

std::string step_text(const Experiment& experiment, const std::optional<Selection>& pinned) {
  Json patch = difference(Json::parse(io::to_json(Experiment{})), Json::parse(io::to_json(experiment)));
  patch.erase("version");
  std::string out = "## Title of this step\n\nOne idea, in a sentence or two.\n\n";
  if (pinned && pinned->kind == Selection::Kind::element) out += "pin: " + pin_text(*pinned) + "\n\n";
  return out + "```experiment\n" + patch.dump(2) + "\n```\n";
}

}  // namespace sep::lessons

// Finds the program's own files. Knows the file system, nothing else.
#include "io/paths.h"

#include <cstdlib>
#include <string>
#include <vector>

namespace sep::io {

namespace fs = std::filesystem;

namespace {

bool holds_shaders(const fs::path& dir) {
  std::error_code ignored;
  return fs::is_directory(dir / "shaders", ignored);
}

}  // namespace

fs::path user_dir(const char* variable, const char* below_home) {
  if (const char* set = std::getenv(variable); set != nullptr && *set == '/') return set;
  if (const char* home = std::getenv("HOME"); home != nullptr && *home == '/')
    return fs::path(home) / below_home;
  return {};
}

fs::path executable_path() {
  std::error_code failed;
  fs::path exe = fs::read_symlink("/proc/self/exe", failed);
  return failed ? fs::path{} : exe;
}

Result<fs::path> data_dir() {
  if (const char* set = std::getenv("SEPSCOPE_DATA_DIR"); set != nullptr && *set != '\0') {
    if (holds_shaders(set)) return fs::absolute(set);
    return fail(std::string("SEPSCOPE_DATA_DIR is set to ") + set +
                ", which holds no directory 'shaders': set it to SepScope's data directory, or unset it.");
  }
  std::vector<fs::path> places;
  if (const fs::path exe = executable_path(); !exe.empty()) {
    places.push_back((exe.parent_path() / ".." / "share" / "sepscope").lexically_normal());
  }
  places.emplace_back(SEPSCOPE_SOURCE_DIR);
  std::string tried;
  for (const fs::path& place : places) {
    if (holds_shaders(place)) return place;
    tried += (tried.empty() ? "" : ", ") + place.string();
  }
  return fail("SepScope's shaders were not found (looked in " + tried +
              "): install it whole, or set SEPSCOPE_DATA_DIR to the directory that holds 'shaders'.");
}

}  // namespace sep::io

// Bodies of file_browser.h: folders, filter and what was typed. Drawing is in file_browser_draw.cpp.
#include "ui/file_browser.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>

#include "io/export_kind.h"

namespace sep::ui {
namespace fs = std::filesystem;
namespace {

std::string lower(std::string s) {
  std::transform(s.begin(), s.end(), s.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return s;
}

fs::path home() {
  const char* set = std::getenv("HOME");
  return set != nullptr && *set == '/' ? fs::path(set) : fs::path("/");
}

constexpr size_t kMostEntries = 20000;

}  // namespace

void FileBrowser::show(Purpose purpose, const std::string& name, const std::string& title) {
  title_ = title;
  purpose_ = purpose;
  visible_ = just_shown_ = true;
  confirm_ = false;
  problem_.clear();
  typed_ = name;
  ending_ = fs::path(name).extension().string();
  std::error_code error;
  if (folder_.empty() || !fs::is_directory(folder_, error)) folder_ = fs::current_path(error);
  if (folder_.empty()) folder_ = home();
  refresh();
}

void FileBrowser::set_folder(const fs::path& folder) { folder_ = folder; }

void FileBrowser::refresh() {
  entries_.clear();
  std::error_code error;
  fs::directory_iterator at(folder_, fs::directory_options::skip_permission_denied, error);
  if (error) problem_ = fmt::format("{} cannot be read: {}.", folder_.string(), error.message());
  for (; !error && at != fs::directory_iterator() && entries_.size() < kMostEntries; at.increment(error)) {
    std::error_code ignored;
    Entry e{at->path().filename().string(), at->is_directory(ignored), 0};
    if (e.name.starts_with('.')) continue;
    if (!e.directory) e.bytes = at->file_size(ignored);
    if (ignored) e.bytes = 0;
    entries_.push_back(std::move(e));
  }
  std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
    if (a.directory != b.directory) return a.directory;
    return lower(a.name) < lower(b.name);
  });
  selected_ = -1;
}

bool FileBrowser::shown(const Entry& e) const {
  // a part of a name that is being typed narrows the list
  if (purpose_ == Purpose::open && !typed_.empty() && typed_.find('/') == std::string::npos &&
      lower(e.name).find(lower(typed_)) == std::string::npos) {
    return false;
  }
  if (e.directory || all_files_) return true;
  static constexpr std::array kImages{".png", ".jpg", ".jpeg", ".bmp", ".tga", ".hdr"};
  const std::string extension = lower(fs::path(e.name).extension().string());
  if (purpose_ == Purpose::save && (extension == ending_ || io::export_kind(e.name))) return true;
  static constexpr std::array kFilters{".json",        ".npy",  ".csv", ".txt",     ".tsv",
                                       ".safetensors", ".onnx", ".md",  ".sepscope"};
  if (extension == ".json" || extension == ".sepscope" || (purpose_ == Purpose::open || !title_.empty())) {
    if (std::find(kFilters.begin(), kFilters.end(), extension) != kFilters.end()) return true;
  }
  return purpose_ == Purpose::open && std::find(kImages.begin(), kImages.end(), extension) != kImages.end();
}

void FileBrowser::enter(const fs::path& folder) {
  std::error_code error;
  const fs::path real = fs::weakly_canonical(folder, error);
  folder_ = error ? folder.lexically_normal() : real;
  typed_.clear();
  problem_.clear();
  confirm_ = false;
  refresh();
}

std::optional<fs::path> FileBrowser::choose(const Entry& e) {
  if (e.directory) {
    enter(folder_ / e.name);
    return std::nullopt;
  }
  typed_ = e.name;
  return accept();
}

std::optional<fs::path> FileBrowser::accept() {
  if (typed_.empty()) {
    problem_ = "Type a file name, or choose a file from the list.";
    return std::nullopt;
  }
  fs::path path = typed_.starts_with("~/") ? home() / typed_.substr(2)
                  : typed_ == "~"          ? home()
                                           : fs::path(typed_);
  if (path.is_relative()) path = folder_ / path;
  path = path.lexically_normal();
  std::error_code error;
  if (fs::is_directory(path, error)) {
    enter(path);
    return std::nullopt;
  }
  if (purpose_ == Purpose::open) {
    if (!fs::exists(path, error)) {
      problem_ = fmt::format("There is no file {}.", path.string());
      return std::nullopt;
    }
  } else {
    if (path.extension().empty()) path += ending_;
    if (!fs::is_directory(path.parent_path(), error)) {
      problem_ = fmt::format("There is no folder {}.", path.parent_path().string());
      return std::nullopt;
    }
    if (fs::exists(path, error) && !confirm_) {
      confirm_ = true;
      problem_ = fmt::format("{} is there already: Save again to replace it.", path.filename().string());
      return std::nullopt;
    }
  }
  folder_ = path.parent_path();
  visible_ = false;
  return path;
}

void FileBrowser::move_selection(int by) {
  if (listed_.empty()) return;
  selected_ = std::clamp(selected_ + by, 0, static_cast<int>(listed_.size()) - 1);
  scroll_ = true;
}

}  // namespace sep::ui

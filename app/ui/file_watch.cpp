// Bodies of file_watch.h.
#include "ui/file_watch.h"

#include <sys/stat.h>

#include <algorithm>

namespace sep::ui {

std::optional<FileStamp> stamp_of(const std::filesystem::path& file) {
  struct stat s {};
  if (::stat(file.c_str(), &s) != 0) return std::nullopt;
  const auto ns = [](const timespec& t) { return int64_t{t.tv_sec} * 1'000'000'000 + t.tv_nsec; };
  return FileStamp{s.st_dev, s.st_ino, s.st_size, ns(s.st_mtim), ns(s.st_ctim)};
}

void FileWatch::follow(Watched what, const std::vector<std::string>& files) {
  auto& mine = files_[static_cast<size_t>(what)];
  if (mine == files) return;
  mine = files;
  for (const std::string& file : mine) {
    const auto stamp = stamp_of(file);
    known_.try_emplace(file, Known{stamp, stamp});
  }
}

bool FileWatch::any() const {
  return std::any_of(files_.begin(), files_.end(), [](const auto& files) { return !files.empty(); });
}

bool FileWatch::rested(Known& k, const std::string& file) {
  const auto stamp = stamp_of(file);
  const bool still = stamp && stamp == k.last;
  k.last = stamp;
  if (!still || stamp == k.read) return false;
  k.read = stamp;
  return true;
}

std::vector<Watched> FileWatch::look(double now_s) {
  std::vector<Watched> out;
  if (!due(now_s)) return out;
  looked_s_ = now_s;
  for (size_t i = 0; i < files_.size(); ++i) {
    bool changed = false;
    for (const std::string& file : files_[i]) changed = rested(known_[file], file) || changed;
    if (changed) out.push_back(static_cast<Watched>(i));
  }
  return out;
}

}  // namespace sep::ui

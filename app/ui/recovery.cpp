// Bodies of recovery.h.
#include "ui/recovery.h"

#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <string>
#include <vector>

#include "io/experiment_file.h"

namespace sep::ui {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kStart = "running-", kEnd = ".json";

/// The process that wrote the file; 0 when the name is another.
pid_t writer_of(const fs::path& file) {
  const std::string name = file.filename().string();
  if (!name.starts_with(kStart) || !name.ends_with(kEnd)) return 0;
  pid_t pid = 0;
  const char* first = name.data() + kStart.size();
  const char* last = name.data() + name.size() - kEnd.size();
  const auto [end, error] = std::from_chars(first, last, pid);
  return error == std::errc() && end == last && pid > 0 ? pid : 0;
}

bool is_alive(pid_t pid) { return ::kill(pid, 0) == 0 || errno == EPERM; }

double seconds_since(const fs::path& file) {
  std::error_code error;
  const auto when = fs::last_write_time(file, error);
  if (error) return 0;
  return std::chrono::duration<double>(fs::file_time_type::clock::now() - when).count();
}

std::vector<fs::path> left_files(const fs::path& folder) {
  std::vector<fs::path> out;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    const pid_t pid = writer_of(it->path());
    // our own number: of an earlier program that had it, since this is asked before anything is kept
    if (pid != 0 && (pid == ::getpid() || !is_alive(pid))) out.push_back(it->path());
  }
  return out;
}

}  // namespace

fs::path Recovery::own_file() const {
  return folder_ / (std::string(kStart) + std::to_string(::getpid()) + std::string(kEnd));
}

Recovery::Left Recovery::take() {
  Left left;
  if (folder_.empty()) return left;
  took_ = true;
  std::error_code error;
  left.again = fs::exists(taken_file(), error);  // whoever restored it neither lasted nor ended properly
  left.file = taken_file();
  fs::path newest = left.again ? taken_file() : fs::path();
  for (const fs::path& file : left_files(folder_)) {
    if (newest.empty() || seconds_since(file) < seconds_since(newest)) {
      if (!newest.empty()) fs::remove(newest, error);
      newest = file;
      left.again = false;
    } else {
      fs::remove(file, error);
    }
  }
  if (newest.empty()) return left;
  left.seconds_ago = seconds_since(newest);
  auto loaded = io::load_experiment(newest);
  if (!loaded) {
    fs::remove(newest, error);
    left.again = false;
    return left;
  }
  left.experiment = std::move(*loaded);
  if (newest != taken_file()) fs::rename(newest, taken_file(), error);
  return left;
}

double Recovery::keep(const Experiment& experiment, uint64_t revision, double now_s) {
  if (folder_.empty() || (kept_ && revision == revision_)) return 0;
  const double wait = last_s_ + every_s_ - now_s;
  if (wait > 0) return wait;
  last_s_ = now_s;
  std::error_code error;
  if (!io::write_file_and_folder(own_file(), io::to_json(experiment))) return every_s_;
  revision_ = revision;
  if (kept_ && took_) fs::remove(taken_file(), error);  // it lasted: what was restored is in our own file now
  kept_ = true;
  return 0;
}

void Recovery::end() {
  if (folder_.empty()) return;
  std::error_code error;
  fs::remove(own_file(), error);
  if (took_) fs::remove(taken_file(), error);
}

}  // namespace sep::ui

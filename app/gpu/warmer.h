// Compiles compute programs in a thread with a context of its own and runs each once, so that the driver's
// disk cache holds them before the window needs them. Knows no engine.
#pragma once

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <utility>

#include "gpu/programs.h"

namespace sep::gpu {

/// Whether what one context compiled is there for another (in the driver's cache on disk). On Mesa: the cache
/// is on and can be written.
bool driver_keeps_programs();

class Warmer {
 public:
  explicit Warmer(std::filesystem::path shader_dir);
  /// Waits for the program that is being compiled.
  ~Warmer();
  Warmer(const Warmer&) = delete;
  Warmer& operator=(const Warmer&) = delete;

  /// Asks for a program, before or after those that are asked for. Returns at once.
  void prepare(const ProgramKey& key, Haste haste);
  /// True when another context compiles it without delay.
  bool has(const ProgramKey& key) const;
  /// True when has() will be true later.
  bool coming(const ProgramKey& key) const;
  /// True while it compiles something.
  bool busy() const;

 private:
  void work();
  void compile();
  bool next(ProgramKey& key);

  std::filesystem::path shader_dir_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<ProgramKey> wanted_;
  std::set<ProgramKey> asked_, done_, failed_;
  bool compiling_ = false;
  bool over_ = false;  ///< the thread has ended
  bool stop_ = false;
  std::thread thread_;  // last: it reads the others
};

}  // namespace sep::gpu

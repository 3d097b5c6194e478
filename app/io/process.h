// Another program, fed through a pipe and read through two; it ends when its owner lets go of it.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

#include "core/error.h"
#include "io/file_bytes.h"

namespace sep::io {

class Process {
 public:
  /// Starts it in a process group of its own, so that Ctrl+C is for this program alone. arguments[0]: its
  /// name, looked up in PATH, or its file. Gives the errno: ENOENT when there is no such program.
  static tl::expected<Process, int> start(std::vector<std::string> arguments);
  Process(Process&& other) noexcept;
  Process& operator=(Process&&) = delete;
  /// Has it end when it still runs, after two seconds by force.
  ~Process();

  /// All of it; false when the program reads no more.
  bool write(const std::string& bytes);
  void close_input() { in_ = Descriptor(); }
  /// What it has written to its standard output since the last call, without waiting.
  std::string read_output() { return read_some(out_); }
  std::string read_errors() { return read_some(err_); }
  /// Its exit status once it has ended (128 + the signal that ended it); does not wait.
  std::optional<int> status();
  /// Asks it to end.
  void terminate();

 private:
  Process() = default;
  static std::string read_some(const Descriptor& from);

  pid_t child_ = -1;
  Descriptor in_, out_, err_;
  std::optional<int> status_;
};

}  // namespace sep::io

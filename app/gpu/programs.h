// Compute programs from real shader files and a sorted set of defines, which is the cache key.
#pragma once

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/error.h"
#include "gpu/handle.h"
#include "gpu/shader_text.h"

namespace sep::gpu {

using ProgramKey = std::pair<std::string, Defines>;  ///< file and defines

/// One shader stage compiled, for compute and drawing programs alike. Error: file and the driver's log.
Result<Shader> compile_shader(GLenum kind, const std::string& source, const std::string& name);

/// Links; error: name and the driver's log.
Result<Program> link_program(const std::vector<const Shader*>& shaders, const std::string& name);

class ComputeProgram {
 public:
  explicit ComputeProgram(Program program) : program_(std::move(program)) {}
  GLuint get() const { return program_.get(); }
  /// Sets an int uniform; names the shader does not use are ignored.
  void set(const char* name, int value);
  /// Several at once; the values fit an int.
  void set(std::initializer_list<std::pair<const char*, int64_t>> values) {
    for (const auto& [name, value] : values) set(name, static_cast<int>(value));
  }
  /// True the first time: the program has not run yet.
  bool begin_warm_up() { return !std::exchange(warm_, true); }

 private:
  Program program_;
  bool warm_ = false;
  std::map<std::string, GLint, std::less<>> locations_;
};

class Warmer;

/// Whether somebody waits for a program that is prepared, or may do later.
enum class Haste { now, someday };

class ProgramCache {
 public:
  explicit ProgramCache(std::filesystem::path dir);
  ~ProgramCache();
  /// Pointers stay valid for the cache's life.
  Result<ComputeProgram*> get(const std::string& file, const Defines& defines = {});

  /// True when get() does not wait for a compiler. Where the driver keeps no programs, only what get()
  /// returned before is ready.
  bool ready(const ProgramKey& key) const;
  /// Has a program compiled in another thread, for ready() to say so later.
  void prepare(const ProgramKey& key, Haste haste = Haste::now);
  /// True while a program is being prepared.
  bool coming(const ProgramKey& key) const;
  /// True while any is.
  bool preparing() const;

 private:
  std::filesystem::path dir_;
  std::map<ProgramKey, ComputeProgram> programs_;
  std::unique_ptr<Warmer> warmer_;  ///< from the first prepare() on
};

}  // namespace sep::gpu

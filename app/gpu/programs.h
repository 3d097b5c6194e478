// Compute programs from real shader files and a sorted set of defines, which is the cache key.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/error.h"
#include "gpu/handle.h"

namespace sep::gpu {

using Defines = std::map<std::string, int>;

/// Shader text with `#include "path"` lines (relative to the shader directory) replaced, and the version and
/// defines put first. Error: a file that cannot be read, or an include deeper than 8.
Result<std::string> shader_source(const std::filesystem::path& dir, const std::string& file,
                                  const Defines& defines);

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
  /// True the first time: the program has not run yet.
  bool begin_warm_up() { return !std::exchange(warm_, true); }

 private:
  Program program_;
  bool warm_ = false;
  std::map<std::string, GLint, std::less<>> locations_;
};

class ProgramCache {
 public:
  explicit ProgramCache(std::filesystem::path dir) : dir_(std::move(dir)) {}
  /// Pointers stay valid for the cache's life.
  Result<ComputeProgram*> get(const std::string& file, const Defines& defines = {});

 private:
  std::filesystem::path dir_;
  std::map<std::pair<std::string, Defines>, ComputeProgram> programs_;
};

}  // namespace sep::gpu

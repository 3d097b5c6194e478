// Bodies of programs.h.
#include "gpu/programs.h"

#include <fmt/format.h>

#include "gpu/warmer.h"

namespace sep::gpu {
namespace {

template <class Get, class Log>
std::string info_log(GLuint name, Get get, Log log) {
  GLint length = 0;
  get(name, GL_INFO_LOG_LENGTH, &length);
  std::string text(static_cast<size_t>(std::max(length, 1)), '\0');
  log(name, length, nullptr, text.data());
  return text.c_str();
}

}  // namespace

Result<Shader> compile_shader(GLenum kind, const std::string& source, const std::string& name) {
  Shader shader(glCreateShader(kind));
  const char* text = source.c_str();
  glShaderSource(shader.get(), 1, &text, nullptr);
  glCompileShader(shader.get());
  GLint ok = GL_FALSE;
  glGetShaderiv(shader.get(), GL_COMPILE_STATUS, &ok);
  if (ok == GL_TRUE) return shader;
  return fail(fmt::format("shader {} does not compile on this driver: {}", name,
                          info_log(shader.get(), glGetShaderiv, glGetShaderInfoLog)));
}

Result<Program> link_program(const std::vector<const Shader*>& shaders, const std::string& name) {
  Program program = Program::make();
  for (const Shader* shader : shaders) glAttachShader(program.get(), shader->get());
  glLinkProgram(program.get());
  for (const Shader* shader : shaders) glDetachShader(program.get(), shader->get());
  GLint ok = GL_FALSE;
  glGetProgramiv(program.get(), GL_LINK_STATUS, &ok);
  if (ok == GL_TRUE) return program;
  return fail(fmt::format("shader {} does not link on this driver: {}", name,
                          info_log(program.get(), glGetProgramiv, glGetProgramInfoLog)));
}

void ComputeProgram::set(const char* name, int value) {
  auto found = locations_.find(name);
  if (found == locations_.end())
    found = locations_.emplace(name, glGetUniformLocation(program_.get(), name)).first;
  if (found->second >= 0) glProgramUniform1i(program_.get(), found->second, value);
}

ProgramCache::ProgramCache(std::filesystem::path dir) : dir_(std::move(dir)) {}
ProgramCache::~ProgramCache() = default;

bool ProgramCache::ready(const ProgramKey& key) const {
  return programs_.contains(key) || (warmer_ && warmer_->has(key));
}

bool ProgramCache::coming(const ProgramKey& key) const { return warmer_ && warmer_->coming(key); }

bool ProgramCache::preparing() const { return warmer_ && warmer_->busy(); }

void ProgramCache::prepare(const ProgramKey& key, Haste haste) {
  if (ready(key) || !driver_keeps_programs()) return;
  if (!warmer_) warmer_ = std::make_unique<Warmer>(dir_);
  warmer_->prepare(key, haste);
}

Result<ComputeProgram*> ProgramCache::get(const std::string& file, const Defines& defines) {
  const ProgramKey key{file, defines};
  if (const auto found = programs_.find(key); found != programs_.end()) return &found->second;
  const auto source = shader_source(dir_, file, defines);
  if (!source) return fail(source.error().message);
  const auto shader = compile_shader(GL_COMPUTE_SHADER, *source, file);
  if (!shader) return fail(shader.error().message);
  auto program = link_program({&*shader}, file);
  if (!program) return fail(program.error().message);
  return &programs_.emplace(key, ComputeProgram(std::move(*program))).first->second;
}

}  // namespace sep::gpu

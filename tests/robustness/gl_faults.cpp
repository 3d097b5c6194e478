// Bodies of gl_faults.h. The driver's functions are asked for by name, because libepoxy puts a function back
// that it resolves itself.
#include "gl_faults.h"

#include <epoxy/egl.h>
#include <epoxy/gl.h>

#include <algorithm>
#include <cstring>
#include <thread>
#include <utility>

#include "gl_faults_table.h"

namespace sep::ui::testing {
namespace {

struct {
  std::thread::id thread;
  bool armed = false, lost = false;
  int64_t at = -1, seen = 0;
  FaultCount count;
  std::string failed;
  GLenum waiting = GL_NO_ERROR;
  const char* absent = nullptr;
  bool refuse_compute = false;
  int64_t dispatches = 0;
} g;

bool ours() { return std::this_thread::get_id() == g.thread; }

bool fails(FaultKind kind, const char* name) {
  if (!ours()) return false;
  if (g.lost) return true;
  if (!g.armed) return false;
  ++g.count.calls[static_cast<int>(kind)];
  if (g.seen++ != g.at) return false;
  g.failed = name;
  g.waiting = GL_OUT_OF_MEMORY;
  return true;
}

void no_names(GLsizei n, GLuint* names) { std::fill_n(names, n, 0U); }

// Every replaced function: its kind, result, name, parameters, arguments, and what it does when it fails.
#define SEP_NAMES(X, kind, name) \
  X(kind, void, name, (GLsizei n, GLuint * names), (n, names), no_names(n, names))
#define SEP_REPLACED(X)                                                                                      \
  SEP_NAMES(X, allocation, GenBuffers)                                                                       \
  SEP_NAMES(X, allocation, GenTextures)                                                                      \
  SEP_NAMES(X, allocation, GenQueries)                                                                       \
  SEP_NAMES(X, allocation, GenFramebuffers)                                                                  \
  SEP_NAMES(X, allocation, GenVertexArrays)                                                                  \
  X(allocation, void, BufferData, (GLenum t, GLsizeiptr n, const void* p, GLenum u), (t, n, p, u), )         \
  X(allocation, void, TexBuffer, (GLenum t, GLenum f, GLuint b), (t, f, b), )                                \
  X(allocation, void, TexImage2D,                                                                            \
    (GLenum t, GLint l, GLint i, GLsizei w, GLsizei h, GLint b, GLenum f, GLenum y, const void* p),          \
    (t, l, i, w, h, b, f, y, p), )                                                                           \
  X(allocation, void, TexStorage2D, (GLenum t, GLsizei l, GLenum f, GLsizei w, GLsizei h),                   \
    (t, l, f, w, h), )                                                                                       \
  X(allocation, void, TexStorage2DMultisample,                                                               \
    (GLenum t, GLsizei s, GLenum f, GLsizei w, GLsizei h, GLboolean x), (t, s, f, w, h, x), )                \
  X(allocation, GLenum, CheckFramebufferStatus, (GLenum t), (t), return GL_FRAMEBUFFER_UNSUPPORTED)          \
  X(program, GLuint, CreateShader, (GLenum t), (t), return 0)                                                \
  X(program, void, CompileShader, (GLuint s), (s), )                                                         \
  X(program, GLuint, CreateProgram, (), (), return 0)                                                        \
  X(program, void, LinkProgram, (GLuint p), (p), )                                                           \
  X(work, void, DispatchCompute, (GLuint x, GLuint y, GLuint z), (x, y, z), )                                \
  X(work, void, BufferSubData, (GLenum t, GLintptr o, GLsizeiptr n, const void* p), (t, o, n, p), )          \
  X(work, void, ClearBufferSubData,                                                                          \
    (GLenum t, GLenum i, GLintptr o, GLsizeiptr n, GLenum f, GLenum y, const void* p),                       \
    (t, i, o, n, f, y, p), )                                                                                 \
  X(work, void, GetBufferSubData, (GLenum t, GLintptr o, GLsizeiptr n, void* p), (t, o, n, p), )             \
  X(work, void, TexBufferRange, (GLenum t, GLenum f, GLuint b, GLintptr o, GLsizeiptr n), (t, f, b, o, n), ) \
  X(work, void, DrawArraysInstancedBaseInstance, (GLenum m, GLint f, GLsizei c, GLsizei n, GLuint b),        \
    (m, f, c, n, b), )                                                                                       \
  X(work, void, DrawElements, (GLenum m, GLsizei n, GLenum t, const void* i), (m, n, t, i), )                \
  X(work, void, DrawElementsBaseVertex, (GLenum m, GLsizei n, GLenum t, const void* i, GLint b),             \
    (m, n, t, i, b), )                                                                                       \
  X(work, void, BlitFramebuffer,                                                                             \
    (GLint a, GLint b, GLint c, GLint d, GLint e, GLint f, GLint h, GLint i, GLbitfield m, GLenum l),        \
    (a, b, c, d, e, f, h, i, m, l), )                                                                        \
  X(work, void, QueryCounter, (GLuint q, GLenum t), (q, t), )                                                \
  X(work, GLsync, FenceSync, (GLenum c, GLbitfield f), (c, f), return nullptr)                               \
  X(work, GLenum, ClientWaitSync, (GLsync s, GLbitfield f, GLuint64 t), (s, f, t), return GL_WAIT_FAILED)

#define SEP_FUNCTION(kind, result, name, parameters, arguments, failing) \
  decltype(epoxy_gl##name) real_##name = nullptr;                        \
  result EPOXY_CALLSPEC hook_##name parameters {                         \
    if (fails(FaultKind::kind, "gl" #name)) {                            \
      failing;                                                           \
    } else {                                                             \
      return real_##name arguments;                                      \
    }                                                                    \
  }
SEP_REPLACED(SEP_FUNCTION)

GLenum EPOXY_CALLSPEC get_error() {
  static const auto real = reinterpret_cast<decltype(epoxy_glGetError)>(eglGetProcAddress("glGetError"));
  if (ours() && g.lost) return GL_CONTEXT_LOST;
  const GLenum waiting = ours() ? std::exchange(g.waiting, GLenum{GL_NO_ERROR}) : GL_NO_ERROR;
  return waiting != GL_NO_ERROR ? waiting : real();
}

GLenum EPOXY_CALLSPEC reset_status() {
  static const auto real = reinterpret_cast<decltype(epoxy_glGetGraphicsResetStatus)>(
      eglGetProcAddress("glGetGraphicsResetStatus"));
  return ours() && g.lost ? GL_UNKNOWN_CONTEXT_RESET : real();
}

decltype(epoxy_eglGetProcAddress) real_address = nullptr;

__eglMustCastToProperFunctionPointerType EPOXY_CALLSPEC address_of(const char* name) {
  return g.absent != nullptr && std::strcmp(name, g.absent) == 0 ? nullptr : real_address(name);
}

void EPOXY_CALLSPEC compile(GLuint shader) {
  GLint type = 0;
  glGetShaderiv(shader, GL_SHADER_TYPE, &type);
  if (!g.refuse_compute || type != GL_COMPUTE_SHADER) hook_CompileShader(shader);
}

/// The driver complains of what the faults make of its objects.
void EPOXY_CALLSPEC say_nothing(GLDEBUGPROC, const void*) {}

void EPOXY_CALLSPEC dispatch(GLuint x, GLuint y, GLuint z) {
  ++g.dispatches;
  hook_DispatchCompute(x, y, z);
}

const std::map<std::string, void*>& hooks() {
#define SEP_NAMED(kind, result, name, parameters, arguments, failing) \
  {"gl" #name, reinterpret_cast<void*>(&hook_##name)},
  static const std::map<std::string, void*> all{SEP_REPLACED(SEP_NAMED)};
  return all;
}

}  // namespace

void install_faults() {
#define SEP_INSTALL(kind, result, name, parameters, arguments, failing)                 \
  real_##name = reinterpret_cast<decltype(real_##name)>(eglGetProcAddress("gl" #name)); \
  epoxy_gl##name = &hook_##name;
  SEP_REPLACED(SEP_INSTALL)
  epoxy_glDebugMessageCallback = &say_nothing;
  epoxy_glCompileShader = &compile;
  epoxy_glDispatchCompute = &dispatch;
  real_address = reinterpret_cast<decltype(real_address)>(eglGetProcAddress("eglGetProcAddress"));
  epoxy_eglGetProcAddress = &address_of;
  epoxy_glGetError = &get_error;
  epoxy_glGetGraphicsResetStatus = &reset_status;
}

void install_imgui_faults() { put_into_imgui(hooks()); }

void arm_fault(int64_t n) {
  g.thread = std::this_thread::get_id();
  g.armed = true;
  g.at = n;
  g.seen = 0;
  g.count = {};
  g.failed.clear();
  g.waiting = GL_NO_ERROR;
}

FaultCount disarm_fault() {
  g.armed = false;
  return g.count;
}

std::string failed_call() { return g.failed; }

void lose_context() {
  g.thread = std::this_thread::get_id();
  g.lost = true;
}

void find_context_again() { g.lost = false; }

void take_function_away(const char* name) { g.absent = name; }

void refuse_compute_shaders(bool refuse) { g.refuse_compute = refuse; }

int64_t dispatches() { return g.dispatches; }

}  // namespace sep::ui::testing

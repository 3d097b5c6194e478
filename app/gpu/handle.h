// The one move-only handle for GL objects.
#pragma once

#include <epoxy/gl.h>

#include <utility>

namespace sep::gpu {

/// Owns one GL name; Traits::destroy frees it. A context must be current when it dies.
template <class Traits>
class Handle {
 public:
  Handle() = default;
  explicit Handle(GLuint name) : name_(name) {}
  Handle(Handle&& other) noexcept : name_(std::exchange(other.name_, 0)) {}
  Handle& operator=(Handle&& other) noexcept {
    std::swap(name_, other.name_);
    return *this;
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() {
    if (name_ != 0) Traits::destroy(name_);
  }

  static Handle make() { return Handle(Traits::create()); }
  GLuint get() const { return name_; }
  explicit operator bool() const { return name_ != 0; }

 private:
  GLuint name_ = 0;
};

struct BufferTraits {
  static GLuint create() {
    GLuint n = 0;
    glGenBuffers(1, &n);
    return n;
  }
  static void destroy(GLuint n) { glDeleteBuffers(1, &n); }
};
struct TextureTraits {
  static GLuint create() {
    GLuint n = 0;
    glGenTextures(1, &n);
    return n;
  }
  static void destroy(GLuint n) { glDeleteTextures(1, &n); }
};
struct ProgramTraits {
  static GLuint create() { return glCreateProgram(); }
  static void destroy(GLuint n) { glDeleteProgram(n); }
};
struct ShaderTraits {
  static void destroy(GLuint n) { glDeleteShader(n); }
};
struct QueryTraits {
  static GLuint create() {
    GLuint n = 0;
    glGenQueries(1, &n);
    return n;
  }
  static void destroy(GLuint n) { glDeleteQueries(1, &n); }
};
struct FramebufferTraits {
  static GLuint create() {
    GLuint n = 0;
    glGenFramebuffers(1, &n);
    return n;
  }
  static void destroy(GLuint n) { glDeleteFramebuffers(1, &n); }
};
struct VertexArrayTraits {
  static GLuint create() {
    GLuint n = 0;
    glGenVertexArrays(1, &n);
    return n;
  }
  static void destroy(GLuint n) { glDeleteVertexArrays(1, &n); }
};
using Buffer = Handle<BufferTraits>;
using Texture = Handle<TextureTraits>;
using Program = Handle<ProgramTraits>;
using Shader = Handle<ShaderTraits>;
using Query = Handle<QueryTraits>;
using Framebuffer = Handle<FramebufferTraits>;
using VertexArray = Handle<VertexArrayTraits>;

}  // namespace sep::gpu

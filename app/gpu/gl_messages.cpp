// Bodies of gl_messages.h.
#include "gpu/gl_messages.h"

#include <epoxy/gl.h>

#include <utility>

namespace sep::gpu {
namespace {

void APIENTRY receive(GLenum, GLenum type, GLuint, GLenum severity, GLsizei length, const GLchar* text,
                      const void* user) {
  const bool matters = severity == GL_DEBUG_SEVERITY_HIGH || severity == GL_DEBUG_SEVERITY_MEDIUM;
  if (!matters || type == GL_DEBUG_TYPE_PERFORMANCE) return;
  const auto size = length < 0 ? std::char_traits<char>::length(text) : static_cast<size_t>(length);
  static_cast<GlMessages*>(const_cast<void*>(user))->add(std::string(text, size));
}

}  // namespace

void GlMessages::install() {
  glEnable(GL_DEBUG_OUTPUT);
  glDebugMessageCallback(receive, this);
}

void GlMessages::add(std::string message) {
  const std::scoped_lock lock(mutex_);
  if (messages_.size() < 100) messages_.push_back(std::move(message));
}

std::vector<std::string> GlMessages::take() {
  const std::scoped_lock lock(mutex_);
  return std::exchange(messages_, {});
}

}  // namespace sep::gpu

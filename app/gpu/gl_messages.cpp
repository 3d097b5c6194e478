// Bodies of gl_messages.h.
#include "gpu/gl_messages.h"

#include <epoxy/gl.h>

#include <algorithm>
#include <utility>

namespace sep::gpu {
namespace {

struct Listeners {
  std::mutex mutex;
  std::vector<GlMessages*> all;
};
Listeners& listeners() {
  static Listeners one;
  return one;
}

void APIENTRY receive(GLenum, GLenum type, GLuint, GLenum severity, GLsizei length, const GLchar* text,
                      const void*) {
  const bool matters = severity == GL_DEBUG_SEVERITY_HIGH || severity == GL_DEBUG_SEVERITY_MEDIUM;
  if (!matters || type == GL_DEBUG_TYPE_PERFORMANCE) return;
  const auto size = length < 0 ? std::char_traits<char>::length(text) : static_cast<size_t>(length);
  const std::scoped_lock lock(listeners().mutex);
  for (GlMessages* listener : listeners().all) listener->add(std::string(text, size));
}

}  // namespace

void GlMessages::install() {
  {
    const std::scoped_lock lock(listeners().mutex);
    if (std::ranges::find(listeners().all, this) == listeners().all.end()) listeners().all.push_back(this);
  }
  glEnable(GL_DEBUG_OUTPUT);
  glDebugMessageCallback(receive, nullptr);
}

GlMessages::~GlMessages() {
  const std::scoped_lock lock(listeners().mutex);
  std::erase(listeners().all, this);
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

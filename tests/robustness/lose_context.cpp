// Loaded before the real program: the graphics driver reports a reset from the n-th time on that it is asked,
// n being SEPSCOPE_TEST_LOSE_AT.
#include <epoxy/gl.h>

#include <cstdlib>

namespace {

int left = 0;

GLenum EPOXY_CALLSPEC reset_status() { return --left > 0 ? GL_NO_ERROR : GL_INNOCENT_CONTEXT_RESET; }

[[gnu::constructor]] void take_over() {
  const char* at = std::getenv("SEPSCOPE_TEST_LOSE_AT");
  if (at == nullptr) return;
  left = std::atoi(at);
  epoxy_glGetGraphicsResetStatus = &reset_status;
}

}  // namespace

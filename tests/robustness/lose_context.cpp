// Loaded before the real program: the graphics driver reports a reset as soon as the file that
// SEPSCOPE_TEST_LOSE_WHEN names is there.
#include <epoxy/gl.h>
#include <unistd.h>

#include <cstdlib>

namespace {

const char* file = nullptr;

GLenum EPOXY_CALLSPEC reset_status() {
  return ::access(file, F_OK) != 0 ? GL_NO_ERROR : GL_INNOCENT_CONTEXT_RESET;
}

[[gnu::constructor]] void take_over() {
  file = std::getenv("SEPSCOPE_TEST_LOSE_WHEN");
  if (file != nullptr) epoxy_glGetGraphicsResetStatus = &reset_status;
}

}  // namespace

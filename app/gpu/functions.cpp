// Body of functions.h.
#include "gpu/functions.h"

#include <epoxy/egl.h>
#include <epoxy/glx.h>
#include <fmt/format.h>

namespace sep::gpu {
namespace {

/// Above OpenGL 3.0, as of which no driver is without its functions.
constexpr const char* kNeeded[] = {"glDispatchCompute",
                                   "glMemoryBarrier",
                                   "glTexBufferRange",
                                   "glClearBufferSubData",
                                   "glProgramUniform1i",
                                   "glTexStorage2D",
                                   "glTexStorage2DMultisample",
                                   "glDrawArraysInstancedBaseInstance",
                                   "glFenceSync",
                                   "glClientWaitSync",
                                   "glQueryCounter",
                                   "glGetQueryObjectui64v",
                                   "glGetBufferParameteri64v",
                                   "glDebugMessageCallback"};

bool has(const char* name) {
  if (eglGetCurrentContext() != EGL_NO_CONTEXT) return eglGetProcAddress(name) != nullptr;
  return glXGetProcAddressARB(reinterpret_cast<const GLubyte*>(name)) != nullptr;
}

}  // namespace

Result<void> needed_functions() {
  for (const char* name : kNeeded) {
    if (!has(name))
      return fail(fmt::format(
          "this driver says that it offers OpenGL 4.3 but lacks {}: update the graphics driver, or "
          "use Mesa's software driver",
          name));
  }
  return {};
}

}  // namespace sep::gpu

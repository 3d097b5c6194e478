// Bodies of context.h, on EGL through libepoxy.
#include "gpu/context.h"

#include <epoxy/egl.h>
#include <epoxy/gl.h>
#include <fmt/format.h>

#include <array>
#include <cstring>
#include <map>
#include <mutex>
#include <utility>
#include <vector>

namespace sep::gpu {
namespace {

bool has_client_extension(const char* name) {
  const char* all = eglQueryString(EGL_NO_DISPLAY, EGL_EXTENSIONS);
  return all != nullptr && std::strstr(all, name) != nullptr;
}

/// Displays that need no screen, best first.
std::vector<EGLDisplay> headless_displays() {
  std::vector<EGLDisplay> out;
  if (has_client_extension("EGL_MESA_platform_surfaceless")) {
    out.push_back(eglGetPlatformDisplayEXT(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, nullptr));
  }
  if (has_client_extension("EGL_EXT_device_enumeration") && has_client_extension("EGL_EXT_platform_device")) {
    std::array<EGLDeviceEXT, 16> devices{};
    EGLint count = 0;
    if (eglQueryDevicesEXT(static_cast<EGLint>(devices.size()), devices.data(), &count) == EGL_TRUE) {
      for (EGLint i = 0; i < count; ++i) {
        out.push_back(
            eglGetPlatformDisplayEXT(EGL_PLATFORM_DEVICE_EXT, devices[static_cast<size_t>(i)], nullptr));
      }
    }
  }
  return out;
}

EGLContext context_with(EGLDisplay display, int minor, bool debug, bool tells_of_resets) {
  std::vector<EGLint> attributes{EGL_CONTEXT_MAJOR_VERSION,       4,
                                 EGL_CONTEXT_MINOR_VERSION,       minor,
                                 EGL_CONTEXT_OPENGL_PROFILE_MASK, EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT,
                                 EGL_CONTEXT_OPENGL_DEBUG,        debug ? EGL_TRUE : EGL_FALSE};
  if (tells_of_resets)
    attributes.insert(attributes.end(),
                      {EGL_CONTEXT_OPENGL_ROBUST_ACCESS, EGL_TRUE,
                       EGL_CONTEXT_OPENGL_RESET_NOTIFICATION_STRATEGY, EGL_LOSE_CONTEXT_ON_RESET});
  attributes.push_back(EGL_NONE);
  return eglCreateContext(display, EGL_NO_CONFIG_KHR, EGL_NO_CONTEXT, attributes.data());
}

/// One that says when the driver was reset, where there is one.
EGLContext core_context(EGLDisplay display, bool debug) {
  for (const int minor : {5, 3}) {
    for (const bool tells_of_resets : {true, false}) {
      const EGLContext context = context_with(display, minor, debug, tells_of_resets);
      if (context != EGL_NO_CONTEXT) return context;
    }
  }
  return EGL_NO_CONTEXT;
}

/// eglTerminate() ends a display for every context on it, so the last context calls it.
class DisplayUsers {
 public:
  static bool open(EGLDisplay display) {
    const std::scoped_lock lock(mutex());
    if (eglInitialize(display, nullptr, nullptr) == EGL_FALSE) return false;
    ++counts()[display];
    return true;
  }
  static void close(EGLDisplay display) {
    const std::scoped_lock lock(mutex());
    if (--counts()[display] == 0) eglTerminate(display);
  }

 private:
  static std::mutex& mutex() {
    static std::mutex one;
    return one;
  }
  static std::map<EGLDisplay, int>& counts() {
    static std::map<EGLDisplay, int> all;
    return all;
  }
};

class EglContext final : public OffscreenContext {
 public:
  EglContext(EGLDisplay display, EGLContext context) : display_(display), context_(context) {}
  EglContext(const EglContext&) = delete;
  EglContext& operator=(const EglContext&) = delete;
  ~EglContext() override {
    eglMakeCurrent(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
    eglDestroyContext(display_, context_);
    DisplayUsers::close(display_);
  }

 private:
  EGLDisplay display_;
  EGLContext context_;
};

}  // namespace

Result<std::unique_ptr<OffscreenContext>> OffscreenContext::create(bool debug) {
  std::string why = "EGL offers neither the surfaceless nor the device platform";
  for (const EGLDisplay display : headless_displays()) {
    if (display == EGL_NO_DISPLAY || !DisplayUsers::open(display)) {
      why = "EGL found no usable driver";
      continue;
    }
    if (eglBindAPI(EGL_OPENGL_API) == EGL_FALSE) {
      why = "this EGL driver has no desktop OpenGL";
    } else if (const EGLContext context = core_context(display, debug); context == EGL_NO_CONTEXT) {
      why = "the driver offers no OpenGL 4.3 core context, which compute shaders need";
    } else if (eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, context) == EGL_FALSE) {
      eglDestroyContext(display, context);
      why = "the driver cannot draw without a surface";
    } else {
      return std::make_unique<EglContext>(display, context);
    }
    DisplayUsers::close(display);
  }
  return fail(fmt::format(
      "there is no off-screen OpenGL here: {}. Install Mesa's drivers (libegl1, libgl1-mesa-dri)", why));
}

}  // namespace sep::gpu

// Body of kept_pixels.h.
#include "ui/kept_pixels.h"

#include <epoxy/egl.h>

#define GLFW_EXPOSE_NATIVE_EGL
#include <GLFW/glfw3.h>
#include <GLFW/glfw3native.h>

namespace sep::ui {

bool keep_pixels(GLFWwindow* window) {
  if (glfwGetWindowAttrib(window, GLFW_CONTEXT_CREATION_API) != GLFW_EGL_CONTEXT_API) return false;
  const EGLDisplay display = glfwGetEGLDisplay();
  const EGLSurface surface = glfwGetEGLSurface(window);
  EGLint behaviour = EGL_NONE;
  return eglSurfaceAttrib(display, surface, EGL_SWAP_BEHAVIOR, EGL_BUFFER_PRESERVED) == EGL_TRUE &&
         eglQuerySurface(display, surface, EGL_SWAP_BEHAVIOR, &behaviour) == EGL_TRUE &&
         behaviour == EGL_BUFFER_PRESERVED;
}

}  // namespace sep::ui

// Bodies of gl_errors.h.
#include "gpu/gl_errors.h"

#include <epoxy/gl.h>
#include <fmt/format.h>

#include <atomic>
#include <string>

namespace sep::gpu {
namespace {

constexpr int kMostErrors = 32;  // a lost context has one for every call

// A context is current on one thread.
thread_local bool overlooked = false, lost = false;
enum class Tells { unknown, yes, no };
thread_local Tells tells = Tells::unknown;
std::atomic<const char*> missing_function{nullptr};

/// The first error that waits, and no error after it.
GLenum take_error() {
  const GLenum first = glGetError();
  GLenum next = first;
  for (int i = 0; i < kMostErrors && next != GL_NO_ERROR; ++i) {
    lost = lost || next == GL_CONTEXT_LOST;
    next = glGetError();
  }
  overlooked = overlooked || first != GL_NO_ERROR;
  return first;
}

/// Asked once for each function; what is called instead does nothing and gives 0.
epoxy_resolver_stub_t stand_in(const char* name) {
  missing_function = name;
  return [] {};
}

}  // namespace

Result<void> gl_errors(const std::string& what) {
  const GLenum error = take_error();
  if (const char* name = missing_function.exchange(nullptr)) {
    overlooked = true;
    return fail(fmt::format("the graphics driver lacks {}, which {} needs: update the driver", name, what));
  }
  if (error == GL_NO_ERROR) return {};
  if (lost) return fail(fmt::format("the graphics driver was reset in {}", what));
  if (error == GL_OUT_OF_MEMORY)
    return fail(fmt::format("the graphics driver ran out of memory in {}: make the input smaller", what));
  return fail(fmt::format("the graphics driver refused {} (GL error 0x{:04x})", what, error));
}

void begin_gl_errors() { take_error(); }

bool overlooked_error() {
  take_error();
  const bool any = overlooked || missing_function.load() != nullptr;
  overlooked = false;
  return any;
}

bool context_lost() {
  if (tells == Tells::unknown) {
    const bool can = epoxy_gl_version() >= 45 || epoxy_has_gl_extension("GL_KHR_robustness") ||
                     epoxy_has_gl_extension("GL_ARB_robustness");
    tells = can ? Tells::yes : Tells::no;
  }
  lost = lost || (tells == Tells::yes && glGetGraphicsResetStatus() != GL_NO_ERROR);
  return lost;
}

void forget_lost_context() {
  lost = overlooked = false;
  tells = Tells::unknown;
}

void survive_missing_functions() { epoxy_set_resolver_failure_handler(&stand_in); }

}  // namespace sep::gpu

// An off-screen EGL context (surfaceless, else device platform). A window's context serves the engine just as
// well.
#pragma once

#include <memory>

#include "core/error.h"

namespace sep::gpu {

class OffscreenContext {
 public:
  /// Makes a GL 4.5 (else 4.3) core context and makes it current on this thread, where it must end too.
  /// Error: which step failed, in words.
  static Result<std::unique_ptr<OffscreenContext>> create(bool debug = false);
  virtual ~OffscreenContext() = default;
};

}  // namespace sep::gpu

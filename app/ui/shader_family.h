// The family of shaders that the window's engine takes: as remembered for this driver, or measured once the
// first picture stands.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "gpu/engine.h"
#include "gpu/family.h"

namespace sep::ui {

/// Of the current context's driver, when it was measured before.
std::optional<gpu::Family> remembered_family();

/// Gives an engine what is remembered; else it keeps its guess.
void use_remembered_family(gpu::Engine& engine);

class ShaderFamily {
 public:
  /// Measures beside the window when nothing is remembered; after the first call does nothing.
  void begin(const gpu::Engine& engine, const std::filesystem::path& shaders);
  /// Gives the engine what was measured meanwhile, and keeps it. Nobody is woken for it: asked for at the
  /// next input and at the end.
  void look(gpu::Engine& engine);

 private:
  bool begun_ = false;
  std::unique_ptr<gpu::FamilyProbe> probe_;
};

}  // namespace sep::ui

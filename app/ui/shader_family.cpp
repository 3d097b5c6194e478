// Bodies of shader_family.h.
#include "ui/shader_family.h"

#include <utility>

#include "io/driver_notes.h"

namespace sep::ui {

std::optional<gpu::Family> remembered_family() {
  const auto word = io::noted(gpu::driver_name());
  return word ? gpu::family_for(*word) : std::nullopt;
}

void use_remembered_family(gpu::Engine& engine) {
  if (const auto family = remembered_family()) engine.set_family(*family);
}

void ShaderFamily::begin(const gpu::Engine& engine, const std::filesystem::path& shaders) {
  if (std::exchange(begun_, true) || remembered_family()) return;
  probe_ = std::make_unique<gpu::FamilyProbe>(shaders, engine.limits());
}

void ShaderFamily::look(gpu::Engine& engine) {
  const auto family = probe_ ? probe_->take() : std::nullopt;
  if (!family) return;
  probe_.reset();
  engine.set_family(*family);
  (void)io::note(gpu::driver_name(), gpu::word_for(*family));  // else it is measured again at the next start
}

}  // namespace sep::ui
